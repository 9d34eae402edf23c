"""The intake as hands use it: cells pasted from a spreadsheet, an archive larger than a speech may be, a copy marked as a variant."""

import io
import os
import random
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.steps import ZH, paste_cells, settled, shown, table_rows

SAID = "在全区{n}季度工作调度会上的讲话\n（2009年{n}月8日）\n区委书记　方致和\n同志们：\n　　{body}\n"


def text(n):
    """A speech of its own words, which shares no run of 13 characters with another."""
    turns = random.Random(n)
    body = "".join(f"{turns.choice('抓推促保建管')}{turns.choice('路桥水电林田')}{turns.choice('先后快稳细实')}" for _ in range(150))
    return SAID.format(n=n, body="，".join(body[i : i + 9] for i in range(0, 450, 9)) + "。")


@pytest.fixture
def intake(open_tab, server):
    """The corpus page with its intake open."""
    page = open_tab()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    shown(page, "corpus", ZH)
    page.get_by_text(ZH("intake.title")).click()
    settled(page)
    return page


def give(page, n, **files):
    """Give files by name and bytes, and wait until *n* speeches are read."""
    given = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files.items()]
    page.locator("input[type=file]").first.set_input_files(given)
    expect(page.get_by_text(ZH("intake.understood", n=n))).to_be_visible()
    settled(page)


def do_import(page, n):
    page.get_by_role("button", name=ZH("intake.import", n=n)).click()
    expect(page.get_by_text(ZH("intake.done", n=n))).to_be_visible()
    settled(page)


def test_cells_copied_in_a_spreadsheet_are_pasted_into_the_grid(intake):
    give(intake, 2, **{"一.txt": text(1).encode(), "二.txt": text(2).encode()})
    titles = {row[0] for row in table_rows(intake)}
    paste_cells(intake, ZH("field.date"), [["2001年3月5日", "2001年", "张三"], ["2002/4/6", "2002", "李四"]])
    settled(intake)
    do_import(intake, 2)
    intake.reload()
    shown(intake, "corpus", ZH)
    rows = [row for row in table_rows(intake) if titles & set(row)]
    assert sorted(row[2:5] for row in rows) == [["2001-03-05", "2001", "张三"], ["2002-04-06", "2002", "李四"]]


def test_an_archive_may_be_larger_than_a_speech(intake):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("2007年/讲话.txt", text(3).replace("（2009年3月8日）\n", ""))
        for number in range(2):
            archive.writestr(f"{number}.docx", os.urandom(12_000_000))
    give(intake, 1, **{"汇编.zip": data.getvalue()})
    assert "2007" in table_rows(intake)[0]


def test_a_copy_from_another_source_is_marked_as_a_variant(intake):
    give(intake, 1, **{"原.txt": text(4).encode()})
    do_import(intake, 1)
    give(intake, 1, **{"网上.txt": (text(4) + "（完）\n").encode()})
    expect(intake.get_by_text("网上.txt").filter(has_text="原.txt")).to_be_visible()
    expect(intake.get_by_role("radio", name=ZH("alike.variant"))).to_be_checked()
    intake.get_by_role("button", name=ZH("intake.import", n=1)).click()
    expect(intake.get_by_text(ZH("intake.done_variants", n=1))).to_be_visible()


def test_a_collection_is_split_where_a_person_says_so(intake):
    give(intake, 1, **{"汇编.txt": "\n".join(map(text, (5, 6, 7))).encode()})
    expect(intake.get_by_text("汇编.txt").filter(has_text="在全区6季度工作调度会上的讲话")).to_be_visible()
    intake.get_by_role("radio", name=ZH("intake.several_split", n=3)).click()
    expect(intake.get_by_text(ZH("intake.understood", n=3))).to_be_visible()
    settled(intake)
    assert [row[0] for row in table_rows(intake)] == [f"在全区{n}季度工作调度会上的讲话" for n in (5, 6, 7)]
    do_import(intake, 3)
