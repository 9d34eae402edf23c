"""The corpus as something to keep: taken home as one file, brought back as a new workspace, each with its own link."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect

from tests.browser.steps import BRIEFLY, EN, FIGURE, ZH, settled, shown

ANSWER = ".yj-answer"
SQUARE = f"{FIGURE} .bars .point path"


def open_tab_of(page, words, name):
    page.get_by_role("tab", name=words(f"manage.{name}")).click()
    settled(page)


def new_workspace(page, name):
    """Make an empty workspace; return its id."""
    open_tab_of(page, ZH, "workspaces")
    page.get_by_role("button", name=ZH("workspace.new"), exact=True).click()
    field = page.get_by_test_id("stPopoverBody").get_by_label(ZH("workspace.name"))
    field.fill(name)
    page.get_by_role("button", name=ZH("workspace.make")).click()
    page.wait_for_url(re.compile(r"[?&]w=w[0-9a-f]{8}"))
    settled(page)
    return re.search(r"[?&]w=(w[0-9a-f]{8})", page.url)[1]


def with_sample(page, name):
    id_ = new_workspace(page, name)
    page.get_by_role("button", name=ZH("empty.sample")).click()
    expect(page.locator(ANSWER)).to_contain_text("12 篇")
    shown(page, "corpus", ZH)
    open_tab_of(page, ZH, "counting")
    return id_


@pytest.fixture
def page(open_tab):
    page = open_tab()
    shown(page, "corpus", ZH)
    return page


def test_a_workspace_goes_home_and_comes_back_the_same(page, open_tab, tmp_path):
    first = with_sample(page, "带回家的")
    page.get_by_test_id("stMain").get_by_test_id("stButtonGroup").get_by_text(ZH("part.title")).click()
    expect(page.get_by_test_id("stSidebar")).to_contain_text(ZH("part.title"))
    settled(page)
    answer = page.locator(ANSWER).inner_text()
    open_tab_of(page, ZH, "backup")
    names = {}
    for kind, ending in (("make", ".zip"), ("parquet", ".parquet.zip")):
        with page.expect_download() as download:
            page.get_by_role("button", name=ZH(f"backup.{kind}")).click()
        assert download.value.suggested_filename.endswith(ending)
        names[kind] = tmp_path / f"taken{ending}"
        download.value.save_as(names[kind])
    with zipfile.ZipFile(io.BytesIO(names["make"].read_bytes())) as archive:
        assert sum(name.startswith("originals/") for name in archive.namelist()) == 12
    with zipfile.ZipFile(io.BytesIO(names["parquet"].read_bytes())) as archive:
        assert "tables/speeches.parquet" in archive.namelist()
    page.get_by_role("tabpanel").locator("input[type=file]").set_input_files(names["make"])
    page.get_by_role("button", name=ZH("backup.do")).click()
    page.wait_for_url(lambda url: "w=" in url and first not in url)
    expect(page.locator(ANSWER)).to_have_text(answer)
    settled(page)
    copied = open_tab("/?" + page.url.partition("?")[2])
    expect(copied.locator(ANSWER)).to_have_text(answer)


def test_a_deleted_workspace_is_brought_back_and_its_link_says_what_is_wrong_meanwhile(page, open_tab):
    id_ = with_sample(page, "要删的")
    open_tab_of(page, ZH, "workspaces")
    page.get_by_role("button", name=ZH("workspace.delete"), exact=True).click()
    page.get_by_role("button", name=ZH("workspace.do_delete", name="要删的")).click()
    page.wait_for_url(lambda url: "w=" not in url)
    other = open_tab(f"/?w={id_}&lang=en")
    expect(other.get_by_text(EN("workspace.refused", detail=EN("detail.unknown_workspace")))).to_be_visible()
    shown(other, "corpus", EN)
    open_tab_of(page, ZH, "workspaces")
    page.get_by_role("button", name=re.compile("要删的")).click()
    page.wait_for_url(re.compile(id_))
    expect(page.locator(ANSWER)).to_contain_text("12 篇")
    settled(page)


def test_a_square_opens_its_speeches(page):
    with_sample(page, "方块")
    page.locator(SQUARE).last.wait_for()
    page.get_by_role("heading", name=ZH("page.corpus.question")).scroll_into_view_if_needed()  # else the figure may lie below the menu
    settled(page)
    for _ in range(5):  # a click is lost when the figure is drawn anew that moment
        page.locator(SQUARE).last.hover(force=True)
        page.mouse.down()
        page.mouse.up()
        with suppress(Waited):
            page.wait_for_url(re.compile(r"[?&]c=[a-z_]+-\d{4}"), timeout=BRIEFLY)
            break
    expect(page.get_by_text(ZH("corpus.behind"), exact=True)).to_be_visible()
    settled(page)


def test_the_corpus_is_read_anew_and_back(page):
    with_sample(page, "重读")
    fold = page.get_by_test_id("stCheckbox").filter(has_text=ZH("manner.fold"))
    for folded in (True, False):
        fold.locator("label").click()
        settled(page)
        expect(fold.locator("input")).to_be_checked(checked=folded)
        expect(page.get_by_text(ZH("manner.done", n=0))).to_be_visible()  # the sample has no traditional characters
        settled(page)
    expect(page.locator(ANSWER)).to_contain_text("12 篇")
