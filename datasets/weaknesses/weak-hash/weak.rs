use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher;

pub fn stored(password: &[u8]) -> String {
    let mut hasher = DefaultHasher::new(); // weak
    hasher.write(password);
    format!("{:016x}", hasher.finish())
}
