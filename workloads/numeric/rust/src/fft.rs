//! fft.rs - the fast Fourier transform, radix 2, in sweeps that are all alike

use std::f64::consts::PI;
use std::mem::swap;

use crate::harness::Complex;

pub struct Plan {
    log2: u32,
    /// n / 2: exp(-2 pi i k / n)
    twiddles: Vec<Complex>,
    /// n: the bits of the place, in reverse
    reversed: Vec<u32>,
    bins: Vec<Complex>,
    spare: Vec<Complex>,
}

impl Plan {
    /// What depends on the number of points alone.
    pub fn new(log2: u32) -> Plan {
        let n = 1 << log2;
        let twiddle = |k| {
            let (im, re) = (-2.0 * PI * k as f64 / n as f64).sin_cos();
            Complex { re, im }
        };
        Plan {
            log2,
            twiddles: (0..n / 2).map(twiddle).collect(),
            reversed: (0..n as u32)
                .map(|place| place.reverse_bits() >> (32 - log2))
                .collect(),
            // not 0: their pages shall be there before anything is timed
            bins: vec![Complex { re: 1.0, im: 1.0 }; n],
            spare: vec![Complex { re: 1.0, im: 1.0 }; n],
        }
    }

    pub fn forward(&mut self, points: &[Complex]) -> &[Complex] {
        for (bin, &place) in self.bins.iter_mut().zip(&self.reversed) {
            *bin = points[place as usize];
        }
        for shift in (0..self.log2).rev() {
            sweep(shift, &self.twiddles, &self.bins, &mut self.spare);
            swap(&mut self.bins, &mut self.spare);
        }
        &self.bins
    }
}

/// Join neighbours: half of the points are twice as many transforms as before,
/// each of half as many points; 2^shift in a row have the same twiddle.
fn sweep(shift: u32, twiddles: &[Complex], from: &[Complex], to: &mut [Complex]) {
    let run = 1 << shift;
    let (lower, upper) = to.split_at_mut(from.len() / 2);
    let runs = lower.chunks_exact_mut(run).zip(upper.chunks_exact_mut(run));
    for ((pairs, twiddle), (lower, upper)) in from
        .chunks_exact(2 * run)
        .zip(twiddles.iter().step_by(run))
        .zip(runs)
    {
        for ((pair, lower), upper) in pairs.chunks_exact(2).zip(lower).zip(upper) {
            let turned = *twiddle * pair[1];
            *lower = pair[0] + turned;
            *upper = pair[0] - turned;
        }
    }
}
