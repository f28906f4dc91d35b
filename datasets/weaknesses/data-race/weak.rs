use std::cell::Cell;
use std::rc::Rc;
use std::thread;

pub fn total() -> u32 {
    let count = Rc::new(Cell::new(0));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let count = Rc::clone(&count);
            thread::spawn(move || count.set(count.get() + 1)) // weak
        })
        .collect();
    threads.into_iter().filter_map(|thread| thread.join().ok()).count();
    count.get()
}
