//! lib.rs - a package that has nothing but tests

#[cfg(test)]
mod test_control;
