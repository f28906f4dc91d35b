#!/usr/bin/env python3
"""compat.json - which browser supports what of the web since when, in JSON

usage: compat.json.py output

The file is data.json of MDN's package browser-compat-data, as it is, fetched by
npm.  If there is no npm, or the package registry cannot be reached, or
PLUMBLINE_OFFLINE is set and not empty, a document of the same shape is generated
instead.  A line on standard error and the description in output.json say so.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from typing import Any

sys.dont_write_bytecode = True
from lib.dataset import below, die, splitmix64
from lib.members import keep, output

PACKAGE = "@mdn/browser-compat-data@8.1.9"
INTEGRITY = "7d8D9yzVS4ugLbt4clzc5DKU8dq85K0lRebjzpP43GxSr7vYKmczgfuEU+0beimjl5YmnHkcErtolg5t5ttb0A=="
FETCHED = "1ba5af938601e572d37f19129b923cb077e7f084899e2d032593f661a5a32ea8"
GENERATED = "faf24404d1e9630058ad27b5a1b9a66cdc8ae55eabe254c3a9f2b1674bae2dec"

SEED = 8019

# Of the real file: how many features each part has, and in how many of a
# thousand each browser is named.
PARTS = {
    "api": 10325,
    "css": 4317,
    "html": 845,
    "http": 421,
    "javascript": 1402,
    "manifests": 38,
    "mathml": 137,
    "mediatypes": 17,
    "svg": 471,
    "webassembly": 342,
    "webdriver": 550,
    "webextensions": 2103,
}
BROWSERS = {
    "bun": 98,
    "chrome": 1000,
    "chrome_android": 900,
    "deno": 152,
    "edge": 1000,
    "firefox": 1000,
    "firefox_android": 1000,
    "ie": 900,
    "nodejs": 111,
    "oculus": 897,
    "opera": 1000,
    "opera_android": 900,
    "safari": 1000,
    "safari_ios": 1000,
    "samsunginternet_android": 900,
    "webview_android": 900,
    "webview_ios": 900,
}
USUAL = (
    "abort align animation array audio background border buffer canvas clip color "
    "column content cursor data device display document element error event filter "
    "flex font frame gamepad grid header image input key layer layout list margin "
    "media message mode mouse name node number object offset option order origin "
    "overflow padding page paint path payment performance permission point policy "
    "position print promise property proxy query range ratio record regexp request "
    "response scroll selection sensor service shadow shape signal size slot source "
    "speech state storage stream string style table target text time touch track "
    "transform type unit value video view weak window worker writing zoom"
)
# What case and composition make hard: sharp s, dotted and dotless i, three
# sigmas, ligatures, digraphs, iota below, and letters with their marks apart.
HARD = (
    "Straße GROẞE İstanbul Diyarbakır ΟΔΟΣ οδός Bokma\u030al re\u0301sume\u0301 "
    "Ｗｅｂ ﬁlter ǅungla ᾳδω ΐ ŉ A\u030angstro\u0308m \u212bngstrom q\u0307\u0323 "
    "한\u1100\u1161\u11a8 ≤ …"
)
USUAL_WORDS, HARD_WORDS = USUAL.split(), HARD.split()


class Unreachable(Exception):
    """The registry gave nothing, and why."""


def fetch() -> bytes:
    """The file's bytes."""
    if os.environ.get("PLUMBLINE_OFFLINE"):
        raise Unreachable("PLUMBLINE_OFFLINE is set")
    with tempfile.TemporaryDirectory() as folder:
        options = "--silent --ignore-scripts --fetch-retries=1 --fetch-timeout=30000"
        try:
            npm = subprocess.run(
                ["npm", "pack", PACKAGE, *options.split()],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
        except FileNotFoundError:
            raise Unreachable("there is no npm") from None
        packed = [name for name in os.listdir(folder) if name.endswith(".tgz")]
        if "EINTEGRITY" in npm.stdout:
            die(f"{PACKAGE}: not the pinned package\n{npm.stdout}")
        if npm.returncode or len(packed) != 1:
            said = (npm.stdout.strip() or f"exit status {npm.returncode}").splitlines()
            raise Unreachable(f"npm: {said[0]}")
        path = os.path.join(folder, packed[0])
        with open(path, "rb") as tarball:
            digest = hashlib.sha512(tarball.read()).digest()
        if base64.b64encode(digest).decode() != INTEGRITY:
            die(f"{PACKAGE}: not the pinned package: its sha512 is {digest.hex()}")
        with tarfile.open(path) as package:
            data = package.extractfile("package/data.json")
            assert data
            return data.read()


def phrase(draws: Iterator[int], length: int) -> str:
    """So many words, one of a hundred a hard one."""
    return " ".join(
        HARD_WORDS[below(draws, len(HARD_WORDS))]
        if below(draws, 100) == 0
        else USUAL_WORDS[below(draws, len(USUAL_WORDS))]
        for _ in range(length)
    )


def name(draws: Iterator[int]) -> str:
    """Two or three words as one: writingModeValue."""
    words = phrase(draws, 2 + below(draws, 2)).split()
    return words[0] + "".join(word[:1].upper() + word[1:] for word in words[1:])


def statement(draws: Iterator[int]) -> dict[str, Any]:
    """What a browser says: as often as in the real file, that it does not."""
    kind = below(draws, 100)
    version = str(1 + below(draws, 150))
    if below(draws, 4) == 0:
        version += f".{below(draws, 20)}"
    added: str | bool = version
    if kind < 20:
        added = False
    elif kind < 22:
        added = f"≤{version}"
    elif kind < 23:
        added = "preview"
    said: dict[str, Any] = {"version_added": added}
    if kind >= 95:
        notes = [
            f"{phrase(draws, 12)}. See <a href='https://"
            f"{('bugzil.la', 'crbug.com', 'webkit.org/b')[below(draws, 3)]}/"
            f"{below(draws, 2000000)}'>bug</a>."
            for _ in range(1 + below(draws, 2))
        ]
        said = {"notes": notes if len(notes) > 1 else notes[0], **said}
    if kind == 94:
        said["version_last"] = version
        said["version_removed"] = str(151 + below(draws, 10))
    return said


def compat(draws: Iterator[int], path: list[str]) -> dict[str, Any]:
    """What is said of a feature."""
    said: dict[str, Any] = {}
    if below(draws, 4) == 0:
        said["description"] = f"<code>{path[-1]}</code> {phrase(draws, 4)}"
    if below(draws, 5) < 3:
        said["mdn_url"] = "https://developer.mozilla.org/docs/" + "/".join(path)
    said["source_file"] = "/".join(path[:2]) + ".json"
    urls = [
        f"https://{word}.spec.whatwg.org/#{word}-{path[-1]}"
        for word in phrase(draws, 1 + (below(draws, 30) == 0)).split()
    ]
    if below(draws, 5) < 4:
        said["spec_url"] = urls if len(urls) > 1 else urls[0]
    if below(draws, 10):
        flags = ("deprecated", "experimental", "standard_track")
        said["status"] = {flag: below(draws, 4) == 0 for flag in flags}
    support: dict[str, Any] = {}
    for browser, share in BROWSERS.items():
        if below(draws, 1000) < share:
            more = below(draws, 35) == 0
            first = statement(draws)
            support[browser] = [first, statement(draws)] if more else first
    said["support"] = support
    if below(draws, 5) < 4:
        said["tags"] = [f"web-features:{'-'.join(phrase(draws, 2).split())}"]
    return said


def generate() -> bytes:
    """The file's bytes: a document of the same shape, made up."""
    draws = splitmix64(SEED)
    document: dict[str, Any] = {
        "__meta": {"timestamp": "2026-11-12T14:10:29.391Z", "version": "8.1.9"},
        "browsers": {browser: {"name": browser} for browser in BROWSERS},
    }
    for part, count in PARTS.items():
        document[part] = {}
        for _ in range(count):
            node, path = document[part], [part]
            # half of the features have a parent, some of those another
            while len(path) < 6 and len(node) > 3 and below(draws, 2):
                names = [key for key in node if key != "__compat"]
                path.append(names[below(draws, len(names))])
                node = node[path[-1]]
            path.append(name(draws))
            while path[-1] in node:
                path[-1] += "_"
            node[path[-1]] = {"__compat": compat(draws, path)}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def features(node: dict[str, Any]) -> int:
    return ("__compat" in node) + sum(
        features(child) for key, child in node.items() if key != "__compat"
    )


def main() -> None:
    path = output()
    script = os.path.basename(__file__)
    meta: dict[str, object]
    try:
        data, pin = fetch(), FETCHED
        meta = {"origin": f"{PACKAGE}, data.json", "generated": False}
    except Unreachable as why:
        print(
            f"{script}: {PACKAGE} was not fetched ({why}): "
            f"generating a document of the same shape; delete {path} to fetch again",
            file=sys.stderr,
        )
        data, pin = generate(), GENERATED
        meta = {
            "origin": f"generated by {script}, seed {SEED}",
            "generated": True,
            "seed": SEED,
        }
    document = json.loads(data)
    rows = sum(features(document[part]) for part in PARTS)
    keep(path, data, [pin], meta | {"rows": rows})


if __name__ == "__main__":
    main()
