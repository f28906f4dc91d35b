use std::io;
use std::process::Command;

pub fn listing(folder: &str) -> io::Result<Vec<u8>> {
    let output = Command::new("sh").arg("-c").arg(format!("ls {folder}")).output()?; // weak
    Ok(output.stdout)
}
