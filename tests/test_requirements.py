"""What the program imports is pinned to one exact version, and what is pinned is used."""

import ast
import re
import sys
from importlib.metadata import packages_distributions, requires

import pytest

from tests.conftest import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(r"([A-Za-z0-9._-]+)==([0-9][0-9A-Za-z.]*)(?:; .+)?")
UNSEEN = {"brotli": "fonttools", "jieba": "", "ruff": "", "mypy": "", "pytest": ""}
"""Pins that no import shows: what needs them, or nothing for what is run as a program or stands in for another."""


def lines(name):
    return [line.strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")]


def name_of(distribution):
    return re.sub(r"[-_.]+", "-", distribution).lower()


def pins(name):
    return {name_of(PIN.fullmatch(line)[1]) for line in lines(name) if not line.startswith("-r ")}


def imported(*places):
    """Return the distributions that the Python files of these places import."""
    found = set()
    own = {path.stem for path in ROOT.iterdir()}
    known = packages_distributions()
    for place in places:
        for path in [ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else names
                found |= {name.split(".")[0] for name in names} - own - set(sys.stdlib_module_names)
    return {name_of(known[name][0]) for name in found if name in known} | {name for name in found if name not in known}


@pytest.mark.parametrize("name", FILES)
def test_every_line_pins_one_exact_version(name):
    for line in lines(name):
        assert PIN.fullmatch(line) or line == "-r requirements.txt", line


def test_what_the_program_imports_is_pinned():
    assert imported("analysis", "ui", "app.py") <= pins("requirements.txt")


def test_what_tests_and_bench_import_is_pinned():
    assert imported("tests", "bench", "tools") <= pins("requirements.txt") | pins("requirements-dev.txt")


def test_nothing_is_pinned_that_is_not_used():
    unused = pins("requirements.txt") - imported("analysis", "ui", "app.py")
    unused |= pins("requirements-dev.txt") - imported("tests", "bench", "tools")
    assert unused <= set(UNSEEN), unused
    assert any(name_of(needed).startswith("brotli") for needed in requires(UNSEEN["brotli"]))
