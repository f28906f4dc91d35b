"""test_parse.py - unit tests of parse in Python; those in Rust are the same"""

import csv
import json

import load
import parse_main as parse

FLIGHT = {
    "year": "2013",
    "month": "1",
    "day": "1",
    "dep_time": "517",
    "dep_delay": "2",
    "arr_delay": "-11",
    "carrier": "UA",
    "flight": "1545",
    "tailnum": "N14228",
    "origin": "EWR",
    "dest": "IAH",
    "air_time": "227",
    "distance": "1400",
}
HEADER = ",".join(FLIGHT)


def from_csv(text: bytes) -> str:
    """The records, or "refused"."""
    try:
        records = parse.transform_csv(parse.parse_csv(text))
    except (ValueError, csv.Error):
        return "refused"
    return b"".join(map(load.dump, records)).decode()


def with_value(name: str, value: str) -> str:
    """The records of a flight in which one value is another."""
    row = ",".join({**FLIGHT, name: value}.values())
    return from_csv(f"{HEADER}\n{row}\n".encode())


def member(line: str, name: str) -> object:
    value: object = json.loads(line)[name]
    return value


def from_json(text: bytes) -> str:
    """The records, or "refused"."""
    try:
        records = parse.transform_json(load.parse(text))
    except ValueError:
        return "refused"
    return b"".join(map(load.dump, records)).decode()


def with_compat(text: str) -> str:
    return from_json(f'{{"a":{{"__compat":{text}}}}}'.encode())


def test_a_flight() -> None:
    assert with_value("month", "1") == (
        '{"flight":"UA1545","key":"ua1545","date":"2013-01-01","route":"EWR-IAH",'
        '"tail":"N14228","registration":["14228",""],"departed":"05:17",'
        '"dep_delay":2,"arr_delay":-11,"air_time":"03:47","distance":1400}\n'
    )


def test_missing_values_are_null() -> None:
    row = "2013,1,1,NA,,NA,,,NA,,,NA,"
    assert from_csv(f"{HEADER}\n{row}\n".encode()) == (
        '{"flight":"","key":"","date":"2013-01-01","route":"-","tail":null,'
        '"registration":null,"departed":null,"dep_delay":null,"arr_delay":null,'
        '"air_time":null,"distance":null}\n'
    )


def test_times_of_day() -> None:
    for text, want in (("0", "00:00"), ("0517", "05:17"), ("2400", "24:00")):
        assert member(with_value("dep_time", text), "departed") == want
    for text in ("60", "1260", "2401", "-1", "5:17"):
        assert with_value("dep_time", text) == "refused", text


def test_numbers_out_of_form_or_range_are_refused() -> None:
    for name, values in (
        ("year", ("", "NA", "10000", "-1", "+1", " 1", "1.0", "0000000001")),
        ("month", ("0", "13")),
        ("day", ("0", "32")),
        ("dep_delay", ("2881", "-", "1e2")),
        ("arr_delay", ("-2881", "--1")),
        ("air_time", ("6000", "-1")),
        ("distance", ("-1", "1000000000", "٣")),
    ):
        for value in values:
            assert with_value(name, value) == "refused", (name, value)


def test_quotes_and_line_ends() -> None:
    rows = '"2013",1,1,517,2,-11,UA,1,"N1""A,\r\n",EWR,IAH,227,1400'
    line = from_csv(f"{HEADER}\r\n\r\n{rows}\r\n\n".encode())
    assert member(line, "tail") == 'N1"A,\r\n'
    assert line.count("\n") == 1


def test_columns_in_any_order() -> None:
    header = ",".join(["any", *reversed(FLIGHT)])
    row = ",".join(["", *reversed(FLIGHT.values())])
    assert from_csv(f"{header}\n{row}".encode()) == with_value("month", "1")


def test_tables_that_are_none_are_refused() -> None:
    row = ",".join(FLIGHT.values())
    for text in ("", HEADER.replace("dest", "x"), f"{HEADER},dest\n{row},IAH"):
        assert from_csv(text.encode()) == "refused"
    assert from_csv(f"{HEADER}\n{row},\n".encode()) == "refused"
    assert from_csv(f"{HEADER}\n{row}\n1\n".encode()) == "refused"
    assert from_csv(HEADER.encode() + b",\xff\n") == "refused"
    assert from_csv(HEADER.encode()) == ""


def test_registrations() -> None:
    for text, want in (
        ("N1", ["1", ""]),
        ("N12345AB", ["12345", "AB"]),
        ("N", None),
        ("N123456", None),
        ("N1ABC", None),
        ("n1", None),
        ("N1a", None),
        ("XN1", None),
        ("N1 ", None),
    ):
        assert member(with_value("tailnum", text), "registration") == want, text


def test_keys_are_folded_and_composed() -> None:
    for text, name, key in (
        ("Straße", "Straße1545", "strasse1545"),
        ("E\u0301", "É1545", "é1545"),
        ("İ", "İ1545", "i\u03071545"),
        ("ΣΑΣ", "ΣΑΣ1545", "σασ1545"),
    ):
        line = with_value("carrier", text)
        assert (member(line, "flight"), member(line, "key")) == (name, key)


def test_flights_are_sorted_by_key_and_then_as_they_came() -> None:
    flights = (("b", "1"), ("A", "2"), ("B", "3"), ("a", "4"), ("é", "5"), ("z", "6"))
    rows = [
        ",".join({**FLIGHT, "carrier": c, "flight": "", "distance": d}.values())
        for c, d in flights
    ]
    lines = from_csv("\n".join([HEADER, *rows]).encode()).splitlines()
    order = "".join(str(member(line, "distance")) for line in lines)
    assert order == "241365"


def test_a_feature() -> None:
    assert with_compat(
        '{"description":"A & B","mdn_url":"https://x/","spec_url":["s#t","u"],'
        '"status":{"deprecated":false,"experimental":true,"standard_track":true},'
        '"support":{"chrome":{"version_added":"1"},"safari":{"version_added":true}},'
        '"other":[1]}'
    ) == (
        '{"path":"a","key":"a","description":"A & B","folded":"a & b",'
        '"mdn_url":"https://x/","anchors":["t"],"status":"es","bugs":[],'
        '"support":{"chrome":"1","edge":null,"firefox":null,"nodejs":null,'
        '"safari":true}}\n'
    )


def test_null_is_no_member() -> None:
    empty = with_compat("{}")
    names = ("description", "mdn_url", "spec_url", "status", "support")
    assert with_compat(json.dumps(dict.fromkeys(names))) == empty
    assert with_compat('{"support":{"edge":null}}') == empty
    assert with_compat("null") == ""


def test_members_of_another_type_are_refused() -> None:
    for text in (
        "1",
        "[]",
        '{"description":1}',
        '{"mdn_url":[]}',
        '{"spec_url":{}}',
        '{"spec_url":["a",1]}',
        '{"status":[]}',
        '{"status":{"deprecated":"yes"}}',
        '{"support":[]}',
        '{"support":{"edge":"1"}}',
        '{"support":{"edge":[1]}}',
        '{"support":{"edge":{"version_added":1}}}',
        '{"support":{"edge":{"notes":1}}}',
    ):
        assert with_compat(text) == "refused", text


def test_what_is_not_json_is_refused() -> None:
    for text in (b"", b"[]", b'{"a":NaN}', b'{"a":{}}x', b'{"a":{}', b'{"a":{},}'):
        assert from_json(text) == "refused", text
    assert from_json(b'{"a":{"b":{"__compat":{"x":"\xff"}}}}') == "refused"
    assert from_json(b'{"a":1}') == "refused"
    assert from_json(b'{"__meta":1,"browsers":[]}') == ""


def test_anchors_follow_the_first_hash() -> None:
    line = with_compat('{"spec_url":["a#b#c","d","e#","#e\u0301"]}')
    assert member(line, "anchors") == ["b#c", "", "é"]


def test_bugs_are_in_the_order_of_browsers() -> None:
    line = with_compat(
        '{"support":{"safari":{"notes":["webkit.org/b/12 and crbug.com/3"]},'
        '"chrome":[{"notes":"bugzil.la/1x"},{"notes":"crbug.com/, crbug.com/22"}],'
        '"opera":{"notes":"crbug.com/9"}}}'
    )
    want = ["bugzil.la/1", "crbug.com/22", "webkit.org/b/12", "crbug.com/3"]
    assert member(line, "bugs") == want


def test_versions() -> None:
    for text, want in (
        ('{"version_added":"≤79"}', "79"),
        ('{"version_added":"≤≤79"}', "≤79"),
        ('{"version_added":""}', ""),
        ('{"version_added":true}', True),
        ('{"version_added":false}', None),
        ('[{"version_added":"2"},{"version_added":"1"}]', "2"),
        ("[{},{}]", None),
        ("[]", None),
    ):
        support = member(with_compat(f'{{"support":{{"edge":{text}}}}}'), "support")
        assert isinstance(support, dict) and support["edge"] == want, text


def test_strings_are_escaped_where_they_must_be() -> None:
    text = '\\u0001\\b\\t\\n\\f\\r\\u001f\\"\\\\\\/\\u007f\\u2028\\ud83d\\ude00'
    line = with_compat(f'{{"description":"{text}"}}')
    want = '\\u0001\\b\\t\\n\\f\\r\\u001f\\"\\\\/\x7f\u2028😀'
    assert f'"description":"{want}"' in line


def test_features_are_sorted_by_code_points() -> None:
    names = ("\U0001f600", "b", "B", "\uffee", "é")
    nodes = ",".join(f'"{name}":{{"__compat":{{}}}}' for name in names)
    lines = from_json(f'{{"x":{{{nodes}}}}}'.encode()).splitlines()
    paths = [member(line, "path") for line in lines]
    assert paths == ["x.B", "x.b", "x.é", "x.\uffee", "x.\U0001f600"]
