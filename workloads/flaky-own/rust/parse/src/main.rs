//! main.rs - the measured parse, with tests

include!(concat!(env!("OUT_DIR"), "/main.rs"));

#[cfg(test)]
mod test_parse;
