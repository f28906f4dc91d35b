//! main.rs - project, normalise and serialise what a JSON and a CSV file hold
//!
//! The rules are in ../../README.md.  How JSON is parsed is in load.rs.

mod compat;
mod load;

use std::borrow::{Borrow, Cow};
use std::env;
use std::fmt::{Display, Write as _};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::exit;
use std::time::{Duration, Instant};

use csv::StringRecord;
use regex::Regex;
use serde::{Serialize, Serializer};
use unicode_normalization::{is_nfc, UnicodeNormalization};

use compat::{Compat, Object, OneOrMany, Statement, Text, Version};

/// Minutes, two days: a greater delay is malformed.
const DELAY_MAX: i32 = 2880;

const COLUMNS: [&str; 13] = [
    "year",
    "month",
    "day",
    "dep_time",
    "dep_delay",
    "arr_delay",
    "carrier",
    "flight",
    "tailnum",
    "origin",
    "dest",
    "air_time",
    "distance",
];

/// In the error, what went wrong, as the user shall see it.
type Result<T> = std::result::Result<T, String>;

/// The system's words, without Rust's "(os error 2)".
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

struct Patterns {
    bug: Regex,
    registration: Regex,
}

impl Patterns {
    fn new() -> Self {
        let compile = |pattern| Regex::new(pattern).expect("the pattern is right");
        Patterns {
            bug: compile(r"(?:bugzil\.la|crbug\.com|webkit\.org/b)/[0-9]+"),
            registration: compile(r"^N([0-9]{1,5})([A-Z]{0,2})$"),
        }
    }
}

fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// What texts that differ in case only have in common, of a text in NFC.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        caseless::default_case_fold_str(text).nfc().collect()
    }
}

#[derive(Serialize)]
struct Feature<'a> {
    path: String,
    key: String,
    description: Option<Cow<'a, str>>,
    folded: Option<String>,
    mdn_url: Option<Cow<'a, str>>,
    anchors: Vec<Cow<'a, str>>,
    status: Option<String>,
    bugs: Vec<&'a str>,
    support: Versions<'a>,
}

#[derive(Default, Serialize)]
struct Versions<'a> {
    chrome: Option<Added<'a>>,
    edge: Option<Added<'a>>,
    firefox: Option<Added<'a>>,
    nodejs: Option<Added<'a>>,
    safari: Option<Added<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Added<'a> {
    Version(Cow<'a, str>),
    Supported(bool),
}

/// Since when, and what bugs the notes name.
fn added<'a>(
    statements: &'a Option<OneOrMany<Object<Statement<'_>>>>,
    patterns: &Patterns,
    bugs: &mut Vec<&'a str>,
) -> Option<Added<'a>> {
    let OneOrMany(statements) = statements.as_ref()?;
    for Object(statement) in statements {
        for Text(note) in statement.notes.iter().flat_map(|notes| &notes.0) {
            bugs.extend(patterns.bug.find_iter(note).map(|bug| bug.as_str()));
        }
    }
    match statements.first()?.0.version_added.as_ref()? {
        Version::Known(text) => Some(Added::Version(nfc(text.strip_prefix('≤').unwrap_or(text)))),
        Version::Unknown(true) => Some(Added::Supported(true)),
        Version::Unknown(false) => None,
    }
}

impl<'a> Feature<'a> {
    fn new(path: &str, compat: &'a Compat<'_>, patterns: &Patterns) -> Self {
        let path = nfc(path).into_owned();
        let description = compat.description.as_ref().map(|text| nfc(&text.0));
        let urls = compat.spec_url.iter().flat_map(|urls| &urls.0);
        let status = compat.status.as_ref().map(|Object(status)| {
            [
                (status.deprecated, 'd'),
                (status.experimental, 'e'),
                (status.standard_track, 's'),
            ]
            .into_iter()
            .filter_map(|(flag, letter)| (flag == Some(true)).then_some(letter))
            .collect()
        });
        let mut bugs = Vec::new();
        let support = match &compat.support {
            Some(Object(support)) => Versions {
                chrome: added(&support.chrome, patterns, &mut bugs),
                edge: added(&support.edge, patterns, &mut bugs),
                firefox: added(&support.firefox, patterns, &mut bugs),
                nodejs: added(&support.nodejs, patterns, &mut bugs),
                safari: added(&support.safari, patterns, &mut bugs),
            },
            None => Versions::default(),
        };
        Feature {
            key: fold(&path),
            path,
            folded: description.as_deref().map(fold),
            description,
            mdn_url: compat.mdn_url.as_ref().map(|text| nfc(&text.0)),
            anchors: urls
                .filter_map(|url| url.0.split_once('#'))
                .map(|(_, anchor)| nfc(anchor))
                .collect(),
            status,
            bugs,
            support,
        }
    }
}

fn transform_json<'a, C: Borrow<Compat<'a>>>(
    features: &'a [(String, C)],
    patterns: &Patterns,
) -> (Vec<Feature<'a>>, Totals) {
    let mut records: Vec<Feature> = features
        .iter()
        .map(|(path, compat)| Feature::new(path, compat.borrow(), patterns))
        .collect();
    records.sort_by(|a, b| a.path.cmp(&b.path));
    let count = |of: &dyn Fn(&Feature) -> usize| records.iter().map(of).sum::<usize>() as i64;
    let totals = vec![
        (
            "described",
            count(&|record| record.description.is_some().into()),
        ),
        ("anchors", count(&|record| record.anchors.len())),
        ("bugs", count(&|record| record.bugs.len())),
        (
            "versions",
            count(&|record| {
                let Versions {
                    chrome,
                    edge,
                    firefox,
                    nodejs,
                    safari,
                } = &record.support;
                [chrome, edge, firefox, nodejs, safari]
                    .into_iter()
                    .flatten()
                    .count()
            }),
        ),
    ];
    (records, totals)
}

#[derive(Serialize)]
struct Flight<'a> {
    flight: String,
    key: String,
    date: Date,
    route: String,
    tail: Option<Cow<'a, str>>,
    registration: Option<(&'a str, &'a str)>,
    departed: Option<Clock>,
    dep_delay: Option<i32>,
    arr_delay: Option<i32>,
    air_time: Option<Clock>,
    distance: Option<i32>,
}

struct Date(i32, i32, i32);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let Date(year, month, day) = self;
        to.collect_str(&format_args!("{year:04}-{month:02}-{day:02}"))
    }
}

struct Clock {
    hours: i32,
    minutes: i32,
}

impl Serialize for Clock {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let Clock { hours, minutes } = self;
        to.collect_str(&format_args!("{hours:02}:{minutes:02}"))
    }
}

fn is_missing(text: &str) -> bool {
    matches!(text, "NA" | "")
}

/// An optional minus sign and one to nine digits.
fn number(text: &str, low: i32, high: i32) -> Result<i32> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let well_formed =
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(value) if well_formed && (low..=high).contains(&value) => Ok(value),
        _ => Err(format!("bad number: \"{:.40}\"", text)),
    }
}

fn known(text: &str, low: i32, high: i32) -> Result<Option<i32>> {
    match is_missing(text) {
        true => Ok(None),
        false => number(text, low, high).map(Some),
    }
}

/// 517 is 5:17.
fn departure(text: &str) -> Result<Option<Clock>> {
    match known(text, 0, 2400)? {
        Some(time) if time % 100 > 59 => Err(format!("bad time: \"{text}\"")),
        time => Ok(time.map(|time| Clock {
            hours: time / 100,
            minutes: time % 100,
        })),
    }
}

impl<'a> Flight<'a> {
    fn new(row: &'a StringRecord, columns: &[usize], patterns: &Patterns) -> Result<Self> {
        let field = |column: usize| &row[columns[column]];
        let flight = nfc(&[field(6), field(7)].concat()).into_owned();
        let tailnum = field(8);
        let registration = patterns.registration.captures(tailnum).map(|parts| {
            let (_, parts) = parts.extract::<2>();
            (parts[0], parts[1])
        });
        Ok(Flight {
            key: fold(&flight),
            flight,
            date: Date(
                number(field(0), 0, 9999)?,
                number(field(1), 1, 12)?,
                number(field(2), 1, 31)?,
            ),
            route: nfc(&[field(9), field(10)].join("-")).into_owned(),
            tail: (!is_missing(tailnum)).then(|| nfc(tailnum)),
            registration,
            departed: departure(field(3))?,
            dep_delay: known(field(4), -DELAY_MAX, DELAY_MAX)?,
            arr_delay: known(field(5), -DELAY_MAX, DELAY_MAX)?,
            air_time: known(field(11), 0, 5999)?.map(|time| Clock {
                hours: time / 60,
                minutes: time % 60,
            }),
            distance: known(field(12), 0, 999_999_999)?,
        })
    }
}

struct Table {
    rows: Vec<StringRecord>,
    /// where each of COLUMNS is in a row
    columns: Vec<usize>,
}

fn parse_csv(data: &[u8]) -> Result<Table> {
    let mut reader = csv::Reader::from_reader(data);
    let header = reader.headers().map_err(|error| error.to_string())?;
    let column = |name: &&str| {
        let mut found = (0..header.len()).filter(|&i| &header[i] == *name);
        match (found.next(), found.next()) {
            (Some(column), None) => Ok(column),
            (None, _) => Err(format!("no column {name}")),
            _ => Err(format!("more than one column {name}")),
        }
    };
    let columns = COLUMNS.iter().map(column).collect::<Result<_>>()?;
    let rows = reader.into_records().collect::<csv::Result<_>>();
    let rows = rows.map_err(|error| error.to_string())?;
    Ok(Table { rows, columns })
}

fn transform_csv<'a>(table: &'a Table, patterns: &Patterns) -> Result<(Vec<Flight<'a>>, Totals)> {
    let mut records = table
        .rows
        .iter()
        .map(|row| Flight::new(row, &table.columns, patterns))
        .collect::<Result<Vec<_>>>()?;
    records.sort_by(|a, b| a.key.cmp(&b.key));
    let sum = |of: &dyn Fn(&Flight) -> Option<i32>| {
        records.iter().filter_map(of).map(i64::from).sum::<i64>()
    };
    let totals = vec![
        (
            "registrations",
            sum(&|record| record.registration.map(|_| 1)),
        ),
        (
            "delay_min",
            sum(&|record| record.dep_delay) + sum(&|record| record.arr_delay),
        ),
        (
            "air_min",
            sum(&|record| {
                record
                    .air_time
                    .as_ref()
                    .map(|time| time.hours * 60 + time.minutes)
            }),
        ),
    ];
    Ok((records, totals))
}

type Totals = Vec<(&'static str, i64)>;

/// How long what took.
type Phases = Vec<(String, Duration)>;

/// A line of the list.
struct Member {
    path: PathBuf,
    bytes: usize,
}

impl Member {
    fn new(line: &str, folder: &Path, extension: &str) -> Option<Self> {
        let mut fields = line.split("  ");
        let (digest, bytes, name) = (fields.next()?, fields.next()?, fields.next()?);
        let is_hexadecimal = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        let is_in_names = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        let well_formed = fields.next().is_none()
            && digest.len() == 64
            && digest.bytes().all(is_hexadecimal)
            && (1..=15).contains(&bytes.len())
            && bytes.bytes().all(|byte| byte.is_ascii_digit())
            && (bytes == "0" || !bytes.starts_with('0'))
            && name.starts_with(|c: char| c.is_ascii_alphanumeric())
            && name.bytes().all(is_in_names)
            && name
                .strip_suffix(extension)
                .is_some_and(|stem| !stem.is_empty());
        well_formed.then_some(Member {
            path: folder.join(name),
            bytes: bytes.parse().ok()?,
        })
    }

    fn fail(&self, what: impl Display) -> String {
        format!("{}: {what}", self.path.display())
    }

    fn read(&self) -> Result<Vec<u8>> {
        let data = fs::read(&self.path).map_err(|error| self.fail(reason(&error)))?;
        if data.len() != self.bytes {
            let what = format!("{} bytes, the list says {}", data.len(), self.bytes);
            return Err(self.fail(what));
        }
        Ok(data)
    }
}

/// The list's two members, the JSON and the CSV.
fn read_list(path: &str) -> Result<[Member; 2]> {
    let data = fs::read(path).map_err(|error| format!("{path}: {}", reason(&error)))?;
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let members = || {
        let (json, csv) = std::str::from_utf8(&data).ok()?.split_once('\n')?;
        Some([
            Member::new(json, folder, ".json")?,
            Member::new(csv.strip_suffix('\n')?, folder, ".csv")?,
        ])
    };
    members()
        .ok_or_else(|| format!("{path}: not a list of a .json and a .csv: sha256  bytes  name"))
}

/// Where the records go, and what is to be said of them.
struct Output<'a> {
    path: &'a str,
    file: File,
    answer: String,
    phases: Phases,
    last: Instant,
}

impl Output<'_> {
    fn lap(&mut self, phase: &str) {
        let now = Instant::now();
        self.phases.push((phase.to_string(), now - self.last));
        self.last = now;
    }

    fn serialize(&mut self, part: &str, records: &[impl Serialize], totals: &Totals) -> Result<()> {
        let mut lines = Vec::new();
        for record in records {
            serde_json::to_writer(&mut lines, record).map_err(|error| error.to_string())?;
            lines.push(b'\n');
        }
        self.file
            .write_all(&lines)
            .map_err(|error| format!("{}: {}", self.path, reason(&error)))?;
        for (what, total) in totals {
            self.answer += &format!("{part} {what} {total}\n");
        }
        self.answer += &format!(
            "{part} records {}\n{part} bytes {}\n{part} crc32 {:08x}\n",
            records.len(),
            lines.len(),
            crc32fast::hash(&lines)
        );
        self.lap(&format!("{part}_serialize"));
        Ok(())
    }

    fn json(&mut self, member: &Member, patterns: &Patterns) -> Result<()> {
        let mut data = member.read()?;
        let document = load::parse(&mut data).map_err(|what| member.fail(what))?;
        self.lap("json_parse");
        let features = load::features(&document).map_err(|what| member.fail(what))?;
        let (records, totals) = transform_json(&features, patterns);
        self.lap("json_transform");
        self.serialize("json", &records, &totals)
    }

    fn csv(&mut self, member: &Member, patterns: &Patterns) -> Result<()> {
        let data = member.read()?;
        let table = parse_csv(&data).map_err(|what| member.fail(what))?;
        self.lap("csv_parse");
        let (records, totals) =
            transform_csv(&table, patterns).map_err(|what| member.fail(what))?;
        self.lap("csv_transform");
        self.serialize("csv", &records, &totals)
    }

    /// Do a part, and time the whole, until all memory is free again.
    fn part(&mut self, name: &str, work: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let start = Instant::now();
        self.last = start;
        work(self)?;
        self.phases.push((name.to_string(), start.elapsed()));
        Ok(())
    }
}

/// All of it, once: the answer, and how long what took.
fn job(source: &str, target: &str, patterns: &Patterns) -> Result<(String, Phases)> {
    let [json, csv] = read_list(source)?;
    let file = File::create(target).map_err(|error| format!("{target}: {}", reason(&error)))?;
    let mut out = Output {
        path: target,
        file,
        answer: String::new(),
        phases: Vec::new(),
        last: Instant::now(),
    };
    out.part("json", |out| out.json(&json, patterns))?;
    out.part("csv", |out| out.csv(&csv, patterns))?;
    Ok((out.answer, out.phases))
}

/// At least once, and until so much time has passed: the answer, and the samples.
fn repeat(source: &str, target: &str, seconds: Option<f64>) -> Result<(String, String)> {
    let patterns = Patterns::new();
    let mut samples = String::new();
    let start = Instant::now();
    loop {
        let begun = Instant::now();
        let (answer, phases) = job(source, target, &patterns)?;
        let mut sample = |case: &str, metric, took: Duration| {
            writeln!(samples, "{case},{metric},s,{:.9}", took.as_secs_f64())
                .map_err(|error| error.to_string())
        };
        match seconds {
            None => phases
                .iter()
                .try_for_each(|(phase, took)| sample(phase, "wall_time", *took))?,
            Some(_) => {
                sample("operation", "operation_time", begun.elapsed())?;
                report(&samples)?; // to keep them would be growth
                samples.clear();
            }
        }
        if start.elapsed().as_secs_f64() >= seconds.unwrap_or(0.0) {
            return Ok((answer, samples));
        }
    }
}

fn print(answer: &str) -> Result<()> {
    io::stdout()
        .write_all(answer.as_bytes())
        .map_err(|error| format!("standard output: {}", reason(&error)))
}

fn report(samples: &str) -> Result<()> {
    let Ok(fd) = env::var("SAMPLES_FD") else {
        return Ok(());
    };
    // without unsafe code, a descriptor is opened by its name
    let file = File::options().append(true).open(format!("/dev/fd/{fd}"));
    file.and_then(|mut file| file.write_all(samples.as_bytes()))
        .map_err(|error| format!("SAMPLES_FD {fd}: {}", reason(&error)))
}

/// A decimal number: one to nine digits, and as many after a point.
fn seconds(text: &str) -> Option<f64> {
    let is_digits =
        |text: &str| (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    (is_digits(whole) && is_digits(fraction))
        .then(|| text.parse().ok())
        .flatten()
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let limit = match arguments.as_slice() {
        [_, _] => Some(None),
        [_, _, text] => seconds(text).map(Some),
        _ => None,
    };
    let Some(limit) = limit else {
        eprintln!("usage: parse list.txt parse.jsonl [seconds]");
        exit(2);
    };
    let done = repeat(&arguments[0], &arguments[1], limit)
        .and_then(|(answer, samples)| print(&answer).and_then(|()| report(&samples)));
    if let Err(what) = done {
        eprintln!("parse: {what}");
        exit(1);
    }
}
