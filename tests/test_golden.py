"""
The tables of the shipped corpus, kept beside the tests: a number that changes shows here first.

Renew them only when the change is meant, and name it in CHANGELOG.md with the value before and after: pytest tests/test_golden.py --renew-golden
"""

from pathlib import Path

import pytest

from ui.answers.compare import answer_compare, side_names
from ui.answers.layout import answer_layout
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import ask
from ui.view import View

GOLDEN = Path(__file__).parent / "golden"


def words(store):
    return answer_words(ask(store, View())).drawn.table.head(100).drop(columns=["key", "tag_name"])


def slogans(store):
    table = answer_slogans(ask(store, View())).table
    return table[["form", "pattern", "n", "speeches", "first", "last", "expansion", "complete", "explained", "explained_year"]]


def layout(store):
    table = answer_layout(ask(store, View())).strips.table
    return table[["title", "year", "unit", "parent", "level", "role", "style", "marker", "heading", "start", "end", "han"]]


def compare(store):
    asked = ask(store, View())
    table = answer_compare(asked, side_names(asked), "2012", "2018").words.table
    return table.head(100).drop(columns=["key", "tag_name"])


@pytest.mark.parametrize("table", [words, slogans, layout, compare], ids=lambda table: table.__name__)
def test_the_tables_of_the_sample_corpus_are_what_they_were(table, sample_store, request):
    path = GOLDEN / f"{table.__name__}.csv"
    text = table(sample_store).to_csv(index=False, float_format="%.6g", lineterminator="\n")
    if request.config.getoption("--renew-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()
