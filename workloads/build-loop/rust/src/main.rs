//! report - how many flights of a table are late: the subject of build-loop

mod table;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let path = if let Some(path) = std::env::args_os().nth(1) {
        path
    } else {
        eprintln!("usage: report flights.csv");
        return ExitCode::from(2);
    };
    match delays::read(Path::new(&path)) {
        Ok(flights) => {
            print!("{}", table::of(&flights));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("report: {}: {error}", Path::new(&path).display());
            ExitCode::FAILURE
        }
    }
}
