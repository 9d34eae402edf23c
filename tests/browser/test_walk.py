"""One walk from a file to a chart, from the chart to the sentence, and home with the picture and the table; nothing leaves the machine."""

import csv
import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.steps import FIGURE, ZH, choose_bar, go, lies_in_sight, marks, passages, settled, shown, table_rows
from tests.conftest import ROOT

TITLE = "在全市《2012》工作现场会上的讲话"
NAME = "《2012》讲话.txt"


@pytest.fixture(scope="module")
def speech():
    """A speech of the sample under another title, with one more paragraph: long enough to be scrolled."""
    _, *rest = (ROOT / "data" / "speeches" / "office_2012.txt").read_text(encoding="utf-8").splitlines()
    return "\n".join([TITLE, *rest, "会后请各单位把贯彻情况报市委办公室。"]).encode()


def test_from_a_file_to_the_sentence_and_home(open_tab, speech, tmp_path):
    page = open_tab()
    shown(page, "corpus", ZH)
    upload(page, speech)
    go(page, "words", ZH)
    choose_speech(page)
    term = choose_bar(page, 3)
    _, occurrences = passages(page, ZH, term)
    assert marks(page) == occurrences > 1
    row = next(row for row in table_rows(page) if row[1] == term)
    assert int(row[3]) == occurrences
    take_away(page, tmp_path, term, row)
    to_the_sentence(page)


def upload(page, speech):
    page.get_by_text(ZH("intake.title")).click()
    page.locator("input[type=file]").set_input_files({"name": NAME, "mimeType": "text/plain", "buffer": speech})
    expect(page.get_by_text(ZH("intake.understood", n=1))).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_contain_text(NAME)
    assert TITLE in table_rows(page)[0]
    page.get_by_role("button", name=ZH("intake.import", n=1)).click()
    expect(page.get_by_text(ZH("intake.done", n=1))).to_be_visible()
    settled(page)


def choose_speech(page):
    page.get_by_test_id("stSidebar").get_by_role("combobox").click()
    page.get_by_role("option", name=re.compile(re.escape(TITLE))).click()
    page.keyboard.press("Escape")  # the open list hides the rest of the page from screen readers, and so from here
    page.wait_for_url(re.compile(r"[?&]d="))
    expect(page.locator(".yj-answer")).to_have_text(re.compile(r"^1 "))
    expect(page.locator(FIGURE).filter(has_text=ZH("words.range", n=1))).to_have_count(1)
    expect(page.locator(FIGURE)).to_have_count(1)  # the figure of the whole corpus is gone
    settled(page)


def take_away(page, folder, term, row):
    page.get_by_role("button", name=ZH("take.button")).click()
    files = {}
    for kind in ("csv", "png", "svg"):
        with page.expect_download() as download:
            page.get_by_role("button", name=ZH(f"take.{kind}")).click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        files[kind] = folder / f"taken.{kind}"
        download.value.save_as(files[kind])
    with Image.open(files["png"]) as image:
        assert min(image.size) > 500
        colours = image.convert("RGB").getcolors(maxcolors=image.width * image.height)
        assert files["png"].stat().st_size > 10_000
        ground = max(colours)[0] / (image.width * image.height)
        assert 0.3 < ground < 0.99, "a chart is neither blank nor a blot"
    svg = files["svg"].read_text(encoding="utf-8")
    assert "@font-face" in svg
    assert "url(data:font/woff2;base64," in svg
    assert term in svg
    table = list(csv.reader(io.StringIO(files["csv"].read_bytes().decode("utf-8-sig"))))
    assert next(line for line in table if line[1] == term)[3] == row[3]
    page.keyboard.press("Escape")
    settled(page)


def to_the_sentence(page):
    """Follow the last passage's link; on the page that opens, the very sentence stands in sight and the word is marked in it."""
    sentence = page.locator(".yj-passage").last.inner_text()
    page.get_by_test_id("stMain").get_by_test_id("stPageLink-NavLink").last.click()
    shown(page, "read", ZH)
    landed = page.locator(".reader .target")
    lies_in_sight(page, landed.first)
    assert "".join(landed.all_inner_texts()) == sentence
    assert re.search(r"[?&]s=[0-9a-f]+\.\d+", page.url)
