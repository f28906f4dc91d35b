//! harness.rs - read the parameters, run the cases under the clock, answer
//!
//! The rules are in ../../README.md.  The modules fft, matmul and pi are each
//! program's own.

use std::env;
use std::fmt::{self, Display, Write as _};
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::{Add, Mul, RangeInclusive, Sub};
use std::process::exit;
use std::time::Instant;

use crate::{fft, matmul, pi};

/// What went wrong, as the user shall see it.
struct Failure(String);

type Result<T> = std::result::Result<T, Failure>;

fn failure<T>(place: impl Display, what: impl Display) -> Result<T> {
    Err(Failure(format!("{place}: {what}")))
}

/// An error of the system, without the number that Rust adds.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

#[derive(Clone, Copy, Default)]
pub struct Complex {
    pub re: f64,
    pub im: f64,
}

impl Add for Complex {
    type Output = Complex;

    fn add(self, other: Complex) -> Complex {
        Complex {
            re: self.re + other.re,
            im: self.im + other.im,
        }
    }
}

impl Sub for Complex {
    type Output = Complex;

    fn sub(self, other: Complex) -> Complex {
        Complex {
            re: self.re - other.re,
            im: self.im - other.im,
        }
    }
}

impl Mul for Complex {
    type Output = Complex;

    fn mul(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014; constants by Vigna.
pub struct SplitMix64(u64);

impl SplitMix64 {
    const GAMMA: u64 = 0x9E37_79B9_7F4A_7C15;

    /// The stream of a seed, from its number `skip` on, the first being 0.
    pub fn from(seed: u64, skip: u64) -> Self {
        SplitMix64(seed.wrapping_add(skip.wrapping_mul(Self::GAMMA)))
    }

    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::GAMMA);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A multiple of 2^-10 in [-1, 1).
    fn entry(&mut self) -> f64 {
        ((self.draw() >> 53) as f64 - 1024.0) / 1024.0
    }
}

struct Parameters {
    matmul_n: usize,
    fft_log2: u32,
    pi_samples: u64,
    repeats: u64,
    seed: u64,
}

/// NAME VALUE, in one way only: a blank, and no leading zeros.
fn parameter(line: &[u8], name: &str, range: &RangeInclusive<u64>) -> Option<u64> {
    let digits = line.strip_prefix(name.as_bytes())?.strip_prefix(b" ")?;
    let plain =
        digits.iter().all(u8::is_ascii_digit) && (digits == b"0" || digits.first() != Some(&b'0'));
    let value = std::str::from_utf8(digits).ok()?.parse().ok()?;
    (plain && range.contains(&value)).then_some(value)
}

impl Parameters {
    fn read(path: &str) -> Result<Parameters> {
        let text = fs::read(path).or_else(|error| failure(path, reason(&error)))?;
        let mut lines = text.split_inclusive(|&byte| byte == b'\n');
        let mut line = |at: usize| match lines.next() {
            Some(line) => Ok(line.strip_suffix(b"\n")),
            None => failure(format_args!("{path}:{at}"), "truncated"),
        };
        let mut number = |at: usize, name: &str, range: RangeInclusive<u64>| {
            line(at)?
                .and_then(|line| parameter(line, name, &range))
                .map_or_else(
                    || {
                        let (min, max) = range.clone().into_inner();
                        failure(
                            format_args!("{path}:{at}"),
                            format_args!("want {name}, from {min} to {max}"),
                        )
                    },
                    Ok,
                )
        };
        let parameters = Parameters {
            matmul_n: number(1, "matmul_n", 1..=4096)? as usize,
            fft_log2: number(2, "fft_log2", 1..=24)? as u32,
            pi_samples: number(3, "pi_samples", 1..=1_000_000_000)?,
            repeats: number(4, "repeats", 1..=100)?,
            seed: number(5, "seed", 0..=u64::from(u32::MAX))?,
        };
        if line(6)? != Some(b"end") {
            return failure(format_args!("{path}:6"), "want end");
        }
        match lines.next() {
            None => Ok(parameters),
            Some(_) => failure(format_args!("{path}:7"), "more after the end"),
        }
    }

    /// Each repeat, and the seed of its stream for a case: 0, 1 or 2.
    fn repeats(&self, case: u64) -> impl Iterator<Item = (u64, u64)> {
        let seed = self.seed;
        (1..=self.repeats).map(move |repeat| (repeat, seed + 3 * (repeat - 1) + case))
    }
}

/// What is held back until all is done: the answer, and the samples.
#[derive(Default)]
struct Report {
    answer: String,
    samples: String,
}

impl Report {
    fn timed(&mut self, case: &str, start: Instant) -> fmt::Result {
        let seconds = start.elapsed().as_secs_f64();
        writeln!(self.samples, "{case},wall_time,s,{seconds:.9}")
    }
}

fn matmul(parameters: &Parameters, report: &mut Report) -> fmt::Result {
    let n = parameters.matmul_n;
    // not 0: its pages shall be there before anything is timed
    let mut c = vec![1.0; n * n];
    for (repeat, seed) in parameters.repeats(0) {
        let mut stream = SplitMix64::from(seed, 0);
        let mut matrix = || -> Vec<f64> { (0..n * n).map(|_| stream.entry()).collect() };
        let (a, b) = (matrix(), matrix());
        let start = Instant::now();
        matmul::multiply(n, &a, &b, &mut c);
        report.timed("matmul", start)?;

        let whole = |x: f64| (x * f64::from(1 << 20)) as i64;
        let trace: f64 = c.iter().step_by(n + 1).sum();
        let checksum = c.iter().fold(0u64, |sum, &x| {
            sum.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(whole(x) as u64)
        });
        writeln!(report.answer, "matmul {repeat} trace {}", whole(trace))?;
        writeln!(report.answer, "matmul {repeat} checksum {checksum}")?;
    }
    Ok(())
}

/// Added up in halves, so that rounding errors grow with the logarithm.
fn weighted_sum(x: &[Complex], weights: &[f64]) -> Complex {
    if x.len() > 64 {
        let (lower, upper) = x.split_at(x.len() / 2);
        let (light, heavy) = weights.split_at(x.len() / 2);
        return weighted_sum(lower, light) + weighted_sum(upper, heavy);
    }
    let mut sum = Complex::default();
    for (x, weight) in x.iter().zip(weights) {
        sum.re += weight * x.re;
        sum.im += weight * x.im;
    }
    sum
}

impl Display for Complex {
    /// In whole 1024ths.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = |x: f64| (x * 1024.0).round() as i64;
        write!(f, "{} {}", whole(self.re), whole(self.im))
    }
}

fn fft(parameters: &Parameters, report: &mut Report) -> fmt::Result {
    let n = 1 << parameters.fft_log2;
    let mut plan = fft::Plan::new(parameters.fft_log2);
    for (repeat, seed) in parameters.repeats(1) {
        let mut stream = SplitMix64::from(seed, 0);
        let points: Vec<Complex> = (0..n)
            .map(|_| Complex {
                re: stream.entry(),
                im: stream.entry(),
            })
            .collect();
        let weights: Vec<f64> = (0..n)
            .map(|_| 2.0 * (stream.draw() >> 62) as f64 - 3.0)
            .collect();
        let start = Instant::now();
        let bins = plan.forward(&points);
        report.timed("fft", start)?;

        for bin in [0, 1, n / 2, n - 1] {
            writeln!(report.answer, "fft {repeat} bin {bin} {}", bins[bin])?;
        }
        let checksum = weighted_sum(bins, &weights);
        writeln!(report.answer, "fft {repeat} checksum {checksum}")?;
    }
    Ok(())
}

fn pi(parameters: &Parameters, report: &mut Report) -> fmt::Result {
    for (repeat, seed) in parameters.repeats(2) {
        let start = Instant::now();
        let inside = pi::count_inside(seed, parameters.pi_samples);
        report.timed("pi", start)?;
        writeln!(report.answer, "pi {repeat} inside {inside}")?;
    }
    Ok(())
}

fn report_samples(samples: &str) -> Result<()> {
    let fd = match env::var("SAMPLES_FD") {
        Ok(fd) => fd,
        Err(_) => return Ok(()),
    };
    // without unsafe code, a descriptor is opened by its name
    File::options()
        .append(true)
        .open(format!("/dev/fd/{fd}"))
        .and_then(|mut file| file.write_all(samples.as_bytes()))
        .or_else(|error| failure(format_args!("SAMPLES_FD {fd}"), reason(&error)))
}

fn run(path: &str) -> Result<()> {
    let parameters = Parameters::read(path)?;
    let mut report = Report::default();
    for case in [matmul, fft, pi] {
        case(&parameters, &mut report).expect("a string takes it all");
    }
    io::stdout()
        .write_all(report.answer.as_bytes())
        .or_else(|error| failure("standard output", reason(&error)))?;
    report_samples(&report.samples)
}

pub fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let path = match arguments.as_slice() {
        [path] => path,
        _ => {
            eprintln!("usage: numeric parameters.txt");
            exit(2);
        }
    };
    if let Err(Failure(what)) = run(path) {
        eprintln!("numeric: {what}");
        exit(1);
    }
}
