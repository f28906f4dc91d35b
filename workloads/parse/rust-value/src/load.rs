//! load.rs - JSON by serde_json, into its generic values

use serde::Deserialize;
use serde_json::Value;

use crate::compat::{Compat, Object};

pub fn parse(data: &mut [u8]) -> Result<Value, String> {
    serde_json::from_slice(data).map_err(|error| error.to_string())
}

fn collect<'v>(
    path: String,
    node: &'v Value,
    found: &mut Vec<(String, Compat<'v>)>,
) -> Result<(), String> {
    let Some(members) = node.as_object() else {
        return Err(format!("{path}: not an object"));
    };
    for (name, value) in members {
        if name != "__compat" {
            collect(format!("{path}.{name}"), value, found)?;
        } else if let Some(Object(compat)) =
            Deserialize::deserialize(value).map_err(|error| format!("{path}: {error}"))?
        {
            found.push((path.clone(), compat));
        }
    }
    Ok(())
}

/// All that has a `__compat`, by its path.
pub fn features(document: &Value) -> Result<Vec<(String, Compat<'_>)>, String> {
    let members = document.as_object().ok_or("not an object")?;
    let mut found = Vec::new();
    for (name, node) in members {
        if !matches!(name.as_str(), "__meta" | "browsers") {
            collect(name.clone(), node, &mut found)?;
        }
    }
    Ok(found)
}
