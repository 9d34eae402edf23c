"""Whatever a user drops in gives a clear message or a sound result on every page, and what was stored stays as it was."""

import pytest

from analysis.corpus import queries
from analysis.corpus.build import read_files
from analysis.errors import ReadingError
from analysis.model import Lexicon
from ui.answers.compare import answer_compare, chosen_sides, side_names
from ui.answers.corpus import answer_corpus
from ui.answers.layout import answer_layout
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import ask
from ui.view import View

GOOD = ("好.txt", "在全市会议上的讲话\n（2012年3月5日）\n同志们：\n一、抓发展。\n二、抓“三农”。".encode())

REFUSED = {
    "nothing in it": ("空.txt", b""),
    "white space only": ("白.txt", b" \n\t\n"),
    "rubbish": ("乱.txt", bytes(range(256)) * 40),
    "a renamed picture": ("图.docx", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "a torn zip": ("断.docx", b"PK\x03\x04" + bytes(200)),
    "an old Word file": ("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(500)),
    "an ending we do not read": ("片.xyz", b"abc"),
}
TAKEN = {
    "no punctuation": ("无标点.txt", ("发展改革稳定" * 300).encode()),
    "100,000 characters on a line": ("长行.txt", ("推动高质量发展，" * 12_500).encode()),
    "English": ("english.txt", b"Comrades: work hard. Three things matter in 2012."),
    "one character": ("一.txt", "一".encode()),
    "numerals only": ("数.txt", ("一" * 10_000).encode()),
    "marks of HTML, Markdown and formulas": (
        "标.txt",
        "<script>alert(1)</script>\n=SUM(A1)\n一、<b>发展</b>\n二、[改革](http://x)\n“三农”{term}{0}".encode(),
    ),
    "a strange name": ("《2012》讲话😀" + "长" * 200 + ".txt", GOOD[1] + "再加一句。".encode()),
    "a name that climbs": ("../../etc/passwd.txt", GOOD[1] + "又加一句。".encode()),
    "GB18030": ("国标.txt", "在全市会议上的讲话\n同志们：\n今年要抓好三件事，抓发展、抓改革、抓稳定。".encode("gb18030")),
}


def answer_everything(store, ids):
    for view in (View(speeches=tuple(ids)), View(lang="en", shape="cloud", speeches=tuple(ids)), View()):
        asked = ask(store, view)
        answer_corpus(asked)
        answer_words(asked)
        answer_slogans(asked)
        answer_layout(asked)
        sides = side_names(asked)
        if sides:
            first, second = chosen_sides(asked, sides)
            if first != second:
                answer_compare(asked, sides, first, second)


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_named_and_the_rest_is_imported(what, store):
    found = read_files([REFUSED[what], GOOD])
    assert [s.source_name for s in found.speeches] == [GOOD[0]]
    (failure,) = found.failures
    assert isinstance(failure, ReadingError)
    assert REFUSED[what][0] in str(failure)
    assert store.add(found.speeches, Lexicon())


@pytest.mark.parametrize("what", TAKEN)
def test_what_can_be_read_is_sound_on_every_page(what, store):
    (before,) = store.add(read_files([GOOD]).speeches, Lexicon())
    kept = store.speech(before)
    found = read_files([TAKEN[what]])
    assert not found.failures, found.failures
    ids = store.add(found.speeches, Lexicon())
    assert len(queries.speeches(store)) == 2
    answer_everything(store, ids)
    assert store.speech(before) == kept


def test_marks_of_html_stay_text_in_figures(store):
    ids = store.add(read_files([TAKEN["marks of HTML, Markdown and formulas"]]).speeches, Lexicon())
    figure = answer_layout(ask(store, View(speeches=tuple(ids)))).outline.figure.to_json()
    assert "<b>" not in figure.replace("\\u003c", "<")
