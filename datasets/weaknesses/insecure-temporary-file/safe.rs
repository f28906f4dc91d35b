use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;

pub fn keep(report: &str, own_folder: &Path) -> io::Result<()> {
    let path = own_folder.join("report.txt");
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(report.as_bytes())
}
