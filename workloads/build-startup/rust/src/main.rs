//! build-startup/rust - say hello, see workloads/build-startup/README.md

fn main() {
    println!("hello, world");
}
