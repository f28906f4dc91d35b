//! test_parse.rs - unit tests of parse in Rust; those in Python are the same

use serde_json::{json, Value};

use super::*;

const FLIGHT: [(&str, &str); 13] = [
    ("year", "2013"),
    ("month", "1"),
    ("day", "1"),
    ("dep_time", "517"),
    ("dep_delay", "2"),
    ("arr_delay", "-11"),
    ("carrier", "UA"),
    ("flight", "1545"),
    ("tailnum", "N14228"),
    ("origin", "EWR"),
    ("dest", "IAH"),
    ("air_time", "227"),
    ("distance", "1400"),
];

fn header() -> String {
    FLIGHT.map(|(name, _)| name).join(",")
}

/// A row of a flight in which some values are others.
fn row_with(others: &[(&str, &str)]) -> String {
    let value = |(name, value)| {
        let other = others.iter().find(|(other, _)| *other == name);
        other.map_or(value, |(_, value)| *value)
    };
    FLIGHT.map(value).join(",")
}

fn lines(records: &[impl Serialize]) -> String {
    let line = |record| serde_json::to_string(record).expect("it can be written") + "\n";
    records.iter().map(line).collect()
}

/// The records, or "refused".
fn from_csv(text: impl AsRef<[u8]>) -> String {
    let records = |table: Table| Ok(lines(&transform_csv(&table, &Patterns::new())?.0));
    let found: Result<String> = parse_csv(text.as_ref()).and_then(records);
    found.unwrap_or("refused".to_string())
}

fn with_value(name: &str, value: &str) -> String {
    from_csv(format!("{}\n{}\n", header(), row_with(&[(name, value)])))
}

fn member(line: &str, name: &str) -> Value {
    let mut record: Value = serde_json::from_str(line).expect("a record");
    record[name].take()
}

/// The records, or "refused".
fn from_json(text: impl AsRef<[u8]>) -> String {
    let mut data = text.as_ref().to_vec();
    let records = |document| {
        let features = load::features(&document)?;
        Ok(lines(&transform_json(&features, &Patterns::new()).0))
    };
    let found: Result<String> = load::parse(&mut data).and_then(records);
    found.unwrap_or("refused".to_string())
}

fn with_compat(text: &str) -> String {
    from_json(format!("{{\"a\":{{\"__compat\":{text}}}}}"))
}

#[test]
fn test_a_flight() {
    assert_eq!(
        with_value("month", "1"),
        concat!(
            r#"{"flight":"UA1545","key":"ua1545","date":"2013-01-01","route":"EWR-IAH","#,
            r#""tail":"N14228","registration":["14228",""],"departed":"05:17","#,
            r#""dep_delay":2,"arr_delay":-11,"air_time":"03:47","distance":1400}"#,
            "\n"
        )
    );
}

#[test]
fn test_missing_values_are_null() {
    let row = "2013,1,1,NA,,NA,,,NA,,,NA,";
    assert_eq!(
        from_csv(format!("{}\n{row}\n", header())),
        concat!(
            r#"{"flight":"","key":"","date":"2013-01-01","route":"-","tail":null,"#,
            r#""registration":null,"departed":null,"dep_delay":null,"arr_delay":null,"#,
            r#""air_time":null,"distance":null}"#,
            "\n"
        )
    );
}

#[test]
fn test_times_of_day() {
    for (text, want) in [("0", "00:00"), ("0517", "05:17"), ("2400", "24:00")] {
        assert_eq!(member(&with_value("dep_time", text), "departed"), want);
    }
    for text in ["60", "1260", "2401", "-1", "5:17"] {
        assert_eq!(with_value("dep_time", text), "refused", "{text}");
    }
}

#[test]
fn test_numbers_out_of_form_or_range_are_refused() {
    let bad: [(&str, &[&str]); 7] = [
        (
            "year",
            &["", "NA", "10000", "-1", "+1", " 1", "1.0", "0000000001"],
        ),
        ("month", &["0", "13"]),
        ("day", &["0", "32"]),
        ("dep_delay", &["2881", "-", "1e2"]),
        ("arr_delay", &["-2881", "--1"]),
        ("air_time", &["6000", "-1"]),
        ("distance", &["-1", "1000000000", "٣"]),
    ];
    for (name, values) in bad {
        for value in values {
            assert_eq!(with_value(name, value), "refused", "{name} {value}");
        }
    }
}

#[test]
fn test_quotes_and_line_ends() {
    let row = row_with(&[("year", "\"2013\""), ("tailnum", "\"N1\"\"A,\r\n\"")]);
    let line = from_csv(format!("{}\r\n\r\n{row}\r\n\n", header()));
    assert_eq!(member(&line, "tail"), "N1\"A,\r\n");
    assert_eq!(line.matches('\n').count(), 1);
}

#[test]
fn test_columns_in_any_order() {
    let mut turned = FLIGHT;
    turned.reverse();
    let text = format!(
        "any,{}\n,{}",
        turned.map(|(name, _)| name).join(","),
        turned.map(|(_, value)| value).join(",")
    );
    assert_eq!(from_csv(text), with_value("month", "1"));
}

#[test]
fn test_tables_that_are_none_are_refused() {
    let (header, row) = (header(), row_with(&[]));
    for text in [
        String::new(),
        header.replace("dest", "x"),
        format!("{header},dest\n{row},IAH"),
        format!("{header}\n{row},\n"),
        format!("{header}\n{row}\n1\n"),
    ] {
        assert_eq!(from_csv(&text), "refused", "{text}");
    }
    let mut text = header.clone().into_bytes();
    text.extend(b",\xff\n");
    assert_eq!(from_csv(text), "refused");
    assert_eq!(from_csv(header), "");
}

#[test]
fn test_registrations() {
    for (text, want) in [
        ("N1", json!(["1", ""])),
        ("N12345AB", json!(["12345", "AB"])),
        ("N", Value::Null),
        ("N123456", Value::Null),
        ("N1ABC", Value::Null),
        ("n1", Value::Null),
        ("N1a", Value::Null),
        ("XN1", Value::Null),
        ("N1 ", Value::Null),
    ] {
        let found = member(&with_value("tailnum", text), "registration");
        assert_eq!(found, want, "{text}");
    }
}

#[test]
fn test_keys_are_folded_and_composed() {
    for (text, name, key) in [
        ("Straße", "Straße1545", "strasse1545"),
        ("E\u{301}", "É1545", "é1545"),
        ("İ", "İ1545", "i\u{307}1545"),
        ("ΣΑΣ", "ΣΑΣ1545", "σασ1545"),
    ] {
        let line = with_value("carrier", text);
        assert_eq!(member(&line, "flight"), name);
        assert_eq!(member(&line, "key"), key);
    }
}

#[test]
fn test_flights_are_sorted_by_key_and_then_as_they_came() {
    let flights = [
        ("b", "1"),
        ("A", "2"),
        ("B", "3"),
        ("a", "4"),
        ("é", "5"),
        ("z", "6"),
    ];
    let rows = flights.map(|(carrier, distance)| {
        row_with(&[("carrier", carrier), ("flight", ""), ("distance", distance)])
    });
    let text = from_csv(format!("{}\n{}", header(), rows.join("\n")));
    let order: String = text
        .lines()
        .map(|line| member(line, "distance").to_string())
        .collect();
    assert_eq!(order, "241365");
}

#[test]
fn test_a_feature() {
    let text = concat!(
        r#"{"description":"A & B","mdn_url":"https://x/","spec_url":["s#t","u"],"#,
        r#""status":{"deprecated":false,"experimental":true,"standard_track":true},"#,
        r#""support":{"chrome":{"version_added":"1"},"safari":{"version_added":true}},"#,
        r#""other":[1]}"#
    );
    let want = concat!(
        r#"{"path":"a","key":"a","description":"A & B","folded":"a & b","#,
        r#""mdn_url":"https://x/","anchors":["t"],"status":"es","bugs":[],"#,
        r#""support":{"chrome":"1","edge":null,"firefox":null,"nodejs":null,"#,
        r#""safari":true}}"#,
        "\n"
    );
    assert_eq!(with_compat(text), want);
}

#[test]
fn test_null_is_no_member() {
    let empty = with_compat("{}");
    let text =
        r#"{"description":null,"mdn_url":null,"spec_url":null,"status":null,"support":null}"#;
    assert_eq!(with_compat(text), empty);
    assert_eq!(with_compat(r#"{"support":{"edge":null}}"#), empty);
    assert_eq!(with_compat("null"), "");
}

#[test]
fn test_members_of_another_type_are_refused() {
    for text in [
        "1",
        "[]",
        r#"{"description":1}"#,
        r#"{"mdn_url":[]}"#,
        r#"{"spec_url":{}}"#,
        r#"{"spec_url":["a",1]}"#,
        r#"{"status":[]}"#,
        r#"{"status":{"deprecated":"yes"}}"#,
        r#"{"support":[]}"#,
        r#"{"support":{"edge":"1"}}"#,
        r#"{"support":{"edge":[1]}}"#,
        r#"{"support":{"edge":{"version_added":1}}}"#,
        r#"{"support":{"edge":{"notes":1}}}"#,
    ] {
        assert_eq!(with_compat(text), "refused", "{text}");
    }
}

#[test]
fn test_what_is_not_json_is_refused() {
    for text in [
        "",
        "[]",
        r#"{"a":NaN}"#,
        r#"{"a":{}}x"#,
        r#"{"a":{}"#,
        r#"{"a":{},}"#,
        r#"{"a":1}"#,
    ] {
        assert_eq!(from_json(text), "refused", "{text}");
    }
    let text = b"{\"a\":{\"b\":{\"__compat\":{\"x\":\"\xff\"}}}}";
    assert_eq!(from_json(text), "refused");
    assert_eq!(from_json(r#"{"__meta":1,"browsers":[]}"#), "");
}

#[test]
fn test_anchors_follow_the_first_hash() {
    let line = with_compat("{\"spec_url\":[\"a#b#c\",\"d\",\"e#\",\"#e\u{301}\"]}");
    assert_eq!(member(&line, "anchors"), json!(["b#c", "", "é"]));
}

#[test]
fn test_bugs_are_in_the_order_of_browsers() {
    let line = with_compat(concat!(
        r#"{"support":{"safari":{"notes":["webkit.org/b/12 and crbug.com/3"]},"#,
        r#""chrome":[{"notes":"bugzil.la/1x"},{"notes":"crbug.com/, crbug.com/22"}],"#,
        r#""opera":{"notes":"crbug.com/9"}}}"#
    ));
    let want = [
        "bugzil.la/1",
        "crbug.com/22",
        "webkit.org/b/12",
        "crbug.com/3",
    ];
    assert_eq!(member(&line, "bugs"), json!(want));
}

#[test]
fn test_versions() {
    for (text, want) in [
        (r#"{"version_added":"≤79"}"#, json!("79")),
        (r#"{"version_added":"≤≤79"}"#, json!("≤79")),
        (r#"{"version_added":""}"#, json!("")),
        (r#"{"version_added":true}"#, json!(true)),
        (r#"{"version_added":false}"#, Value::Null),
        (
            r#"[{"version_added":"2"},{"version_added":"1"}]"#,
            json!("2"),
        ),
        ("[{},{}]", Value::Null),
        ("[]", Value::Null),
    ] {
        let line = with_compat(&format!("{{\"support\":{{\"edge\":{text}}}}}"));
        assert_eq!(member(&line, "support")["edge"], want, "{text}");
    }
}

#[test]
fn test_strings_are_escaped_where_they_must_be() {
    let text = r#"\u0001\b\t\n\f\r\u001f\"\\\/\u007f\u2028\ud83d\ude00"#;
    let line = with_compat(&format!("{{\"description\":\"{text}\"}}"));
    let want = "\\u0001\\b\\t\\n\\f\\r\\u001f\\\"\\\\/\u{7f}\u{2028}😀";
    let want = format!("\"description\":\"{want}\"");
    assert!(line.contains(&want), "{line}");
}

#[test]
fn test_features_are_sorted_by_code_points() {
    let names = ["\u{1f600}", "b", "B", "\u{ffee}", "é"];
    let nodes = names.map(|name| format!("\"{name}\":{{\"__compat\":{{}}}}"));
    let text = from_json(format!("{{\"x\":{{{}}}}}", nodes.join(",")));
    let paths: Vec<Value> = text.lines().map(|line| member(line, "path")).collect();
    assert_eq!(paths, ["x.B", "x.b", "x.é", "x.\u{ffee}", "x.\u{1f600}"]);
}
