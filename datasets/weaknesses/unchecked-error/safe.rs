use std::fs::File;

pub fn save(file: &File) -> bool {
    file.sync_all().is_ok()
}
