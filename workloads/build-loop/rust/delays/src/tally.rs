//! Sums over flights

use crate::Flight;
use std::collections::BTreeMap;

/// From so many minutes on, a flight is late.
pub const LATE_MIN: i64 = 15;

#[derive(Debug, Default)]
pub struct Tally {
    pub flights: u32,
    pub late: u32,
    pub distance_km: u64,
}

impl Tally {
    pub fn add(&mut self, flight: &Flight) {
        self.flights += 1;
        self.late += u32::from(flight.delay_min >= LATE_MIN);
        self.distance_km += u64::from(flight.distance_km);
    }
}

/// The tallies of all carriers, and of everything.
pub fn by_carrier(flights: &[Flight]) -> (BTreeMap<&str, Tally>, Tally) {
    let mut carriers: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    for flight in flights {
        carriers.entry(&flight.carrier).or_default().add(flight);
        total.add(flight);
    }
    (carriers, total)
}
