//! load.rs - JSON by serde_json, into types of its own

mod tree;

pub use tree::features;
use tree::Tree;

pub fn parse(data: &mut [u8]) -> Result<Tree<'_>, String> {
    // as a whole, since what is skipped would not be looked at
    let text = std::str::from_utf8(data).map_err(|error| error.to_string())?;
    serde_json::from_str(text).map_err(|error| error.to_string())
}
