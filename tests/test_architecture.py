"""The way through runs one way: a test walks the imports and fails on an arrow that runs back."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ALLOWED = {
    "analysis.cells": set(),
    "analysis.errors": set(),
    "analysis.model": set(),
    "analysis.reading": {"analysis.errors", "analysis.model"},
    "analysis.annotation": {"analysis.errors", "analysis.model", "analysis.reading"},
    "analysis.measures": {"analysis.errors", "analysis.model", "analysis.annotation", "analysis.fonts"},
    "analysis.corpus": {"analysis.cells", "analysis.errors", "analysis.model", "analysis.reading", "analysis.annotation"},
    "analysis.charts": {"analysis.errors", "analysis.model", "analysis.measures"},
    "analysis.export": {"analysis.cells", "analysis.errors", "analysis.model", "analysis.fonts"},
    "analysis.fonts": set(),
}
ONLY_IN = {
    "streamlit": ("ui", "app"),
    "plotly": ("analysis.charts", "analysis.export", "ui"),
    "duckdb": ("analysis.corpus",),
    "kaleido": ("analysis.export",),
}


def modules():
    for folder in ("analysis", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path
    yield "app", ROOT / "app.py"


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package(module):
    return ".".join(module.split(".")[:2])


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_run_one_way(module, path):
    found = set(imports(path))
    for library, places in ONLY_IN.items():
        if any(name.split(".")[0] == library for name in found):
            assert module.startswith(places), f"{module} imports {library}"
    if module.startswith("analysis.") and package(module) in ALLOWED:
        reached = {package(name) for name in found if name.startswith("analysis.") and name != "analysis.__version__"} - {package(module)}
        assert reached <= ALLOWED[package(module)], f"{module} reaches {reached - ALLOWED[package(module)]}"
    if module.startswith("analysis"):
        assert not any(name == "ui" or name.startswith("ui.") for name in found)


def test_pages_compute_nothing():
    for path in sorted((ROOT / "ui" / "pages").glob("*.py")):
        found = set(imports(path))
        assert not any(name.split(".")[0] in {"numpy", "scipy", "duckdb", "jieba", "rjieba"} for name in found), path.name


def test_answers_are_free_of_streamlit():
    paths = dict(modules())
    seen, waiting = set(), [name for name in paths if name.startswith("ui.answers.")]
    assert len(waiting) > 5
    while waiting:
        module = waiting.pop()
        if module in paths and module not in seen:
            seen.add(module)
            found = set(imports(paths[module]))
            assert "streamlit" not in {name.split(".")[0] for name in found}, module
            waiting += [name for name in found if name.startswith("ui.")]


def test_no_module_level_tokenizer_is_used():
    for module, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in {"jieba", "rjieba"}:
                assert node.attr in {"Tokenizer", "Jieba", "posseg"}, f"{module} uses {node.value.id}.{node.attr}"
