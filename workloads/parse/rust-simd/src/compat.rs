//! compat.rs - what is of use in a `__compat`, as serde reads it

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Compat<'a> {
    #[serde(borrow)]
    pub description: Option<Text<'a>>,
    #[serde(borrow)]
    pub mdn_url: Option<Text<'a>>,
    #[serde(borrow)]
    pub spec_url: Option<OneOrMany<Text<'a>>>,
    pub status: Option<Object<Status>>,
    #[serde(borrow)]
    pub support: Option<Object<Support<'a>>>,
}

#[derive(Deserialize)]
pub struct Status {
    pub deprecated: Option<bool>,
    pub experimental: Option<bool>,
    pub standard_track: Option<bool>,
}

#[derive(Deserialize)]
pub struct Support<'a> {
    #[serde(borrow)]
    pub chrome: Option<Statements<'a>>,
    #[serde(borrow)]
    pub edge: Option<Statements<'a>>,
    #[serde(borrow)]
    pub firefox: Option<Statements<'a>>,
    #[serde(borrow)]
    pub nodejs: Option<Statements<'a>>,
    #[serde(borrow)]
    pub safari: Option<Statements<'a>>,
}

type Statements<'a> = OneOrMany<Object<Statement<'a>>>;

#[derive(Deserialize)]
pub struct Statement<'a> {
    #[serde(borrow)]
    pub version_added: Option<Version<'a>>,
    #[serde(borrow)]
    pub notes: Option<OneOrMany<Text<'a>>>,
}

/// A string, borrowed from the document if it is written there without escapes.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

pub enum Version<'a> {
    Known(Cow<'a, str>),
    Unknown(bool),
}

struct VersionVisitor;

impl<'de> Visitor<'de> for VersionVisitor {
    type Value = Version<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a version or a boolean")
    }

    fn visit_bool<E: Error>(self, supported: bool) -> Result<Self::Value, E> {
        Ok(Version::Unknown(supported))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Version::Known(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Version::Known(Cow::Owned(text.to_owned())))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Version<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(VersionVisitor)
    }
}

/// Only an object: a derived struct would take an array as well.
pub struct Object<T>(pub T);

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

/// A value, or an array of them.
pub struct OneOrMany<T>(pub Vec<T>);

struct OneOrManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for OneOrManyVisitor<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one or an array of them")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        T::deserialize(BorrowedStrDeserializer::new(text)).map(|one| OneOrMany(vec![one]))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        T::deserialize(StrDeserializer::new(text)).map(|one| OneOrMany(vec![one]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|one| OneOrMany(vec![one]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        let mut many = Vec::new();
        while let Some(element) = elements.next_element()? {
            many.push(element);
        }
        Ok(OneOrMany(many))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}
