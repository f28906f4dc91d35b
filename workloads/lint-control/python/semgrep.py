"""semgrep.py - the one engine that reads both languages, if it happens to be here

With this project's own rules, the same for both: a second opinion, and no metric.
It is offline: no metrics, no look for a newer version, no rules of others.
"""

import shutil
from collections.abc import Mapping

import lints
from tool import ToolFailed

COMMAND = "semgrep scan --metrics=off --disable-version-check --json --quiet"


def opinion(rules: str, weak: Mapping[str, str], raw: str) -> str:
    """A sentence on the weaknesses, each with its file, that there are rules for."""
    if not shutil.which("semgrep"):
        return "semgrep is not here: no engine that reads both languages was asked."
    with open(rules, encoding="utf-8") as file:
        text = file.read()
    ruled = {name: path for name, path in weak.items() if f"id: {name}\n" in text}
    command = [*COMMAND.split(), "--config", rules, *ruled.values()]
    try:
        ran = lints.run(command, raw, "semgrep.json")
        said = lints.document(ran.output, "semgrep")
        if ran.status or said["errors"]:
            raise ToolFailed(f"exit status {ran.status}, {len(said['errors'])} errors")
    except ToolFailed as problem:
        return f"semgrep did not do its work: {problem}."
    found = {result["path"] for result in said["results"]}
    missed = sorted(name for name, path in ruled.items() if path not in found)
    return (
        f"semgrep {said.get('version', 'of unknown version')}, with this project's own "
        f"rules for {len(ruled)} of the weaknesses, found {len(ruled) - len(missed)}"
        f"{', not ' + ', '.join(missed) if missed else ''}."
    )
