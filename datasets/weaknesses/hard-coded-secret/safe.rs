use std::env;

pub fn is_admin(password: &str) -> bool {
    env::var("ADMIN_PASSWORD").is_ok_and(|secret| secret == password)
}
