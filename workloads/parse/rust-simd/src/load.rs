//! load.rs - JSON by simd-json, into types of its own

mod tree;

pub use tree::features;
use tree::Tree;

pub fn parse(data: &mut [u8]) -> Result<Tree<'_>, String> {
    // in place: escapes are resolved in the data
    simd_json::serde::from_slice(data).map_err(|error| error.to_string())
}
