//! delays - what flights and their delays are: the part that others depend on

mod flight;
mod tally;

pub use flight::{read, Flight};
pub use tally::{by_carrier, Tally, LATE_MIN};
