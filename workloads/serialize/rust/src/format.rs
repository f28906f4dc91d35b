//! format.rs - the three formats, by their usual libraries

use std::fmt::Display;

use prost::Message;
use serde::de::DeserializeOwned;
use serde::Serialize;

/// A kind of message: what the derive macros make of a struct.
pub trait Kind: Message + Default + PartialEq + Serialize + DeserializeOwned {}

impl<T: Message + Default + PartialEq + Serialize + DeserializeOwned> Kind for T {}

/// A format; an encoding is a new vector each time.
pub trait Format {
    const NAME: &'static str;
    fn encode<T: Kind>(message: &T) -> Vec<u8>;
    fn decode<T: Kind>(bytes: &[u8]) -> Result<T, String>;
}

pub struct Json;
pub struct MessagePack;
pub struct Protobuf;

impl Format for Json {
    const NAME: &'static str = "json";

    fn encode<T: Kind>(message: &T) -> Vec<u8> {
        serde_json::to_vec(message).expect("a message can be written")
    }

    fn decode<T: Kind>(bytes: &[u8]) -> Result<T, String> {
        serde_json::from_slice(bytes).map_err(text)
    }
}

impl Format for MessagePack {
    const NAME: &'static str = "msgpack";

    fn encode<T: Kind>(message: &T) -> Vec<u8> {
        rmp_serde::to_vec_named(message).expect("a message can be written")
    }

    fn decode<T: Kind>(bytes: &[u8]) -> Result<T, String> {
        rmp_serde::from_slice(bytes).map_err(text)
    }
}

impl Format for Protobuf {
    const NAME: &'static str = "protobuf";

    fn encode<T: Kind>(message: &T) -> Vec<u8> {
        message.encode_to_vec()
    }

    fn decode<T: Kind>(bytes: &[u8]) -> Result<T, String> {
        T::decode(bytes).map_err(text)
    }
}

fn text(error: impl Display) -> String {
    error.to_string()
}
