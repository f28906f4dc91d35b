const PASSWORD: &str = "violet-harbour-1871"; // weak

pub fn is_admin(password: &str) -> bool {
    password == PASSWORD
}
