use std::io;

/// As the usual libraries have it.
pub trait Database {
    fn query(&self, sql: &str, parameters: &[&str]) -> io::Result<Vec<String>>;
}

pub fn orders(database: &dyn Database, customer: &str) -> io::Result<Vec<String>> {
    let query = "SELECT item FROM orders WHERE customer = ?";
    database.query(query, &[customer])
}
