"""A copied link opens the same view for whoever gets it, in either language."""

import re

import pytest
from playwright.sync_api import expect

from analysis.model import digest
from analysis.reading.read import read
from tests.browser.steps import EN, ZH, drawn, lies_in_sight, passages, shown, table_rows
from tests.conftest import ROOT

WORD = "调研"
FILE = ROOT / "data" / "speeches" / "office_2013.txt"
VIEW = f"y=2011-2013&k=party_office&c={digest(WORD, length=8)}"


@pytest.fixture(scope="module")
def speech():
    return read(FILE.name, FILE.read_bytes())


def english(link):
    return f"{link}&lang=en"


def words_view(page, words):
    """Return what the Words page shows, without anything that is put in words of the interface."""
    shown(page, "words", words)
    found = passages(page, words, WORD)[0].all_inner_texts()
    rows = [[row[1], row[3], row[6]] for row in table_rows(page)]
    return drawn(page), found, rows


def test_years_kinds_and_the_chosen_word(open_tab):
    link = f"/words?{VIEW}"
    here = open_tab(link)
    seen = words_view(here, ZH)
    assert seen[1]
    assert all(WORD in sentence for sentence in seen[1])
    copied = here.url.partition("/words")[2]
    assert set(copied[1:].replace("%2C", ",").split("&")) == set(VIEW.split("&"))
    there = open_tab(english(f"/words{copied}"))
    assert words_view(there, EN) == seen
    assert "lang=en" in there.url


def test_the_very_sentence(open_tab, speech):
    """A sentence near the speech's end: it is only in sight where the page went to it."""
    link = f"/read?s={speech.id}.60"
    texts = set()
    for path, words in ((link, ZH), (english(link), EN)):
        page = open_tab(path)
        shown(page, "read", words)
        landed = page.locator(".reader .target")
        lies_in_sight(page, landed.first)
        texts.add("".join(landed.all_inner_texts()))
        assert re.search(rf"[?&]s={speech.id}\.60", page.url)
    assert len(texts) == 1
    assert texts.pop() in speech.text


def test_a_link_within_the_page_is_in_the_address_too(open_tab):
    page = open_tab("/layout?t=attention&k=party_office")
    shown(page, "layout", ZH)
    page.get_by_role("link", name=ZH("layout_attention.to_correct"), exact=True).first.click()
    page.wait_for_url(re.compile(r"[?&]t=correct&o="))
    page.go_back()
    page.wait_for_url(re.compile(r"[?&]t=attention"))
    expect(page.get_by_role("link", name=ZH("layout_attention.to_correct"), exact=True).first).to_be_visible()
