//! main.rs - matrices, Fourier transforms and random points, one thread
//!
//! The rules are in ../../README.md.

mod fft;
mod harness;
mod matmul;
mod pi;

fn main() {
    harness::main();
}
