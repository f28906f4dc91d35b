//! dataset.rs - the messages as the dataset has them, checked

use std::fs;
use std::io;
use std::iter::repeat_n;

use base64::prelude::{Engine, BASE64_STANDARD};
use serde::Deserialize;
use serde_json::Value;

use crate::format::{Format, Json, Kind, MessagePack, Protobuf};
use crate::messages::{Aircraft, Day, Flight};

/// Messages, passes, repeats.
const MOST: usize = 1_000_000;
const DOUBLE_MIN: f64 = 1e-3;
const DOUBLE_END: f64 = 1e15;
const MISCOUNTED: &str = "not as many messages of each kind as line 1 says";

type Result<T> = std::result::Result<T, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    repeats: usize,
    small: Size,
    medium: Size,
    large: Size,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Size {
    messages: usize,
    passes: usize,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum KindName {
    Small,
    Medium,
    Large,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    kind: KindName,
    json: String,
    msgpack: String,
    protobuf: String,
}

/// All messages of a kind, and their encodings.
pub struct Messages<T> {
    pub passes: usize,
    pub messages: Vec<T>,
    pub json: Vec<Vec<u8>>,
    pub msgpack: Vec<Vec<u8>>,
    pub protobuf: Vec<Vec<u8>>,
}

pub struct Dataset {
    pub repeats: usize,
    pub small: Messages<Flight>,
    pub medium: Messages<Aircraft>,
    pub large: Messages<Day>,
}

/// Nothing is taken that was not checked.
pub fn read(path: &str) -> Result<Dataset> {
    let content = fs::read(path).map_err(|error| format!("{path}: {}", reason(&error)))?;
    let content = content.strip_suffix(b"\n").unwrap_or(&content);
    let mut lines = content.split(|&byte| byte == b'\n');
    let at = |line: usize| move |what: String| format!("{path}:{line}: {what}");

    let First {
        repeats,
        small,
        medium,
        large,
    } = first(lines.next().unwrap_or_default()).map_err(at(1))?;
    let mut dataset = Dataset {
        repeats,
        small: Messages::new(small.passes),
        medium: Messages::new(medium.passes),
        large: Messages::new(large.passes),
    };
    let mut kinds = repeat_n(KindName::Small, small.messages)
        .chain(repeat_n(KindName::Medium, medium.messages))
        .chain(repeat_n(KindName::Large, large.messages));
    let mut next = 2;
    for line in lines {
        dataset.add(line, kinds.next()).map_err(at(next))?;
        next += 1;
    }
    match kinds.next() {
        Some(_) => Err(at(next)(MISCOUNTED.to_string())),
        None => Ok(dataset),
    }
}

impl Dataset {
    fn add(&mut self, line: &[u8], kind: Option<KindName>) -> Result<()> {
        let line: Line = serde_json::from_slice(line).map_err(text)?;
        if Some(line.kind) != kind {
            return Err(MISCOUNTED.to_string());
        }
        match line.kind {
            KindName::Small => self.small.add(line),
            KindName::Medium => self.medium.add(line),
            KindName::Large => self.large.add(line),
        }
    }
}

fn first(line: &[u8]) -> Result<First> {
    let first: First = serde_json::from_slice(line).map_err(text)?;
    let sizes = [&first.small, &first.medium, &first.large];
    let numbers = sizes.iter().flat_map(|size| [size.messages, size.passes]);
    if numbers
        .chain([first.repeats])
        .any(|number| !(1..=MOST).contains(&number))
    {
        return Err(format!("want numbers from 1 to {MOST}"));
    }
    Ok(first)
}

impl<T: Kind> Messages<T> {
    fn new(passes: usize) -> Self {
        Messages {
            passes,
            messages: Vec::new(),
            json: Vec::new(),
            msgpack: Vec::new(),
            protobuf: Vec::new(),
        }
    }

    /// Add a message, if each encoding can be decoded, all give the same one, and
    /// each is what is made of it here, byte for byte.
    fn add(&mut self, line: Line) -> Result<()> {
        let json = line.json.into_bytes();
        let msgpack = BASE64_STANDARD.decode(line.msgpack).map_err(text)?;
        let protobuf = BASE64_STANDARD.decode(line.protobuf).map_err(text)?;
        let message = decode_canonical::<Json, T>(&json)?;
        if decode_canonical::<MessagePack, T>(&msgpack)? != message
            || decode_canonical::<Protobuf, T>(&protobuf)? != message
        {
            return Err("the encodings are not of the same message".to_string());
        }
        check_doubles(&serde_json::to_value(&message).map_err(text)?)?;
        self.messages.push(message);
        self.json.push(json);
        self.msgpack.push(msgpack);
        self.protobuf.push(protobuf);
        Ok(())
    }
}

fn decode_canonical<F: Format, T: Kind>(bytes: &[u8]) -> Result<T> {
    let message = F::decode(bytes).map_err(|error| format!("{}: {error}", F::NAME))?;
    if F::encode(&message) != bytes {
        return Err(format!("{} is not the canonical encoding", F::NAME));
    }
    Ok(message)
}

/// Those of other magnitudes are not written alike by all libraries.
fn check_doubles(value: &Value) -> Result<()> {
    match value {
        Value::Array(items) => items.iter().try_for_each(check_doubles),
        Value::Object(fields) => fields.values().try_for_each(check_doubles),
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            Some(x) if x == 0.0 && x.is_sign_positive() => Ok(()),
            Some(x) if (DOUBLE_MIN..DOUBLE_END).contains(&x.abs()) => Ok(()),
            _ => Err(format!("number out of range: {number}")),
        },
        _ => Ok(()),
    }
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// The system's words, without Rust's "(os error 2)".
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}
