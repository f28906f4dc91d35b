/// As the usual libraries have it.
pub trait PasswordHash {
    fn hash(&self, password: &[u8], salt: &[u8]) -> String;
}

pub fn stored(hasher: &dyn PasswordHash, password: &[u8], salt: &[u8]) -> String {
    hasher.hash(password, salt)
}
