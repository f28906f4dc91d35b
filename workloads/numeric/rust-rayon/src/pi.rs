//! pi.rs - Monte Carlo: points in a square, and how many are in the circle;
//! any part of the stream can be drawn by itself

use rayon::prelude::*;

use crate::harness::SplitMix64;

/// Samples that are worth handing to another thread.
const BLOCK: u64 = 1 << 14;

pub fn count_inside(seed: u64, samples: u64) -> u64 {
    let blocks = samples.div_ceil(BLOCK);
    (0..blocks)
        .into_par_iter()
        .map(|block| {
            let first = block * BLOCK;
            let mut stream = SplitMix64::from(seed, 2 * first);
            let mut inside = 0;
            for _ in first..samples.min(first + BLOCK) {
                let (x, y) = (stream.draw() >> 33, stream.draw() >> 33);
                inside += u64::from(x * x + y * y < 1 << 62);
            }
            inside
        })
        .sum()
}
