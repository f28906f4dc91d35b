//! pi.rs - Monte Carlo: points in a square, and how many are in the circle

use crate::harness::SplitMix64;

pub fn count_inside(seed: u64, samples: u64) -> u64 {
    let mut stream = SplitMix64::from(seed, 0);
    let mut inside = 0;
    for _ in 0..samples {
        let (x, y) = (stream.draw() >> 33, stream.draw() >> 33);
        inside += u64::from(x * x + y * y < 1 << 62);
    }
    inside
}
