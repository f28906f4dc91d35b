//! main.rs - messages as JSON, MessagePack and Protobuf, encoded and decoded
//!
//! The rules are in ../../README.md.

mod dataset;
mod format;
mod messages;

use std::env;
use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, Write};
use std::process::exit;
use std::time::Instant;

use crc32fast::Hasher;

use dataset::{reason, Messages};
use format::{Format, Json, Kind, MessagePack, Protobuf};

/// What is measured: the answer, and the samples.
struct Measured {
    repeats: usize,
    answer: String,
    samples: String,
}

impl Measured {
    fn kind<T: Kind>(&mut self, kind: &str, messages: &Messages<T>) {
        self.format::<Json, T>(kind, messages, &messages.json);
        self.format::<MessagePack, T>(kind, messages, &messages.msgpack);
        self.format::<Protobuf, T>(kind, messages, &messages.protobuf);
    }

    fn format<F: Format, T: Kind>(&mut self, kind: &str, all: &Messages<T>, encodings: &[Vec<u8>]) {
        let case = format!("{}_{kind}", F::NAME);
        let encoded = self.repeat(
            &format!("{case}_encode"),
            all.passes,
            &all.messages,
            F::encode::<T>,
        );
        let decoded = self.repeat(&format!("{case}_decode"), all.passes, encodings, |bytes| {
            F::decode::<T>(bytes).expect("it was decoded before")
        });
        let count = encoded.len();
        let size: usize = encoded.iter().map(Vec::len).sum();
        let mean = size as f64 / count as f64;
        writeln!(self.samples, "{case},encoded_size,B,{mean}").expect("a string takes it all");
        writeln!(
            self.answer,
            "{},{kind},{count},{size},{:08x},{:08x}",
            F::NAME,
            crc32(encoded),
            crc32(decoded.iter().map(Json::encode))
        )
        .expect("a string takes it all");
    }

    /// The results of the last pass.  Those of the one before are dropped in each
    /// pass, also in the first: one pass goes before the clock.
    fn repeat<I, O>(
        &mut self,
        case: &str,
        passes: usize,
        items: &[I],
        function: impl Fn(&I) -> O,
    ) -> Vec<O> {
        let pass = || -> Vec<O> { items.iter().map(|item| function(black_box(item))).collect() };
        let mut results = pass();
        for _ in 0..self.repeats {
            let start = Instant::now();
            for _ in 0..passes {
                results = pass();
                black_box(&results);
            }
            let seconds = start.elapsed().as_secs_f64();
            let each = seconds / (passes * items.len()) as f64;
            writeln!(
                self.samples,
                "{case},wall_time,s,{seconds:.9}\n{case},message_time,s,{each:.12}"
            )
            .expect("a string takes it all");
        }
        results
    }
}

fn crc32(chunks: impl IntoIterator<Item = Vec<u8>>) -> u32 {
    let mut hasher = Hasher::new();
    for chunk in chunks {
        hasher.update(&chunk);
    }
    hasher.finalize()
}

fn run(path: &str) -> Result<(), String> {
    let dataset = dataset::read(path)?;
    let mut measured = Measured {
        repeats: dataset.repeats,
        answer: "format,kind,messages,bytes,encoded_crc32,decoded_crc32\n".to_string(),
        samples: String::new(),
    };
    measured.kind("small", &dataset.small);
    measured.kind("medium", &dataset.medium);
    measured.kind("large", &dataset.large);
    io::stdout()
        .write_all(measured.answer.as_bytes())
        .map_err(|error| format!("standard output: {}", reason(&error)))?;
    match env::var("SAMPLES_FD") {
        // without unsafe code, a descriptor is opened by its name
        Ok(fd) => File::options()
            .append(true)
            .open(format!("/dev/fd/{fd}"))
            .and_then(|mut file| file.write_all(measured.samples.as_bytes()))
            .map_err(|error| format!("SAMPLES_FD {fd}: {}", reason(&error))),
        Err(_) => Ok(()),
    }
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [path] = arguments.as_slice() else {
        eprintln!("usage: serialize messages.jsonl");
        exit(2);
    };
    if let Err(what) = run(path) {
        eprintln!("serialize: {what}");
        exit(1);
    }
}
