use std::io;
use std::process::Command;

pub fn listing(folder: &str) -> io::Result<Vec<u8>> {
    let output = Command::new("/bin/ls").arg("--").arg(folder).output()?;
    Ok(output.stdout)
}
