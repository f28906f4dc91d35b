//! The steps of requests, whatever client sends them
//!
//! The rules are in ../../README.md.

use std::cell::{Cell, RefCell};
use std::env;
use std::fmt::{self, Write as _};
use std::fs::{self, File};
use std::io::{self, Write as _};
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

/// What came of a request.
struct Seen {
    id: u64,
    status: u16,
    size: usize,
    delay_us: u64,
    latency: Duration,
}

/// What the workers of a step share.
struct Shared<C: Client> {
    client: C,
    url: String,
    idle: RefCell<Vec<C::Session>>,
    next: Cell<u64>,
    end: Cell<u64>,
    seen: RefCell<Vec<Seen>>,
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
    fn check(&self, id: u64, latency: Duration) -> Result<Seen> {
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
        Ok(Seen {
            id,
            status: self.status,
            size: self.body.len(),
            delay_us,
            latency,
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
            let seen = match reply.await {
                Ok(reply) => reply.check(id, start.elapsed()),
                Err(what) => Err(what),
            };
            let seen = seen.map_err(|what| format!("{}: id {id}: {what}", self.url))?;
            self.seen.borrow_mut().push(seen);
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
    samples: &mut String,
) -> Result<()> {
    let requests = step.requests;
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

    let seen = shared.seen.take();
    let ok = seen.iter().filter(|one| one.status == 200).count();
    let body_bytes: usize = seen.iter().map(|one| one.size).sum();
    let delay_us: u64 = seen.iter().map(|one| one.delay_us).sum();
    let product = |one: &Seen| one.id * (1000 * one.size as u64 + u64::from(one.status));
    let checksum: u64 = seen.iter().map(product).fold(0, u64::wrapping_add);
    let unavailable = requests - ok;
    let concurrency = step.concurrency;
    write_to(
        answer,
        format_args!(
            "{concurrency},{requests},{ok},{unavailable},{body_bytes},{delay_us},{checksum}"
        ),
    );

    let mut sample = |metric: &str, unit: &str, value: f64| {
        write_to(
            samples,
            format_args!("c{concurrency},{metric},{unit},{value:.9}"),
        );
    };
    sample("wall_time", "s", wall.as_secs_f64());
    sample("cpu_time", "s", cpu);
    sample("cpu_per_request", "s", cpu / requests as f64);
    sample("connections", "1", (*accepts - before) as f64);
    sample(
        "error_rate",
        "%",
        100.0 * unavailable as f64 / requests as f64,
    );
    for one in &seen {
        let latency = one.latency.as_secs_f64();
        sample("latency", "s", latency);
        sample("overhead", "s", latency - one.delay_us as f64 / 1e6);
    }
    Ok(())
}

fn write_to(text: &mut String, line: fmt::Arguments<'_>) {
    writeln!(text, "{line}").expect("a string takes it all");
}

/// All steps: the answer, and the samples.
async fn run<C: Client>(client: C, url: &str, steps: &[Step]) -> Result<(String, String)> {
    let mut answer =
        String::from("concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum\n");
    let mut samples = String::new();
    let mut accepts = 0;
    let shared = Rc::new(Shared {
        client,
        url: url.into(),
        idle: RefCell::default(),
        next: Cell::new(1),
        end: Cell::new(1),
        seen: RefCell::default(),
    });
    for step in steps {
        exercise(&shared, step, &mut accepts, &mut answer, &mut samples).await?;
    }
    Ok((answer, samples))
}

fn report(samples: &str) -> Result<()> {
    let Ok(fd) = env::var("SAMPLES_FD") else {
        return Ok(());
    };
    // without unsafe code, a descriptor is opened by its name
    File::options()
        .append(true)
        .open(format!("/dev/fd/{fd}"))
        .and_then(|mut file| file.write_all(samples.as_bytes()))
        .map_err(|error| format!("SAMPLES_FD {fd}: {}", reason(&error)))
}

fn exercise_all<C: Client>(make: fn(&str) -> Result<C>, url: &str, path: &str) -> Result<()> {
    let steps = read_steps(path)?;
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| reason(&error))?;
    let client = make(url).map_err(|what| format!("{url}: {what}"))?;
    let (answer, samples) = LocalSet::new().block_on(&runtime, run(client, url, &steps))?;
    io::stdout()
        .write_all(answer.as_bytes())
        .map_err(|error| format!("standard output: {}", reason(&error)))?;
    report(&samples)
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
