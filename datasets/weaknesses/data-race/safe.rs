use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

pub fn total() -> u32 {
    let count = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| count.fetch_add(1, Ordering::Relaxed));
        }
    });
    count.into_inner()
}
