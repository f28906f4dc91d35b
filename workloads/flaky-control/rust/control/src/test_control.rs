//! test_control.rs - tests that fail as often as they are meant to
//!
//! The dataset says how often: NAME SEED PERCENT, a line each. ../../../README.md has the
//! rule.

use std::env;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};

static READY: AtomicBool = AtomicBool::new(false);

/// The first number after this seed: Steele, Lea and Flood (OOPSLA 2014).
fn splitmix64(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

/// The seed and the percentage of a test.
fn parameters(test: &str) -> (u64, u64) {
    let text = fs::read_to_string(variable("BENCH_DATASET")).expect("the dataset is there");
    let line = text.lines().find_map(|line| {
        let mut words = line.split(' ');
        let is_it = words.next() == Some(test);
        is_it.then(|| words.map(|word| word.parse().expect("a number")))
    });
    let mut numbers = line.expect("the test has a line");
    let (seed, percent) = (numbers.next(), numbers.next());
    (seed.expect("a seed"), percent.expect("a percentage"))
}

fn pass_or_fail(test: &str) {
    let (seed, percent) = parameters(test);
    let turn: u64 = variable("BENCH_ITER").parse().expect("a number");
    let draw = splitmix64(seed ^ turn.wrapping_mul(0x0100_0193)) % 100;
    assert!(draw >= percent, "{draw} is below {percent}");
}

#[test]
fn test_always() {
    pass_or_fail("always");
}

#[test]
fn test_order_a() {
    READY.store(true, Ordering::SeqCst);
}

#[test]
fn test_order_b() {
    let ready = READY.load(Ordering::SeqCst);
    assert!(ready, "test_order_a has not run yet");
}

#[test]
fn test_p03() {
    pass_or_fail("p03");
}

#[test]
fn test_p10() {
    pass_or_fail("p10");
}

#[test]
fn test_p30() {
    pass_or_fail("p30");
}

#[test]
#[ignore = "a test that is ignored is no run"]
fn test_skipped() {
    panic!("it ran");
}

#[test]
fn test_stable() {
    pass_or_fail("stable");
}
