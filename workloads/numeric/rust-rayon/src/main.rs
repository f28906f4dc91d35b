//! main.rs - matrices, Fourier transforms and random points, on all processors
//!
//! The rules are in ../../README.md.

mod fft;
mod harness;
mod matmul;
mod pi;

fn main() {
    // the threads are there before the clock starts
    if let Err(error) = rayon::ThreadPoolBuilder::new().build_global() {
        eprintln!("numeric: {error}");
        std::process::exit(1);
    }
    harness::main();
}
