"""judge.py - what is said of Python files: by bandit; no compiler refuses any"""

from collections.abc import Sequence

import linter
from lints import Findings

SUFFIX = ".py"


def refused_for(_path: str, _scratch: str, _raw: str) -> set[str]:
    return set()


def findings(paths: Sequence[str], scratch: str, raw: str) -> tuple[Findings, float]:
    return linter.lint(paths, scratch, raw, False)
