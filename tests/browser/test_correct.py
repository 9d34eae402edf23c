"""Correcting an outline in a real browser: a unit is demoted and comes back, a sentence becomes a unit, a function is given; all by what a reader sees."""

import re

import pytest
from playwright.sync_api import expect

from analysis.corpus.build import open_workspace
from analysis.model import Lexicon
from analysis.reading.read import paste
from bench.driving import ROOT, serving
from tests.browser.steps import EN, ZH, settled, shown

TEXT = """在苇塘镇水利工作会议上的讲话
（2019年3月5日）
同志们：
今天的会议，主要是部署今年的水利工作。
一、认清今年的水情
去年冬天雪少，春水来得晚。上游水库只蓄了七成，下游的田要早做打算。
二、抓好三项工程
（一）清淤
河道要清，沟渠要通；闸门要修，泵站要换。
（二）打井
井位由水利站定，井深由地质队定。
三、落实各级责任
各村要有人管，镇里要有人查。
让我们一起把水的文章做好！
"""
SPEECHES = {town: paste(TEXT.replace("苇塘", town)) for town in ("苇塘", "柳埠", "石桥", "青崖", "渔梁", "云岭")}
"""One a test, so that none finds what another corrected."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("correct")
    store = open_workspace(folder / "workspace", sample=True)
    store.add(list(SPEECHES.values()), Lexicon())
    store.close()
    with serving(ROOT / "app.py", folder / "log.txt", env={"YANJING_WORKSPACE": str(folder / "workspace")}) as server:
        yield server


@pytest.fixture
def open_outline(open_tab):
    def open_(town, words=ZH):
        page = open_tab(f"/layout?t=correct&o={SPEECHES[town].id}" + ("&lang=en" if words is EN else ""))
        shown(page, "layout", words)
        expect(units(page).first).to_be_visible()
        return page

    return open_


def units(page):
    return page.get_by_role("treeitem")


def unit(page, label):
    return units(page).filter(has_text=label)


def indent(page, label):
    return int(unit(page, label).evaluate("(row) => row.style.getPropertyValue('--depth')"))


def choose(page, label):
    unit(page, label).click()
    expect(page.locator(".yj-card h3")).to_have_text(label)
    settled(page)


def act(page, name):
    button = page.get_by_role("button", name=ZH(name), exact=True)
    expect(button).to_be_enabled()
    button.click()
    settled(page)


def undo(page):
    button = page.locator(".st-key-correct_undo").get_by_role("button")
    expect(button).to_be_enabled()
    button.click()
    settled(page)


def expect_depth(page, label, depth):
    expect(unit(page, label)).to_have_attribute("style", re.compile(rf"--depth: {depth};"))


def test_a_unit_is_demoted_and_undone_and_made_again(open_outline):
    page = open_outline("苇塘")
    label = "二、抓好三项工程"
    choose(page, label)
    before = indent(page, label)
    act(page, "correction.demote")
    expect_depth(page, label, before + 1)
    expect_depth(page, "（一）清淤", before + 2)
    expect(unit(page, label).locator(".tag")).to_have_text(ZH("layout_correct.edited"))
    expect(unit(page, label)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Alt+u")
    expect_depth(page, label, before)
    expect(unit(page, label).locator(".tag")).to_have_count(0)
    settled(page)
    page.keyboard.press("Alt+Shift+U")
    expect_depth(page, label, before + 1)
    settled(page)
    undo(page)
    expect_depth(page, label, before)


def test_the_keys_of_typing_are_not_those_of_undoing(open_outline):
    page = open_outline("柳埠")
    label = "三、落实各级责任"
    choose(page, label)
    act(page, "correction.demote")
    expect_depth(page, label, 1)
    heading = page.get_by_role("textbox", name=ZH("correction.rename"))
    heading.fill("落实责任")
    heading.press("Control+z")
    heading.fill("落实到人")
    heading.press("Enter")
    expect(unit(page, "三、落实到人")).to_be_visible()
    expect_depth(page, "三、落实到人", 1)
    settled(page)
    for _ in range(2):
        undo(page)
    expect_depth(page, label, 0)


def test_a_sentence_begins_a_unit_and_a_paragraph_is_marked(open_outline):
    page = open_outline("石桥")
    choose(page, "一、认清今年的水情")
    count = units(page).count()
    expect(page.get_by_role("button", name=ZH("correction.split"), exact=True)).to_be_disabled()
    piece = page.locator(".editor[data-kind=text] [data-key]").filter(has_text="上游水库只蓄了七成")
    piece.click()
    expect(page.get_by_text(ZH("layout_correct.host", unit="一、认清今年的水情"))).to_be_visible()
    act(page, "correction.split")
    expect(units(page)).to_have_count(count + 1)
    expect(page.locator(".yj-card h3")).to_contain_text("上游水库只蓄了七成")
    expect(units(page).locator(".tag", has_text=ZH("layout_correct.edited"))).to_have_count(2)
    undo(page)
    expect(units(page)).to_have_count(count)


def test_a_function_is_given_and_the_reasons_stand_on_hover(open_outline):
    page = open_outline("青崖", EN)
    label = "（一）清淤"
    choose(page, label)
    unit(page, label).hover()
    expect(page.locator(".editor[data-kind=units] .tip")).to_contain_text(EN("evidence.series_first", after="（二）", size=2))
    page.get_by_role("combobox", name=EN("correction.function")).click()
    page.get_by_role("option", name=EN("function.demands"), exact=True).click()
    expect(unit(page, label).locator(".aside")).to_have_text(EN("function.demands"))
    expect(page.get_by_text(EN("unit_card.function_given", function=EN("function.demands")))).to_be_visible()
    settled(page)
    undo(page)
    expect(unit(page, label).locator(".aside")).not_to_have_text(EN("function.demands"))


def test_keys_alone_choose_and_correct(open_outline):
    page = open_outline("渔梁")
    label = "（二）打井"
    choose(page, "（一）清淤")
    unit(page, "（一）清淤").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".editor[data-kind=units] .tip")).to_contain_text(ZH("evidence.series_last", before="（一）", place=2, size=2))
    page.keyboard.press("Enter")
    expect(page.locator(".yj-card h3")).to_have_text(label)
    settled(page)
    page.get_by_role("button", name=ZH("correction.promote"), exact=True).press("Enter")
    expect_depth(page, label, 0)
    settled(page)
    page.keyboard.press("Alt+u")
    expect_depth(page, label, 1)


def test_each_correction_has_its_own_undo_and_they_are_taken_along(open_outline):
    page = open_outline("云岭")
    for label in ("二、抓好三项工程", "（一）清淤"):
        choose(page, label)
        act(page, "correction.demote" if label.startswith("二") else "correction.unmark")
    states, undone = (page.get_by_text(re.compile(ZH(f"correction_state.{state}") + "$")) for state in ("applied", "undone"))
    expect(states).to_have_count(2)
    page.get_by_role("button", name=ZH("layout_correct.undo"), exact=True).last.click()
    expect_depth(page, "二、抓好三项工程", 0)
    expect(states).to_have_count(1)
    expect(undone).to_have_count(1)
    settled(page)
    page.get_by_text(ZH("layout_correct.carry")).click()
    with page.expect_download() as taken:
        page.get_by_role("button", name=ZH("layout_correct.csv")).click()
    data = taken.value.path().read_bytes()
    assert data.startswith(b"\xef\xbb\xbfspeech,action,")
    page.locator("input[type=file]").set_input_files({"name": "校改.csv", "mimeType": "text/csv", "buffer": data})
    settled(page)
    act(page, "layout_correct.bring_do")
    expect(page.get_by_text(ZH("layout_correct.brought_known", n=2))).to_be_visible()
