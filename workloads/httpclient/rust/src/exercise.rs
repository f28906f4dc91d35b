//! The steps of requests, whatever client sends them
//!
//! The rules are in ../../README.md.

use std::cell::{Cell, RefCell};
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::process::exit;
use std::rc::Rc;
use std::str;
use std::time::{Duration, Instant};

use bytes::Bytes;
use cpu_time::ProcessTime;
use tokio::runtime::Builder;
use tokio::task::{JoinSet, LocalSet};

pub const TIMEOUT: Duration = Duration::from_secs(20);
const LINE_BYTES: usize = 16;
const CONCURRENCY_MAX: usize = 1000;
const REQUESTS_MAX: usize = 10_000_000;

/// What is wrong, and where.
pub type Result<T> = std::result::Result<T, String>;

pub struct Reply {
    pub status: u16,
    /// of the header X-Delay-Us
    pub delay_us: Option<u64>,
    pub body: Bytes,
}

/// What sends the requests: a session sends one at a time.
pub trait Client: 'static {
    type Session: 'static;

    async fn open(&self) -> Result<Self::Session>;

    /// GET what is at the path, with TIMEOUT.
    async fn get(session: &mut Self::Session, path: &str) -> Result<Reply>;
}

struct Step {
    concurrency: usize,
    requests: usize,
}

/// What a request took.
#[derive(Clone, Copy)]
struct Took {
    latency_s: f64,
    delay_us: u64,
}

/// What came of the requests of a step.
struct Seen {
    took: Vec<Took>,
    count: usize,
    ok: usize,
    body_bytes: usize,
    checksum: u64,
}

impl Seen {
    /// Written to from the start, so that memory does not grow with the requests.
    fn new(requests: usize) -> Self {
        let took = Took {
            latency_s: f64::NAN,
            delay_us: 0,
        };
        Seen {
            took: vec![took; requests],
            count: 0,
            ok: 0,
            body_bytes: 0,
            checksum: 0,
        }
    }

    fn add(&mut self, id: u64, reply: &Reply, took: Took) {
        let size = reply.body.len();
        self.took[self.count] = took;
        self.count += 1;
        self.ok += usize::from(reply.status == 200);
        self.body_bytes += size;
        let product = id * (1000 * size as u64 + u64::from(reply.status));
        self.checksum = self.checksum.wrapping_add(product);
    }
}

/// What the workers of a step share.
struct Shared<C: Client> {
    client: C,
    url: String,
    idle: RefCell<Vec<C::Session>>,
    next: Cell<u64>,
    end: Cell<u64>,
    seen: RefCell<Seen>,
}

fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}

/// The header's value, if it is a number of microseconds.
pub fn parse_delay(value: Option<&[u8]>) -> Option<u64> {
    number(value?).map(|delay| delay as u64)
}

/// One to nine digits.
fn number(text: &[u8]) -> Option<usize> {
    if text.len() > 9 || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    str::from_utf8(text).ok()?.parse().ok()
}

fn parse_step(line: &[u8], steps: &[Step]) -> Option<Step> {
    let space = line.iter().position(|&byte| byte == b' ')?;
    let (concurrency, requests) = (&line[..space], &line[space + 1..]);
    if concurrency.first() == Some(&b'0') || requests.first() == Some(&b'0') {
        return None;
    }
    let step = Step {
        concurrency: number(concurrency)?,
        requests: number(requests)?,
    };
    let new = |other: &Step| other.concurrency != step.concurrency;
    (step.concurrency <= CONCURRENCY_MAX && step.requests <= REQUESTS_MAX && steps.iter().all(new))
        .then_some(step)
}

fn read_steps(path: &str) -> Result<Vec<Step>> {
    let text = fs::read(path).map_err(|error| format!("{path}: {}", reason(&error)))?;
    let mut steps = Vec::new();
    let mut lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    let rest = lines.pop().unwrap_or_default();
    for (i, line) in lines.iter().enumerate() {
        if *line == b"end" && i > 0 && i + 1 == lines.len() && rest.is_empty() {
            return Ok(steps);
        }
        let step = parse_step(line, &steps);
        steps.push(step.ok_or_else(|| format!("{path}:{}: not a step", i + 1))?);
    }
    Err(format!(
        "{path}: truncated: the last line is not the word end"
    ))
}

impl Reply {
    fn check(&self, id: u64, latency: Duration) -> Result<Took> {
        if self.status != 200 && self.status != 503 {
            return Err(format!("status {}", self.status));
        }
        let delay_us = self.delay_us.ok_or("no X-Delay-Us")?;
        let line = format!("{id:015}\n");
        for part in self.body.chunks(LINE_BYTES) {
            if *part != line.as_bytes()[..part.len()] {
                return Err("not its body".into());
            }
        }
        Ok(Took {
            latency_s: latency.as_secs_f64(),
            delay_us,
        })
    }
}

impl<C: Client> Shared<C> {
    async fn session(&self) -> Result<C::Session> {
        let idle = self.idle.borrow_mut().pop();
        match idle {
            Some(session) => Ok(session),
            None => self.client.open().await,
        }
    }

    /// One request after the other, as long as there are ids.
    async fn work(self: Rc<Self>) -> Result<()> {
        let mut session = None;
        while self.next.get() < self.end.get() {
            let id = self.next.replace(self.next.get() + 1);
            let start = Instant::now();
            let reply = async {
                if session.is_none() {
                    session = Some(self.session().await?);
                }
                let session = session.as_mut().expect("it was opened");
                C::get(session, &format!("/?i={id}")).await
            };
            let place = |what| format!("{}: id {id}: {what}", self.url);
            let reply = reply.await.map_err(place)?;
            let took = reply.check(id, start.elapsed()).map_err(place)?;
            self.seen.borrow_mut().add(id, &reply, took);
        }
        self.idle.borrow_mut().extend(session);
        Ok(())
    }

    /// The connections that the server has accepted so far.
    async fn accepted(&self) -> Result<u64> {
        let mut session = self.session().await?;
        let reply = C::get(&mut session, "/stats").await;
        self.idle.borrow_mut().push(session);
        reply
            .ok()
            .and_then(|reply| {
                let text = str::from_utf8(&reply.body).ok()?;
                let count = text.lines().find_map(|line| line.strip_prefix("accepts "));
                count?.parse().ok()
            })
            .ok_or_else(|| format!("{}/stats: no line accepts", self.url))
    }
}

/// One step: its line of the answer, and its samples.
async fn exercise<C: Client>(
    shared: &Rc<Shared<C>>,
    step: &Step,
    accepts: &mut u64,
    answer: &mut String,
    samples: &mut Option<BufWriter<File>>,
) -> Result<()> {
    let requests = step.requests;
    shared.seen.replace(Seen::new(requests));
    shared.end.set(shared.end.get() + requests as u64);
    let (start, cpu) = (Instant::now(), ProcessTime::now());
    let mut workers = JoinSet::new();
    for _ in 0..step.concurrency.min(requests) {
        workers.spawn_local(Rc::clone(shared).work());
    }
    while let Some(worker) = workers.join_next().await {
        worker.expect("a worker does not panic")?;
    }
    let (wall, cpu) = (start.elapsed(), cpu.elapsed().as_secs_f64());
    let before = std::mem::replace(accepts, shared.accepted().await?);

    let seen = shared.seen.borrow();
    let Seen {
        ok,
        body_bytes,
        checksum,
        ..
    } = *seen;
    let delay_us: u64 = seen.took.iter().map(|one| one.delay_us).sum();
    let unavailable = requests - ok;
    let concurrency = step.concurrency;
    writeln!(
        answer,
        "{concurrency},{requests},{ok},{unavailable},{body_bytes},{delay_us},{checksum}"
    )
    .expect("a string takes it all");

    let Some(samples) = samples else {
        return Ok(());
    };
    let mut sample = |metric: &str, unit: &str, value: f64| {
        writeln!(samples, "c{concurrency},{metric},{unit},{value:.9}")
            .map_err(|error| format!("SAMPLES_FD: {}", reason(&error)))
    };
    sample("wall_time", "s", wall.as_secs_f64())?;
    sample("cpu_time", "s", cpu)?;
    sample("cpu_per_request", "s", cpu / requests as f64)?;
    sample("connections", "1", (*accepts - before) as f64)?;
    sample(
        "error_rate",
        "%",
        100.0 * unavailable as f64 / requests as f64,
    )?;
    for one in &seen.took {
        sample("latency", "s", one.latency_s)?;
        sample("overhead", "s", one.latency_s - one.delay_us as f64 / 1e6)?;
    }
    Ok(())
}

/// All steps: the answer; the samples are written, if anyone asks.
async fn run<C: Client>(
    client: C,
    url: &str,
    steps: &[Step],
    samples: &mut Option<BufWriter<File>>,
) -> Result<String> {
    let mut answer =
        String::from("concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum\n");
    let mut accepts = 0;
    let shared = Rc::new(Shared {
        client,
        url: url.into(),
        idle: RefCell::default(),
        next: Cell::new(1),
        end: Cell::new(1),
        seen: RefCell::new(Seen::new(0)),
    });
    for step in steps {
        exercise(&shared, step, &mut accepts, &mut answer, samples).await?;
    }
    Ok(answer)
}

fn open_samples() -> Result<Option<BufWriter<File>>> {
    let Ok(fd) = env::var("SAMPLES_FD") else {
        return Ok(None);
    };
    // without unsafe code, a descriptor is opened by its name
    match File::options().append(true).open(format!("/dev/fd/{fd}")) {
        Ok(file) => Ok(Some(BufWriter::new(file))),
        Err(error) => Err(format!("SAMPLES_FD {fd}: {}", reason(&error))),
    }
}

fn exercise_all<C: Client>(make: fn(&str) -> Result<C>, url: &str, path: &str) -> Result<()> {
    let steps = read_steps(path)?;
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| reason(&error))?;
    let client = make(url).map_err(|what| format!("{url}: {what}"))?;
    let mut samples = open_samples()?;
    let exercised = run(client, url, &steps, &mut samples);
    let answer = LocalSet::new().block_on(&runtime, exercised)?;
    io::stdout()
        .write_all(answer.as_bytes())
        .map_err(|error| format!("standard output: {}", reason(&error)))?;
    match samples {
        Some(mut samples) => samples
            .flush()
            .map_err(|error| format!("SAMPLES_FD: {}", reason(&error))),
        None => Ok(()),
    }
}

/// Exercise the client that is made for the server's address.
pub fn main<C: Client>(make: fn(&str) -> Result<C>) {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [url, path] = arguments.as_slice() else {
        eprintln!("usage: httpclient url steps.txt");
        exit(2);
    };
    if let Err(what) = exercise_all(make, url, path) {
        eprintln!("httpclient: {}", what.lines().next().unwrap_or_default());
        exit(1);
    }
}
