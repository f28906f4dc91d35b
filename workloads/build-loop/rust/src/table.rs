//! What is printed: the part that nothing depends on

use delays::{by_carrier, Flight, Tally, LATE_MIN};

/// Of the report's form.
const EDITION: u32 = 1;

fn line(name: &str, tally: &Tally) -> String {
    format!(
        "{name}: {} of {} flights late, {} km\n",
        tally.late, tally.flights, tally.distance_km
    )
}

/// The whole text.
pub fn of(flights: &[Flight]) -> String {
    let (carriers, total) = by_carrier(flights);
    let mut text = format!("report {EDITION}, late is {LATE_MIN} min: ");
    text += &line("all", &total);
    for (carrier, tally) in &carriers {
        text += &line(carrier, tally);
    }
    text
}
