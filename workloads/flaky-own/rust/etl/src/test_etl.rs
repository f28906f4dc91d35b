//! test_etl.rs - unit tests of etl in Rust; those in Python are the same

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

const HEADER: &str = "month,dep_time,dep_delay,arr_delay,carrier,origin,dest,air_time,distance";

fn compress(data: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::new(6));
    out.write_all(data).expect("memory takes it all");
    out.finish().expect("memory takes it all")
}

/// The report's lines without the header, or what was wrong.
fn report_of(data: &[u8]) -> String {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let number = FILES.fetch_add(1, Ordering::SeqCst);
    let file = env::temp_dir().join(format!("flights-{}-{number}", std::process::id()));
    fs::write(&file, data).expect("there is room");
    let path = file.to_str().expect("a path that is text");
    let parsed = parse(path);
    fs::remove_file(path).expect("it is there");
    match parsed {
        Ok(flights) => {
            let mut text = String::new();
            for group in transform(flights) {
                group.line(&mut text).expect("a string takes it all");
            }
            text
        }
        Err(Failure(what)) => what.replace(path, "FILE"),
    }
}

fn report(lines: &[&str]) -> String {
    report_of(&compress((lines.join("\n") + "\n").as_bytes()))
}

/// The report of a header and so many rows.
fn report_rows(rows: impl Iterator<Item = String>) -> String {
    let text = rows.fold(HEADER.to_string(), |text, row| text + "\n" + &row);
    report(&[&text])
}

#[test]
fn test_counts_and_sums() {
    let text = report(&[
        HEADER,
        "1,517,2,11,UA,EWR,IAH,227,1400",
        "1,533,4,20,UA,LGA,IAH,227,1416",
        "2,542,-2,33,AA,JFK,MIA,160,1089",
    ]);
    assert_eq!(
        text,
        "AA,2,1,0,-2.00,-2,160,1089,NA\nUA,1,2,0,3.00,4,454,2816,NA\n"
    );
}

#[test]
fn test_columns_in_any_order() {
    let text = report(&[
        "dest,origin,x,carrier,distance,air_time,arr_delay,dep_delay,dep_time,month",
        "IAH,EWR,any,UA,1400,227,11,2,517,1",
    ]);
    assert_eq!(text, "UA,1,1,0,2.00,2,227,1400,NA\n");
}

#[test]
fn test_lines_end_in_any_way() {
    let text = format!("{HEADER}\r\n\r\n1,517,2,11,UA,EWR,IAH,227,1400\r\n\n1,,,,UA,EWR,IAH,,");
    assert_eq!(
        report_of(&compress(text.as_bytes())),
        "UA,1,2,1,2.00,2,227,1400,NA\n"
    );
}

#[test]
fn test_quotes() {
    let text = report(&[
        &format!("{HEADER},\"a \"\"note\"\", quoted\""),
        "\"1\",517,2,\"11\",\"UA\",EWR,IAH,227,1400,\"one, \"\"two\"\"\nthree\"",
    ]);
    assert_eq!(text, "UA,1,1,0,2.00,2,227,1400,NA\n");
}

#[test]
fn test_bytes_that_are_not_utf8() {
    let mut text = format!("{HEADER},note\n1,517,2,11,UA,EWR,IAH,227,1400,").into_bytes();
    text.extend(b"\xff\xfe\n");
    assert_eq!(report_of(&compress(&text)), "UA,1,1,0,2.00,2,227,1400,NA\n");
}

#[test]
fn test_members_of_gzip_are_one_file() {
    let mut data = compress(format!("{HEADER}\n1,517,2,11,UA,EWR,").as_bytes());
    data.extend(compress(b"IAH,227,1400\n"));
    assert_eq!(report_of(&data), "UA,1,1,0,2.00,2,227,1400,NA\n");
}

#[test]
fn test_no_rows() {
    assert_eq!(report(&[HEADER]), "");
}

#[test]
fn test_no_header_is_refused() {
    assert_eq!(report_of(&compress(b"")), "FILE: no header");
}

#[test]
fn test_columns_that_are_missing_or_twice_are_refused() {
    assert!(report(&[&HEADER.replace("dest", "x")]).starts_with("FILE:1: "));
    assert!(report(&[&format!("{HEADER},month")]).starts_with("FILE:1: "));
}

#[test]
fn test_rows_of_another_length_are_refused() {
    let good = "1,517,2,11,UA,EWR,IAH,227,1400";
    let text = report(&[HEADER, good, &format!("{good},")]);
    assert!(text.starts_with("FILE:3: "), "{text}");
    let text = report(&[HEADER, good, "\"1\",517"]);
    assert!(text.starts_with("FILE:3: "), "{text}");
}

#[test]
fn test_the_line_is_that_on_which_the_row_begins() {
    let text = report(&[
        HEADER,
        "1,\"5\n17\",2,11,UA,EWR,IAH,227,1400",
        "13,\"5\n\n\",2,11,UA,EWR,IAH,227,1400",
    ]);
    assert!(text.starts_with("FILE:4: "), "{text}");
}

#[test]
fn test_empty_lines_count_as_lines() {
    let good = "1,517,2,11,UA,EWR,IAH,227,1400";
    let text = report(&[HEADER, "", good, "", "", &format!("{good},")]);
    assert!(text.starts_with("FILE:6: "), "{text}");
}

#[test]
fn test_bad_values_are_refused() {
    let good = "1,517,2,11,UA,EWR,IAH,227,1400";
    let bad: [(usize, &[&str]); 8] = [
        (0, &["", "NA", "0", "13", "+1", "1.0", " 1", "0000000001"]),
        (2, &["2881", "-2881", "x", "--1", "-"]),
        (3, &["2881", "1e2"]),
        (4, &["", "NA ", "ua", "U", "UAL"]),
        (5, &["", "EW", "ewr", "EWRR"]),
        (6, &["", "IA", "I-H"]),
        (7, &["-1", "1000000000"]),
        (8, &["-1", "1400.0"]),
    ];
    for (place, values) in bad {
        for value in values {
            let mut row: Vec<&str> = good.split(',').collect();
            row[place] = value;
            let found = report(&[HEADER, &row.join(",")]);
            assert!(found.starts_with("FILE:2: "), "{place} {value} {found}");
        }
    }
}

#[test]
fn test_damaged_gzip_is_refused() {
    let rows = "1,517,2,11,UA,EWR,IAH,227,1400\n".repeat(99);
    let data = compress(format!("{HEADER}\n{rows}").as_bytes());
    for damaged in [&data[..data.len() - 9], HEADER.as_bytes()] {
        let found = report_of(damaged);
        assert!(found.starts_with("FILE: "), "{found}");
    }
}

#[test]
fn test_cancelled_flights_add_no_distance() {
    let text = report(&[
        HEADER,
        "1,NA,NA,NA,UA,EWR,IAH,NA,1400",
        "1,,,,UA,EWR,IAH,5,1400",
    ]);
    assert_eq!(text, "UA,1,2,2,NA,NA,5,0,NA\n");
}

#[test]
fn test_means_are_rounded_halves_away_from_zero() {
    for (sum, count, text) in [
        (1, 200, "0.01"),
        (-1, 200, "-0.01"),
        (1, 201, "0.00"),
        (-1, 201, "0.00"),
        (10, 3, "3.33"),
        (-20, 3, "-6.67"),
        (5, 1, "5.00"),
        (-2880, 1, "-2880.00"),
    ] {
        assert_eq!(Mean { sum, count }.to_string(), text);
    }
}

#[test]
fn test_percentile_is_the_nearest_rank() {
    for (count, want) in [
        (1, "1"),
        (19, "19"),
        (20, "19"),
        (21, "20"),
        (40, "38"),
        (41, "39"),
    ] {
        let text = report_rows((1..=count).map(|n| format!("1,517,{n},NA,UA,EWR,IAH,1,1")));
        assert_eq!(text.split(',').nth(5), Some(want), "{count}");
    }
}

#[test]
fn test_percentile_of_the_lowest_and_the_highest_delay() {
    for delay in [-2880, 2880] {
        let text = report(&[HEADER, &format!("1,517,{delay},NA,UA,EWR,IAH,1,1")]);
        assert_eq!(text, format!("UA,1,1,0,{delay}.00,{delay},1,1,NA\n"));
    }
}

#[test]
fn test_worst_route() {
    let worst = |routes: &[(&str, Vec<i32>)]| {
        let rows = routes.iter().flat_map(|(dest, delays)| {
            delays
                .iter()
                .map(move |delay| format!("1,517,NA,{delay},UA,EWR,{dest},1,1"))
        });
        let text = report_rows(rows);
        text.trim_end().rsplit(',').next().map(str::to_string)
    };
    let same = |delay: i32, count: usize| vec![delay; count];
    let is = |route: &str| Some(route.to_string());
    assert_eq!(worst(&[("IAH", same(9, 9))]), is("NA"));
    let other = [("IAH", same(9, 10)), ("BOS", same(99, 9))];
    assert_eq!(worst(&other), is("EWR-IAH"));
    // as fractions: 100 / 11 is more than 90 / 10
    let mut eleven = same(10, 10);
    eleven.push(0);
    assert_eq!(
        worst(&[("IAH", same(9, 10)), ("BOS", eleven)]),
        is("EWR-BOS")
    );
    // the same mean: the first in byte order
    let equal = [("IAH", same(3, 10)), ("BOS", same(3, 20))];
    assert_eq!(worst(&equal), is("EWR-BOS"));
    let early = [("IAH", same(-1, 10)), ("BOS", same(-2, 10))];
    assert_eq!(worst(&early), is("EWR-IAH"));
}

#[test]
fn test_months_are_sorted_as_numbers() {
    let rows = ["10", "2", "01"];
    let text = report_rows(rows.iter().map(|m| format!("{m},517,NA,NA,UA,EWR,IAH,1,1")));
    let months: Vec<_> = text.lines().map(|line| line.split(',').nth(1)).collect();
    assert_eq!(months, [Some("1"), Some("2"), Some("10")]);
}
