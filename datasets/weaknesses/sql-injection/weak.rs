use std::io;

/// As the usual libraries have it.
pub trait Database {
    fn query(&self, sql: &str, parameters: &[&str]) -> io::Result<Vec<String>>;
}

pub fn orders(database: &dyn Database, customer: &str) -> io::Result<Vec<String>> {
    let query = format!("SELECT item FROM orders WHERE customer = '{customer}'"); // weak
    database.query(&query, &[])
}
