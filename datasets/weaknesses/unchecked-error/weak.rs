use std::fs::File;

pub fn save(file: &File) {
    let _ = file.sync_all(); // weak
}
