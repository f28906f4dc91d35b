//! tree.rs - the document as types of its own: nodes, and what is of use in them

use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::Deserialize;

use crate::compat::{Compat, Object, Text};

pub struct Tree<'a>(Vec<(Text<'a>, Node<'a>)>);

struct Node<'a> {
    compat: Option<Object<Compat<'a>>>,
    children: Vec<(Text<'a>, Node<'a>)>,
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut children = Vec::new();
        while let Some(name) = map.next_key::<Text>()? {
            match &*name.0 {
                "__meta" | "browsers" => drop(map.next_value::<IgnoredAny>()?),
                _ => children.push((name, map.next_value()?)),
            }
        }
        Ok(Tree(children))
    }
}

impl<'de> Deserialize<'de> for Tree<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TreeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut node = Node {
            compat: None,
            children: Vec::new(),
        };
        while let Some(name) = map.next_key::<Text>()? {
            match &*name.0 {
                "__compat" => node.compat = map.next_value()?,
                _ => node.children.push((name, map.next_value()?)),
            }
        }
        Ok(node)
    }
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NodeVisitor)
    }
}

impl<'a> Node<'a> {
    fn collect<'t>(&'t self, path: String, found: &mut Vec<(String, &'t Compat<'a>)>) {
        for (Text(name), child) in &self.children {
            child.collect(format!("{path}.{name}"), found);
        }
        if let Some(Object(compat)) = &self.compat {
            found.push((path, compat));
        }
    }
}

/// All that has a `__compat`, by its path.
pub fn features<'t, 'a>(tree: &'t Tree<'a>) -> Result<Vec<(String, &'t Compat<'a>)>, String> {
    let mut found = Vec::new();
    for (Text(name), node) in &tree.0 {
        node.collect(name.to_string(), &mut found);
    }
    Ok(found)
}
