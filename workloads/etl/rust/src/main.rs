//! main.rs - flights by carrier and month: read gzipped CSV, aggregate, write
//!
//! The rules are in ../../README.md.

use std::collections::HashMap;
use std::convert::TryInto;
use std::env;
use std::fmt::{self, Write as _};
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, BufReader, Read, Write};
use std::process::exit;
use std::time::Instant;

use csv::{ByteRecord, ReaderBuilder};
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use flate2::Compression;

/// Minutes, two days: a greater delay is malformed.
const DELAY_MAX: i32 = 2880;
/// Fewer arrivals make no worst route.
const ROUTE_FLIGHTS: i64 = 10;
const BLOCK_BYTES: usize = 1 << 18;

const COLUMNS: [&str; 9] = [
    "month",
    "dep_time",
    "dep_delay",
    "arr_delay",
    "carrier",
    "origin",
    "dest",
    "air_time",
    "distance",
];

/// What went wrong, as the user shall see it.
struct Failure(String);

type Result<T> = std::result::Result<T, Failure>;

fn failure<T>(path: &str, what: impl fmt::Display) -> Result<T> {
    Err(Failure(format!("{path}: {what}")))
}

/// A row, as far as it is of use.
struct Flight {
    month: usize,
    departed: bool,
    dep_delay_min: Option<i32>,
    arr_delay_min: Option<i32>,
    /// carrier, origin and destination: 2 + 3 + 3
    route: [u8; 8],
    air_time_min: i64,
    distance_mi: i64,
}

/// A carrier in a month: a line of the report.
struct Group {
    carrier: [u8; 2],
    month: usize,
    flights: i64,
    cancelled: i64,
    air_time_min: i64,
    distance_mi: i64,
    /// how many of each delay
    delays: Vec<u32>,
    summary: Option<Summary>,
    worst: Option<Worst>,
}

/// What a group's delays come to.
struct Summary {
    mean: Mean,
    p95_min: i32,
}

struct Worst {
    route: [u8; 6],
    arrivals: i64,
    delay_sum_min: i64,
}

/// A carrier in a month on a route.
#[derive(Clone, Default)]
struct Cell {
    group: Option<usize>,
    flights: i64,
    cancelled: i64,
    air_time_min: i64,
    distance_mi: i64,
    arrivals: i64,
    arr_delay_sum_min: i64,
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4) of an eight
/// byte key: nobody who could choose the keys gains by collisions.
#[derive(Default)]
struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        // the table takes its place from the low bits, its tag from the high
        self.0 = key.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32);
    }
}

/// The months of a carrier on a route.
type Routes = HashMap<u64, Box<[Cell; 12]>, BuildHasherDefault<KeyHasher>>;

fn is_missing(text: &[u8]) -> bool {
    text.is_empty() || text == b"NA"
}

/// An optional minus sign and one to nine digits.
fn number(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let mut n = 0;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        n = n * 10 + i32::from(digit);
    }
    Some(if negative { -n } else { n })
}

fn month(text: &[u8]) -> Option<usize> {
    number(text)
        .filter(|month| (1..=12).contains(month))
        .map(|month| month as usize)
}

/// Some(None) is a delay that is not known.
fn delay(text: &[u8]) -> Option<Option<i32>> {
    if is_missing(text) {
        return Some(None);
    }
    number(text)
        .filter(|delay| (-DELAY_MAX..=DELAY_MAX).contains(delay))
        .map(Some)
}

fn amount(text: &[u8]) -> Option<i64> {
    if is_missing(text) {
        return Some(0);
    }
    number(text).filter(|&amount| amount >= 0).map(i64::from)
}

/// An IATA code: so many capital letters or digits.
fn code<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    let code: [u8; N] = text.try_into().ok()?;
    code.iter()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        .then_some(code)
}

/// Where the columns are in the file.
struct Columns([usize; COLUMNS.len()]);

impl Columns {
    fn find(header: &ByteRecord) -> std::result::Result<Self, String> {
        let mut columns = [0; COLUMNS.len()];
        for (column, name) in columns.iter_mut().zip(COLUMNS) {
            let mut found = (0..header.len()).filter(|&i| &header[i] == name.as_bytes());
            *column = found.next().ok_or_else(|| format!("no column {name}"))?;
            if found.next().is_some() {
                return Err(format!("more than one column {name}"));
            }
        }
        Ok(Columns(columns))
    }

    fn flight(&self, row: &ByteRecord) -> Option<Flight> {
        let [m, time, dep, arr, carrier, origin, dest, air, distance] = self.0;
        let mut route = [0; 8];
        route[..2].copy_from_slice(&code::<2>(&row[carrier])?);
        route[2..5].copy_from_slice(&code::<3>(&row[origin])?);
        route[5..].copy_from_slice(&code::<3>(&row[dest])?);
        Some(Flight {
            month: month(&row[m])?,
            departed: !is_missing(&row[time]),
            dep_delay_min: delay(&row[dep])?,
            arr_delay_min: delay(&row[arr])?,
            route,
            air_time_min: amount(&row[air])?,
            distance_mi: amount(&row[distance])?,
        })
    }

    /// The first column of the file, and its value, that is bad.
    fn explain(&self, row: &ByteRecord) -> String {
        for (i, text) in row.iter().enumerate() {
            let column = self.0.iter().position(|&column| column == i);
            let good = match column.map(|column| COLUMNS[column]) {
                Some("month") => month(text).is_some(),
                Some("dep_delay" | "arr_delay") => delay(text).is_some(),
                Some("carrier") => code::<2>(text).is_some(),
                Some("origin" | "dest") => code::<3>(text).is_some(),
                Some("air_time" | "distance") => amount(text).is_some(),
                _ => true,
            };
            if !good {
                let name = COLUMNS[column.unwrap_or_default()];
                let text = String::from_utf8_lossy(&text[..text.len().min(40)]);
                return format!("{name}: bad value: \"{text}\"");
            }
        }
        unreachable!("a row was refused for no reason")
    }
}

#[derive(Default)]
struct Flights {
    routes: Routes,
    groups: Vec<Group>,
}

impl Flights {
    fn find_group(&mut self, carrier: [u8; 2], month: usize) -> usize {
        let same = |group: &Group| group.carrier == carrier && group.month == month;
        self.groups.iter().position(same).unwrap_or_else(|| {
            self.groups.push(Group {
                carrier,
                month,
                flights: 0,
                cancelled: 0,
                air_time_min: 0,
                distance_mi: 0,
                delays: vec![0; 2 * DELAY_MAX as usize + 1],
                summary: None,
                worst: None,
            });
            self.groups.len() - 1
        })
    }

    fn add(&mut self, flight: &Flight) {
        let key = u64::from_le_bytes(flight.route);
        let cell = &mut self.routes.entry(key).or_default()[flight.month - 1];
        cell.flights += 1;
        cell.air_time_min += flight.air_time_min;
        if flight.departed {
            cell.distance_mi += flight.distance_mi;
        } else {
            cell.cancelled += 1;
        }
        if let Some(delay) = flight.arr_delay_min {
            cell.arrivals += 1;
            cell.arr_delay_sum_min += i64::from(delay);
        }
        let group = match cell.group {
            Some(group) => group,
            None => {
                let group = self.find_group([flight.route[0], flight.route[1]], flight.month);
                self.routes.entry(key).or_default()[flight.month - 1].group = Some(group);
                group
            }
        };
        if let Some(delay) = flight.dep_delay_min {
            self.groups[group].delays[(delay + DELAY_MAX) as usize] += 1;
        }
    }
}

fn open(path: &str) -> io::Result<MultiGzDecoder<BufReader<File>>> {
    let file = File::open(path)?;
    Ok(MultiGzDecoder::new(BufReader::with_capacity(
        BLOCK_BYTES,
        file,
    )))
}

/// The line on which a row begins. The parser began to read it before the empty
/// lines, and after CR before the LF, that it skipped: these are counted in the
/// file, since only a row that is refused needs its line.
fn line_of(path: &str, read_from: &csv::Position) -> u64 {
    let skipped = open(path).map_or(0, |mut gzip| {
        let mut before = gzip.by_ref().take(read_from.byte());
        if io::copy(&mut before, &mut io::sink()).is_err() {
            return 0;
        }
        BufReader::new(gzip)
            .bytes()
            .map_while(io::Result::ok)
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .filter(|&byte| byte == b'\n')
            .count()
    });
    read_from.line() + skipped as u64
}

fn parse(path: &str) -> Result<Flights> {
    let gzip = open(path).or_else(|error| failure(path, reason(&error)))?;
    let mut reader = ReaderBuilder::new()
        .buffer_capacity(BLOCK_BYTES)
        .from_reader(gzip);
    let header = match reader.byte_headers() {
        Ok(header) if header.is_empty() => return failure(path, "no header"),
        Ok(header) => header.clone(),
        Err(error) => return csv_failure(path, error),
    };
    let columns = Columns::find(&header).or_else(|what| failure(&format!("{path}:1"), what))?;
    let mut flights = Flights::default();
    let mut row = ByteRecord::new();
    loop {
        match reader.read_byte_record(&mut row) {
            Ok(true) => match columns.flight(&row) {
                Some(flight) => flights.add(&flight),
                None => {
                    let line = row
                        .position()
                        .map_or(0, |read_from| line_of(path, read_from));
                    return failure(&format!("{path}:{line}"), columns.explain(&row));
                }
            },
            Ok(false) => return Ok(flights),
            Err(error) => return csv_failure(path, error),
        }
    }
}

fn csv_failure<T>(path: &str, error: csv::Error) -> Result<T> {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            pos: Some(read_from),
            expected_len,
            len,
        } => failure(
            &format!("{path}:{}", line_of(path, read_from)),
            format!("{len} fields, want {expected_len}"),
        ),
        csv::ErrorKind::Io(error) => failure(path, reason(error)),
        _ => failure(path, error),
    }
}

/// The system's words, without Rust's "(os error 2)".
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

impl Worst {
    /// The higher mean arrival delay, then the lower name.
    fn worse_than(&self, other: &Worst) -> bool {
        let mine = self.delay_sum_min * other.arrivals;
        let its = other.delay_sum_min * self.arrivals;
        mine > its || (mine == its && self.route < other.route)
    }
}

fn transform(flights: Flights) -> Vec<Group> {
    let Flights { routes, mut groups } = flights;
    for (key, months) in &routes {
        for cell in months.iter() {
            let group = match cell.group {
                Some(group) => &mut groups[group],
                None => continue,
            };
            group.flights += cell.flights;
            group.cancelled += cell.cancelled;
            group.air_time_min += cell.air_time_min;
            group.distance_mi += cell.distance_mi;
            if cell.arrivals < ROUTE_FLIGHTS {
                continue;
            }
            let mut route = [0; 6];
            route.copy_from_slice(&key.to_le_bytes()[2..]);
            let candidate = Worst {
                route,
                arrivals: cell.arrivals,
                delay_sum_min: cell.arr_delay_sum_min,
            };
            if group
                .worst
                .as_ref()
                .map_or(true, |worst| candidate.worse_than(worst))
            {
                group.worst = Some(candidate);
            }
        }
    }
    for group in &mut groups {
        group.summary = Summary::of(&group.delays);
    }
    groups.sort_unstable_by_key(|group| (group.carrier, group.month));
    groups
}

/// A mean to the hundredth, halves away from zero.
struct Mean {
    sum: i64,
    count: i64,
}

impl Summary {
    fn of(delays: &[u32]) -> Option<Summary> {
        let delays = || (-DELAY_MAX..).zip(delays.iter().map(|&n| i64::from(n)));
        let count: i64 = delays().map(|(_, n)| n).sum();
        let sum = delays().map(|(delay, n)| i64::from(delay) * n).sum();
        // nearest rank; if there are no delays, none is found
        let mut rank = (95 * count + 99) / 100;
        let (p95_min, _) = delays().find(|&(_, n)| {
            rank -= n;
            n > 0 && rank <= 0
        })?;
        Some(Summary {
            mean: Mean { sum, count },
            p95_min,
        })
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (200 * self.sum.abs() + self.count) / (2 * self.count);
        let sign = if self.sum < 0 && hundredths > 0 {
            "-"
        } else {
            ""
        };
        write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

fn text(code: &[u8]) -> &str {
    std::str::from_utf8(code).expect("codes are ASCII")
}

impl Group {
    fn line(&self, out: &mut String) -> fmt::Result {
        write!(
            out,
            "{},{},{},{},",
            text(&self.carrier),
            self.month,
            self.flights,
            self.cancelled
        )?;
        match &self.summary {
            Some(Summary { mean, p95_min }) => write!(out, "{mean},{p95_min}")?,
            None => out.push_str("NA,NA"),
        }
        write!(out, ",{},{},", self.air_time_min, self.distance_mi)?;
        match &self.worst {
            Some(Worst { route, .. }) => {
                writeln!(out, "{}-{}", text(&route[..3]), text(&route[3..]))
            }
            None => writeln!(out, "NA"),
        }
    }
}

fn write_report(groups: &[Group], path: &str) -> Result<()> {
    let mut report = String::from(
        "carrier,month,flights,cancelled,mean_dep_delay_min,p95_dep_delay_min,\
         air_time_min,distance_mi,worst_route\n",
    );
    for group in groups {
        group.line(&mut report).expect("a string takes it all");
    }
    let save = || {
        let mut out = GzEncoder::new(File::create(path)?, Compression::new(6));
        out.write_all(report.as_bytes())?;
        out.finish().map(drop)
    };
    save().or_else(|error: io::Error| failure(path, reason(&error)))?;
    io::stdout()
        .write_all(report.as_bytes())
        .or_else(|error| failure("standard output", reason(&error)))
}

fn report_phases(at: [Instant; 4]) {
    let fd = match env::var("SAMPLES_FD") {
        Ok(fd) => fd,
        Err(_) => return,
    };
    let mut lines = String::new();
    for (phase, pair) in ["parse", "transform", "write"].iter().zip(at.windows(2)) {
        let seconds = (pair[1] - pair[0]).as_secs_f64();
        writeln!(lines, "{phase},wall_time,s,{seconds:.9}").expect("a string takes it all");
    }
    // without unsafe code, a descriptor is opened by its name
    let samples = File::options().append(true).open(format!("/dev/fd/{fd}"));
    if let Err(error) = samples.and_then(|mut file| file.write_all(lines.as_bytes())) {
        eprintln!("etl: SAMPLES_FD {fd}: {}", reason(&error));
        exit(1);
    }
}

fn run(source: &str, target: &str) -> Result<[Instant; 4]> {
    let start = Instant::now();
    let flights = parse(source)?;
    let parsed = Instant::now();
    let groups = transform(flights);
    let transformed = Instant::now();
    write_report(&groups, target)?;
    Ok([start, parsed, transformed, Instant::now()])
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (source, target) = match arguments.as_slice() {
        [source, target] => (source, target),
        _ => {
            eprintln!("usage: etl flights.csv.gz report.csv.gz");
            exit(2);
        }
    };
    match run(source, target) {
        Ok(at) => report_phases(at),
        Err(Failure(what)) => {
            eprintln!("etl: {what}");
            exit(1);
        }
    }
}
