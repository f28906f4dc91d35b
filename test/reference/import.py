#!/usr/bin/python3
"""import.py - the values of a file of results, read without jq and without mk/import
usage: import.py FORMAT FILE RECORD ...

Compares what the file holds with the metrics of its records: names, units, all
values in order, and nothing besides.  Units are converted here from the tools' own
documentation, with fractions, so that 1 ns is exactly 1e-9 s before it is rounded.
"""

import gzip
import json
import math
import re
import sys
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from typing import Any

# by implementation and metric: unit, values
Found = dict[str, dict[str, tuple[str, list[float]]]]


def load(path: str) -> bytes:
    data = Path(path).read_bytes()
    return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data


def scaled(value: Any, per: Any) -> float:
    """value, of which there are per in the base unit"""
    return float(Fraction(value) / per)


class Collected:
    def __init__(self) -> None:
        self.found: Found = defaultdict(dict)

    def add(self, implementation: str, metric: str, unit: str, value: Any) -> None:
        if isinstance(value, float) and not math.isfinite(value):
            return
        self.found[implementation].setdefault(metric, (unit, []))[1].append(value)


def hyperfine(path: str) -> Found:
    c = Collected()
    names: dict[str, int] = {}
    for result in json.loads(load(path))["results"]:
        if any(result["exit_codes"]):
            continue
        text = result["command"]
        for key, value in result.get("parameters", {}).items():
            if value not in text:
                text += f" {key} {value}"
        name = re.sub(r"[^A-Za-z0-9._]+", "-", text).strip("-")
        names[name] = names.get(name, 0) + 1
        for value in result["times"]:
            c.add(name, "wall_time", "s", value)
        c.add(name, "user_time_mean", "s", result["user"])
        c.add(name, "sys_time_mean", "s", result["system"])
    assert set(names.values()) == {1}
    return c.found


def pytest_benchmark(path: str) -> Found:
    c = Collected()
    for b in json.loads(load(path))["benchmarks"]:
        assert len(b["stats"]["data"]) == b["stats"]["rounds"]
        for value in b["stats"]["data"]:
            c.add("python", b["fullname"] + "/wall_time", "s", value)
    return c.found


def google_benchmark(path: str) -> Found:
    c = Collected()
    per = {"ns": 10**9, "us": 10**6, "ms": 10**3, "s": 1}
    rates = {
        "bytes_per_second": ("throughput", "B/s"),
        "items_per_second": ("item_rate", "1/s"),
    }
    own = {"items/rate", "not a number", "infinite"}
    benchmarks = json.loads(load(path))["benchmarks"]
    raw = {b["run_name"] for b in benchmarks if b["run_type"] == "iteration"}
    for b in benchmarks:
        aggregate = b["run_type"] == "aggregate"
        if b.get("error_occurred") or (aggregate and b["run_name"] in raw):
            continue
        end = "_" + b["aggregate_name"] if aggregate else ""
        share = b.get("aggregate_unit") == "percentage"
        for field, metric in (("real_time", "wall_time"), ("cpu_time", "cpu_time")):
            unit, n = ("1", 1) if share else ("s", per[b["time_unit"]])
            c.add("cpp", f"{b['run_name']}/{metric}{end}", unit, scaled(b[field], n))
        for field, (metric, unit) in rates.items():
            if field in b:
                c.add(
                    "cpp",
                    f"{b['run_name']}/{metric}{end}",
                    "1" if share else unit,
                    b[field],
                )
        for field in own & b.keys():
            c.add("cpp", f"{b['run_name']}/{field}{end}", "1", b[field])
    return c.found


def pyperf(path: str) -> Found:
    c = Collected()
    suite = json.loads(load(path))
    for b in suite["benchmarks"]:
        meta = {**suite["metadata"], **b.get("metadata", {})}
        assert meta["unit"] == "second"
        for run in b["runs"]:
            for value in run.get("values", []):
                c.add("python", meta["name"] + "/wall_time", "s", value)
            if "values" in run:
                for field, metric in (
                    ("command_max_rss", "max_rss"),
                    ("mem_max_rss", "worker_max_rss"),
                ):
                    if field in run["metadata"]:
                        c.add(
                            "python",
                            f"{meta['name']}/{metric}",
                            "B",
                            run["metadata"][field],
                        )
    return c.found


def per_iteration(
    c: Collected, name: str, times: Any, iters: Any, throughput: Any
) -> None:
    for time, n in zip(times, iters, strict=True):
        c.add("rust", name + "/wall_time", "s", scaled(time, int(n) * 10**9))
        for metric, unit, amount in throughput:
            c.add(
                "rust",
                f"{name}/{metric}",
                unit,
                float(amount * int(n) * 10**9 / Fraction(time)),
            )


def criterion(path: str) -> Found:
    c = Collected()
    for folder in Path(path).rglob("new"):
        about = json.loads((folder / "benchmark.json").read_text())
        sample = json.loads((folder / "sample.json").read_text())
        amounts = (
            [("throughput", "B/s", about["throughput"]["Bytes"])]
            if about["throughput"]
            else []
        )
        per_iteration(c, about["full_id"], sample["times"], sample["iters"], amounts)
    return c.found


def cargo_criterion(path: str) -> Found:
    c = Collected()
    for message in map(json.loads, load(path).splitlines()):
        if message["reason"] == "benchmark-complete":
            assert message["unit"] == "ns"
            amounts = [
                ("throughput", "B/s", t["per_iteration"])
                for t in message["throughput"]
                if t["unit"] == "bytes"
            ]
            per_iteration(
                c,
                message["id"],
                message["measured_values"],
                message["iteration_count"],
                amounts,
            )
    return c.found


def go(path: str) -> Found:
    c = Collected()
    units: dict[str, tuple[str, str, Any]] = {
        "ns/op": ("wall_time", "s", 10**9),
        "MB/s": ("throughput", "B/s", Fraction(1, 10**6)),
        "B/op": ("alloc_bytes", "B", 1),
        "allocs/op": ("alloc_count", "1", 1),
        "letters": ("letters", "1", 1),
        "p99-ns": ("p99-ns", "s", 10**9),
    }
    for line in load(path).decode().splitlines():
        if line.startswith("Benchmark"):
            name, _, *rest = line.split()
            name = name.removeprefix("Benchmark").removesuffix("-2")
            for value, unit in zip(rest[::2], rest[1::2], strict=True):
                metric, base, per = units[unit]
                c.add("go", f"{name}/{metric}", base, scaled(Fraction(value), per))
    return c.found


def perf(path: str) -> Found:
    c = Collected()
    for line in load(path).decode().splitlines():
        if line.startswith("{"):
            count = json.loads(line)
            if not count["counter-value"].startswith("<"):
                unit, per = {"msec": ("s", 1000), "": ("1", 1)}[count["unit"]]
                metric = count["event"] + ("_mean" if "variance" in count else "")
                c.add(
                    "command",
                    metric,
                    unit,
                    scaled(Fraction(count["counter-value"]), per),
                )
    return c.found


def amount(text: str, base: int = 1024) -> float:
    """Like 7.65MB, 12.5k, 17.00us, as the base unit"""
    match = re.fullmatch(r"([0-9.]+)([a-zA-Z]*)(?:/s)?", text)
    assert match
    number, unit = match.groups()
    factors = {"us": Fraction(1, 10**6), "ms": Fraction(1, 1000)}
    factors |= dict.fromkeys(("s", "B", ""), Fraction(1))
    factors |= {f"{p}B": Fraction(base**i) for i, p in enumerate("KMG", 1)}
    return float(Fraction(number) * factors[unit])


def wrk(path: str) -> Found:
    c = Collected()
    text = load(path).decode()

    def figure(metric: str, unit: str, pattern: str) -> None:
        for found in re.findall(pattern, text, re.MULTILINE):
            c.add("wrk", metric, unit, amount(found))

    figure("request_rate", "1/s", r"^Requests/sec: +(.*)$")
    figure("transfer_rate", "B/s", r"^Transfer/sec: +(.*)$")
    figure("requests", "1", r"^ +(\d+) requests in ")
    figure("duration", "s", r"requests in ([^,]*),")
    figure("latency_mean", "s", r"^ +Latency +(\d\S*)")
    figure("latency_stddev", "s", r"^ +Latency +\d\S* +(\S+)")
    figure("latency_max", "s", r"^ +Latency +\d\S* +\S+ +(\S+)")
    for percent in 50, 75, 90, 99:
        figure(f"latency_p{percent}", "s", rf"^ +{percent}% +(\S+)$")
    c.add("wrk", "responses_bad", "1", 0)
    if "Non-2xx" in text:
        c.found["wrk"].pop("responses_bad")
        figure("responses_bad", "1", r"Non-2xx or 3xx responses: (\d+)")
    c.add("wrk", "socket_errors", "1", 0)
    return c.found


def h2load(path: str) -> Found:
    c = Collected()
    text = load(path).decode()

    def one(pattern: str) -> tuple[str, ...]:
        match = re.search(pattern, text, re.MULTILINE)
        assert match
        return match.groups()

    time, rate, speed = one(r"^finished in (.*), (.*) req/s, (.*)$")
    c.add("h2load", "duration", "s", amount(time))
    c.add("h2load", "request_rate", "1/s", float(rate))
    c.add("h2load", "transfer_rate", "B/s", amount(speed))
    (done,) = one(r"(\d+) done,")
    c.add("h2load", "requests", "1", int(done))
    (failed,) = one(r"(\d+) failed,")
    c.add("h2load", "responses_bad", "1", int(failed))
    c.add(
        "h2load",
        "socket_errors",
        "1",
        sum(map(int, one(r"(\d+) errored, (\d+) timeout"))),
    )
    total, data = one(r"^traffic: .*?\((\d+)\) total,.*\((\d+)\) data")
    c.add("h2load", "traffic", "B", int(total))
    c.add("h2load", "traffic_data", "B", int(data))
    for label, metric in (
        ("time for request", "latency"),
        ("time for connect", "connect_time"),
        ("time to 1st byte", "first_byte_time"),
    ):
        figures = one(rf"^{label}: +(\S+) +(\S+) +(\S+) +(\S+)")
        for name, value in zip(("min", "max", "mean", "stddev"), figures, strict=True):
            c.add("h2load", f"{metric}_{name}", "s", amount(value))
    return c.found


def h2load_log(path: str) -> Found:
    c = Collected()
    rows = [tuple(map(int, line.split())) for line in load(path).splitlines()]
    for _, status, took in rows:
        assert status == 200
        c.add("h2load", "latency", "s", scaled(took, 10**6))
    c.add("h2load", "requests", "1", len(rows))
    c.add("h2load", "responses_bad", "1", 0)
    first = min(row[0] for row in rows)
    last = max(row[0] + row[2] for row in rows)
    c.add("h2load", "duration", "s", scaled(last - first, 10**6))
    return c.found


def k6(path: str) -> Found:
    c = Collected()
    names = {"avg": "mean", "med": "median", "p(90)": "p90", "p(95)": "p95"}
    for name, metric in json.loads(load(path))["metrics"].items():
        values = metric.get("values", metric)
        time = (
            name.startswith(("http_req_", "iteration_duration"))
            and name != "http_req_failed"
        )
        time = time or (name == "own_time" and "contains" in metric)
        unit = "B" if name.startswith("data_") else "s" if time else "1"
        for key, value in values.items():
            if key in ("thresholds", "type", "contains"):
                continue
            if key == "rate" and "count" in values:
                c.add("k6", f"{name}_rate", unit + "/s", value)
            elif key in ("count", "value", "rate"):
                c.add("k6", name, unit, value)
            elif key in ("passes", "fails"):
                c.add("k6", f"{name}_{key}", "1", value)
            else:
                c.add(
                    "k6",
                    f"{name}_{names.get(key, key)}",
                    unit,
                    scaled(value, 1000) if time else value,
                )
    return c.found


def oha(path: str) -> Found:
    c = Collected()
    data = json.loads(load(path))
    s = data["summary"]
    for metric, unit, field in (
        ("request_rate", "1/s", "requestsPerSec"),
        ("transfer_rate", "B/s", "sizePerSec"),
        ("duration", "s", "total"),
        ("traffic_data", "B", "totalData"),
        ("latency_mean", "s", "average"),
        ("latency_min", "s", "fastest"),
        ("latency_max", "s", "slowest"),
    ):
        c.add("oha", metric, unit, s[field])
    statuses = data["statusCodeDistribution"]
    errors = sum(data["errorDistribution"].values())
    bad = sum(n for status, n in statuses.items() if status[0] not in "23")
    c.add("oha", "requests", "1", sum(statuses.values()) + errors)
    c.add("oha", "responses_bad", "1", bad)
    c.add("oha", "socket_errors", "1", errors)
    for field, metric in (
        ("latencyPercentiles", "latency"),
        ("firstBytePercentiles", "first_byte_time"),
    ):
        for name, value in data.get(field, {}).items():
            if value is not None:
                c.add("oha", f"{metric}_{name}", "s", value)
    return c.found


def main(form: str, path: str, records: list[str]) -> int:
    want: Found = globals()[form.replace("-", "_")](path)
    got = {}
    for name in records:
        record = json.loads(Path(name).read_text())
        if record["status"] == "ok":
            got[record["implementation"]] = record["metrics"]
    problems = []
    if want.keys() != got.keys():
        problems.append(f"implementations: want {sorted(want)}, got {sorted(got)}")
    count = 0
    for implementation in want.keys() & got.keys():
        ours, theirs = want[implementation], got[implementation]
        for metric in sorted(ours.keys() ^ theirs.keys()):
            problems.append(
                f"{implementation}: {metric}: only in the {'file' if metric in ours else 'record'}"
            )
        for metric in sorted(ours.keys() & theirs.keys()):
            unit, values = ours[metric]
            given = theirs[metric]
            count += len(values)
            if given["unit"] != unit:
                problems.append(f"{metric}: want unit {unit}, got {given['unit']}")
            same = len(values) == len(given["samples"]) == given["n"] and all(
                math.isclose(a, b, rel_tol=1e-15, abs_tol=0)
                for a, b in zip(values, given["samples"], strict=True)
            )
            if not same:
                problems.append(f"{metric}: want {values}, got {given['samples']}")
    print(*problems, f"{count} values", sep="\n")
    return 1 if problems or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
