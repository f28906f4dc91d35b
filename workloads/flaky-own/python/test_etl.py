"""test_etl.py - unit tests of etl in Python; those in Rust are the same"""

import gzip
import os
import tempfile

import etl_main as etl

HEADER = "month,dep_time,dep_delay,arr_delay,carrier,origin,dest,air_time,distance"


def report_of(data: bytes) -> str:
    """The report's lines without the header, or what was wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "flights")
        with open(path, "wb") as out:
            out.write(data)
        try:
            return "".join(etl.transform(etl.parse(path)))
        except SystemExit as refused:
            return str(refused).replace(path, "FILE")
        except (OSError, EOFError):
            return "damaged"


def report(*lines: str) -> str:
    return report_of(gzip.compress("".join(f"{line}\n" for line in lines).encode()))


def test_counts_and_sums() -> None:
    text = report(
        HEADER,
        "1,517,2,11,UA,EWR,IAH,227,1400",
        "1,533,4,20,UA,LGA,IAH,227,1416",
        "2,542,-2,33,AA,JFK,MIA,160,1089",
    )
    assert text == ("AA,2,1,0,-2.00,-2,160,1089,NA\nUA,1,2,0,3.00,4,454,2816,NA\n")


def test_columns_in_any_order() -> None:
    text = report(
        "dest,origin,x,carrier,distance,air_time,arr_delay,dep_delay,dep_time,month",
        "IAH,EWR,any,UA,1400,227,11,2,517,1",
    )
    assert text == "UA,1,1,0,2.00,2,227,1400,NA\n"


def test_lines_end_in_any_way() -> None:
    text = f"{HEADER}\r\n\r\n1,517,2,11,UA,EWR,IAH,227,1400\r\n\n1,,,,UA,EWR,IAH,,"
    assert report_of(gzip.compress(text.encode())) == "UA,1,2,1,2.00,2,227,1400,NA\n"


def test_quotes() -> None:
    text = report(
        f'{HEADER},"a ""note"", quoted"',
        '"1",517,2,"11","UA",EWR,IAH,227,1400,"one, ""two""\nthree"',
    )
    assert text == "UA,1,1,0,2.00,2,227,1400,NA\n"


def test_bytes_that_are_not_utf8() -> None:
    text = f"{HEADER},note\n1,517,2,11,UA,EWR,IAH,227,1400,".encode() + b"\xff\xfe\n"
    assert report_of(gzip.compress(text)) == "UA,1,1,0,2.00,2,227,1400,NA\n"


def test_members_of_gzip_are_one_file() -> None:
    first = gzip.compress(f"{HEADER}\n1,517,2,11,UA,EWR,".encode())
    second = gzip.compress(b"IAH,227,1400\n")
    assert report_of(first + second) == "UA,1,1,0,2.00,2,227,1400,NA\n"


def test_no_rows() -> None:
    assert report(HEADER) == ""


def test_no_header_is_refused() -> None:
    assert report() == "etl: FILE: no header"


def test_columns_that_are_missing_or_twice_are_refused() -> None:
    assert report(HEADER.replace("dest", "x")).startswith("etl: FILE:1: ")
    assert report(f"{HEADER},month").startswith("etl: FILE:1: ")


def test_rows_of_another_length_are_refused() -> None:
    good = "1,517,2,11,UA,EWR,IAH,227,1400"
    assert report(HEADER, good, f"{good},").startswith("etl: FILE:3: ")
    assert report(HEADER, good, '"1",517').startswith("etl: FILE:3: ")


def test_the_line_is_that_on_which_the_row_begins() -> None:
    rows = ['1,"5\n17",2,11,UA,EWR,IAH,227,1400', '13,"5\n\n",2,11,UA,EWR,IAH,227,1400']
    assert report(HEADER, *rows).startswith("etl: FILE:4: ")


def test_empty_lines_count_as_lines() -> None:
    good = "1,517,2,11,UA,EWR,IAH,227,1400"
    assert report(HEADER, "", good, "", "", f"{good},").startswith("etl: FILE:6: ")


def test_bad_values_are_refused() -> None:
    good = ["1", "517", "2", "11", "UA", "EWR", "IAH", "227", "1400"]
    for place, values in (
        (0, ("", "NA", "0", "13", "+1", "1.0", " 1", "0000000001")),
        (2, ("2881", "-2881", "x", "--1", "-")),
        (3, ("2881", "1e2")),
        (4, ("", "NA ", "ua", "U", "UAL")),
        (5, ("", "EW", "ewr", "EWRR")),
        (6, ("", "IA", "I-H")),
        (7, ("-1", "1000000000")),
        (8, ("-1", "1400.0")),
    ):
        for value in values:
            row = [*good[:place], value, *good[place + 1 :]]
            found = report(HEADER, ",".join(row))
            assert found.startswith("etl: FILE:2: "), (place, value, found)


def test_damaged_gzip_is_refused() -> None:
    rows = "1,517,2,11,UA,EWR,IAH,227,1400\n" * 99
    data = gzip.compress(f"{HEADER}\n{rows}".encode())
    assert report_of(data[:-9]) == "damaged"
    assert report_of(HEADER.encode()) == "damaged"


def test_cancelled_flights_add_no_distance() -> None:
    text = report(HEADER, "1,NA,NA,NA,UA,EWR,IAH,NA,1400", "1,,,,UA,EWR,IAH,5,1400")
    assert text == "UA,1,2,2,NA,NA,5,0,NA\n"


def test_means_are_rounded_halves_away_from_zero() -> None:
    for total, count, text in (
        (1, 200, "0.01"),
        (-1, 200, "-0.01"),
        (1, 201, "0.00"),
        (-1, 201, "0.00"),
        (10, 3, "3.33"),
        (-20, 3, "-6.67"),
        (5, 1, "5.00"),
        (-2880, 1, "-2880.00"),
    ):
        assert etl.mean(total, count) == text


def test_percentile_is_the_nearest_rank() -> None:
    for count, want in ((1, 1), (19, 19), (20, 19), (21, 20), (40, 38), (41, 39)):
        rows = [f"1,517,{n},NA,UA,EWR,IAH,1,1" for n in range(1, count + 1)]
        assert report(HEADER, *rows).split(",")[5] == str(want), count


def test_percentile_of_the_lowest_and_the_highest_delay() -> None:
    for delay in (-2880, 2880):
        text = report(HEADER, f"1,517,{delay},NA,UA,EWR,IAH,1,1")
        assert text == f"UA,1,1,0,{delay}.00,{delay},1,1,NA\n"


def test_worst_route() -> None:
    def worst(*routes: tuple[str, list[int]]) -> str:
        rows = [
            f"1,517,NA,{delay},UA,EWR,{dest},1,1"
            for dest, delays in routes
            for delay in delays
        ]
        return report(HEADER, *rows).rstrip("\n").split(",")[8]

    assert worst(("IAH", [9] * 9)) == "NA"
    assert worst(("IAH", [9] * 10), ("BOS", [99] * 9)) == "EWR-IAH"
    # as fractions: 100 / 11 is more than 90 / 10
    assert worst(("IAH", [9] * 10), ("BOS", [10] * 10 + [0])) == "EWR-BOS"
    # the same mean: the first in byte order
    assert worst(("IAH", [3] * 10), ("BOS", [3] * 20)) == "EWR-BOS"
    assert worst(("IAH", [-1] * 10), ("BOS", [-2] * 10)) == "EWR-IAH"


def test_months_are_sorted_as_numbers() -> None:
    rows = [f"{month},517,NA,NA,UA,EWR,IAH,1,1" for month in ("10", "2", "01")]
    months = [line.split(",")[1] for line in report(HEADER, *rows).splitlines()]
    assert months == ["1", "2", "10"]
