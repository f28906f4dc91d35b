//! build.rs - make the measured source fit to be included in a file with tests
//!
//! The folder subject is copied, without the comments that only the beginning of a
//! file may have.

use std::path::Path;
use std::{env, fs, io};

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", from.display());
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            copy(&from.join(&name), &to.join(&name))?;
        }
        return Ok(());
    }
    let text = fs::read_to_string(from)?;
    let kept = text.lines().skip_while(|line| line.starts_with("//!"));
    fs::write(to, kept.collect::<Vec<_>>().join("\n") + "\n")
}

fn main() -> io::Result<()> {
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    copy(Path::new("subject"), Path::new(&out))
}
