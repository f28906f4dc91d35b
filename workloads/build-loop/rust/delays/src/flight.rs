//! A flight, and the table it comes from

use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
pub struct Flight {
    pub carrier: String,
    pub flight: u32,
    pub origin: String,
    pub distance_km: u32,
    pub delay_min: i64,
}

/// All flights of a table.
pub fn read(path: &Path) -> Result<Vec<Flight>, csv::Error> {
    csv::Reader::from_path(path)?.deserialize().collect()
}
