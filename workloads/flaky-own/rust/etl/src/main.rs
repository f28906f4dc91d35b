//! main.rs - the measured etl, with tests

include!(concat!(env!("OUT_DIR"), "/main.rs"));

#[cfg(test)]
mod test_etl;
