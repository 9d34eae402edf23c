"""The documents and the texts of the interface say what the code says."""

import ast
import re
from functools import cache
from string import Formatter

import pytest

from analysis import __version__, errors
from tests.conftest import ROOT
from ui.words import LANGUAGES, texts

DOCS = ROOT / "docs"
INTERFACE = [ROOT / "app.py", *sorted((ROOT / "ui").rglob("*.py"))]
TWO_SCREENS = 90


def fields(text):
    return {name.partition("|")[0] for _, name, _, _ in Formatter().parse(text) if name is not None}  # of {n|speech|speeches} the field is n


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


# --- documents ---------------------------------------------------------------------------------------------------------------


def measures():
    for path in sorted((ROOT / "analysis" / "measures").glob("*.py")):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns and ast.unparse(node.returns) == "Result":
                yield node.name


def test_every_measure_is_in_the_methods():
    named = set(re.findall(r"`(\w+)`", (DOCS / "methods.md").read_text(encoding="utf-8")))
    found = set(measures())
    assert len(found) > 15
    assert found <= named


def test_every_table_and_column_is_in_the_list_of_tables():
    from analysis.corpus.schema import TABLES

    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    for name, columns in re.findall(r"create table (\w+) \((.*?)\);", TABLES, re.DOTALL):
        assert re.search(rf"^(?:## .*\b{name}\b|\| {name} \|)", text, re.MULTILINE), name
        for column in re.findall(r"(?:^|,)\s*\"?(\w+)\"? [a-z]", columns):
            assert re.search(rf"\b{column}\b", text), f"{name}.{column}"


def test_the_changelog_begins_with_this_version():
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_readme_stays_under_two_screens():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= TWO_SCREENS


def test_decisions_are_numbered_and_titled():
    paths = sorted((DOCS / "decisions").iterdir())
    assert paths
    for number, path in enumerate(paths, start=1):
        assert re.fullmatch(rf"{number:04d}-[a-z0-9-]+\.md", path.name), path.name
        assert re.match(rf"# {number:04d} \S", path.read_text(encoding="utf-8")), path.name


def test_links_between_documents_lead_somewhere():
    for path in [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "data").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


# --- texts of the interface --------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_texts_with_the_same_fields():
    zh, en = (texts(language) for language in LANGUAGES)
    assert set(zh) == set(en)
    for key in zh:
        assert zh[key], key
        assert en[key], key
        assert fields(zh[key]) == fields(en[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_depend_on_a_count_have_two_forms(language):
    for key, text in texts(language).items():
        for _, name, _, _ in Formatter().parse(text):
            assert not name or "|" not in name or re.fullmatch(r"\w+\|[^|{}]*\|[^|{}]*", name), key


def errors_below(cls):
    for child in cls.__subclasses__():
        yield child
        yield from errors_below(child)


@pytest.mark.parametrize("error", list(errors_below(errors.YanjingError)), ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_sentence(error, language):
    known = texts(language)
    assert f"error.{error.code}" in known
    assert fields(known[f"error.{error.code}"]) == fields(error.template)


def test_every_detail_of_an_error_is_said_in_both_languages():
    for language in LANGUAGES:
        assert {f"detail.{name}" for name in errors.DETAILS} <= set(texts(language))


def is_words(node):
    """Whether an expression is the texts of a language: `words`, `page.words`, `state.words()`, `Words(…)`."""
    if isinstance(node, ast.Call):
        node = node.func
    return (isinstance(node, ast.Name) and node.id in {"words", "Words"}) or (isinstance(node, ast.Attribute) and node.attr == "words")


def literals(node):
    """The texts an expression may be: itself, either branch of a choice, or the two ends of an f-string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, ""
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        ends = [part.value if isinstance(part, ast.Constant) else "" for part in (node.values[0], node.values[-1])]
        yield ends[0], "*" + ends[1]


def calls():
    """Every key asked for: where, its beginning, its end (after a *, or empty for a whole key), the fields given (None where they can't be told)."""
    for path in INTERFACE:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            given = None if any(k.arg is None for k in node.keywords) else {k.arg for k in node.keywords}
            where = f"{path.relative_to(ROOT)}:{node.lineno}"
            if isinstance(node.func, ast.Attribute) and node.func.attr == "of" and is_words(node.func.value):
                yield from ((where, start + ("." if not end else ""), "*", set()) for start, end in literals(node.args[0]))
            elif is_words(node.func):
                yield from ((where, start, end, given) for start, end in literals(node.args[0]))


def test_every_text_asked_for_is_there_and_gets_its_fields():
    known = texts("zh")
    asked = list(calls())
    assert len(asked) > 100
    for where, start, end, given in asked:
        if end:
            assert any(key.startswith(start) and key.endswith(end[1:]) for key in known), f"{where}: {start}{end}"
            continue
        assert start in known, f"{where}: {start}"
        assert not given or fields(known[start]) <= given, f"{where}: {start} lacks {fields(known[start]) - given}"


def test_every_text_is_asked_for():
    strings = {n.value for path in INTERFACE for n in ast.walk(tree(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    built = {(start, end[1:]) for _, start, end, _ in calls() if end and start}
    codes = {f"error.{error.code}" for error in errors_below(errors.YanjingError)}
    unused = [
        key
        for key in texts("zh")
        if key not in strings | codes and not any(key.startswith(start) and key.endswith(end) and len(start) > 2 for start, end in built)
    ]
    assert unused == []
