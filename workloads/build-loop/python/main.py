"""build-loop/python - the loop of Python: a virtual environment, wheels, bytecode"""

import os
import pwd
import re
import shutil
import sys
import sysconfig
import time
from pathlib import Path

from loop import Edit, Loop, main
from tool import ToolFailed

LEAF = Edit("report/table.py", "EDITION = 1", "EDITION = 2")
CORE = Edit("delays/tally.py", "LATE_MIN = 15", "LATE_MIN = 30")
PIP = [sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check"]
INSTALL = "install --quiet --no-index --no-cache-dir --no-compile --require-hashes"
IMPORT = (
    "from time import perf_counter as clock; start = clock(); "
    "import report.table; print(clock() - start)"
)


def interpreter() -> list[str]:
    """What is to be said of it; records get published, so without the user's name."""
    home = pwd.getpwuid(os.getuid()).pw_dir
    found = shutil.which("python3") or ""
    same = os.path.realpath(found) == os.path.realpath(sys.executable)
    options = sysconfig.get_config_var("CONFIG_ARGS") or "unknown options"
    said = [
        f"The interpreter is {sys.executable}; python3 in PATH, {found}, "
        + ("is that." if same else "is a shim that was left out."),
        f"The interpreter was configured with: {options}.",
    ]
    return [text.replace(home, "~") for text in said] + [
        "A distribution may optimise it otherwise than by --enable-optimizations.",
    ]


def wheels(loop: Loop) -> Path:
    """The folder of the wheels that the lock file wants."""
    lock = (loop.subject / "requirements.txt").read_text()
    pins = re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)
    loop.subjects[0]["packages"] = len(pins)
    return loop.unpack(
        "wheels",
        [f"{name.replace('-', '_')}-{v}-py3-none-any.whl" for name, v in pins],
    )


def prove(loop: Loop) -> None:
    """Without the wheels, nothing can be installed."""
    target = ["--target", str(loop.folder("proof")), "-r", "requirements.txt"]
    if loop.commands.tries("proof", [*PIP, *INSTALL.split(), *target]) == 0:
        raise ToolFailed("the network was used: it installs without the wheels")


def driver(loop: Loop) -> None:
    loop.tool("python", [sys.executable])
    loop.tool("pip", PIP)
    loop.commands.environment["PIP_CONFIG_FILE"] = os.devnull
    loop.caveats += interpreter()
    wheelhouse = wheels(loop)
    prove(loop)
    venv = loop.work / "venv"
    python = venv / "bin" / "python"
    program: list[str | Path] = [python, "-m", "report", "flights.csv"]
    version = ".".join(map(str, sys.version_info[:2]))
    site = venv / "lib" / f"python{version}" / "site-packages"

    def build() -> None:
        start = time.perf_counter()
        loop.commands.do("venv", [sys.executable, "-m", "venv", "--without-pip", venv])
        made = time.perf_counter()
        source = ["--find-links", str(wheelhouse), "-r", "requirements.txt"]
        pip = [*PIP, "--python", str(python), *INSTALL.split()]
        loop.commands.do("install", [*pip, *source])
        loop.took("venv", made - start)
        loop.took("install", time.perf_counter() - made)
        loop.size("site_packages", site)

    def nothing() -> None:
        """Python builds when it runs."""

    # bytecode is made anew if the second in which its source was written is another
    later = iter(range(loop.written + 60, loop.written + 3600, 60))

    def touch() -> None:
        stamp = next(later)
        os.utime(loop.subject / CORE.path, (stamp, stamp))

    loop.took("cold_run", loop.turn("clean", nothing, build, program, 0).run)
    loop.took("run", loop.turn("noop", nothing, nothing, program, 0).run)
    loop.turn("touch", touch, nothing, program, 0)
    loop.turn("leaf_edit", lambda: loop.edit(LEAF, next(later)), nothing, program, 1)
    loop.turn("core_edit", lambda: loop.edit(CORE, next(later)), nothing, program, 2)
    shown, _ = loop.commands.first_line("import", [python, "-c", IMPORT])
    loop.took("import", float(shown))
    compile_all(loop, python, site)
    loop.size("wheel", wheelhouse)
    loop.size("interpreter", *interpreter_files())


def compile_all(loop: Loop, python: Path, site: Path) -> None:
    """Bytecode of the program and its packages, of which there is none before."""
    folders = [loop.subject, site]
    for folder in folders:
        for cache in list(folder.rglob("__pycache__")):
            shutil.rmtree(cache)
    start = time.perf_counter()
    loop.commands.do("compile", [python, "-m", "compileall", "-q", *folders])
    loop.took("compile", time.perf_counter() - start)
    loop.size("bytecode", *(path for f in folders for path in f.rglob("*.pyc")))


def interpreter_files() -> list[Path]:
    """The interpreter, its library, and the standard library's sources."""
    library = Path(sysconfig.get_path("stdlib"))
    shared = sysconfig.get_config_var("INSTSONAME") or ""
    own = Path(sysconfig.get_config_var("LIBDIR") or "") / shared
    parts = [Path(os.path.realpath(sys.executable))]
    if shared.startswith("libpython") and ".so" in shared and own.is_file():
        parts.append(Path(os.path.realpath(own)))
    left_out = {"site-packages", "dist-packages", "__pycache__"}
    return parts + [
        path
        for path in library.rglob("*")
        if path.is_file() and not left_out & set(path.parts)
    ]


main(driver)
