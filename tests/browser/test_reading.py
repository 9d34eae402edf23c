"""The reading view in a real browser: what is marked, stepped through, copied and switched, in long speeches and on a phone."""

import pytest
from playwright.sync_api import expect

from analysis.corpus.build import open_workspace
from analysis.model import Lexicon
from analysis.reading.read import read
from bench.driving import ROOT, serving
from tests.browser.steps import EN, ZH, lies_in_sight, settled, shown, until

DATA = (
    "　　在老城区改造座谈会上的讲话\n（２０１６年４月８日）\n同志们：\n"
    "　　今天的会开得很好。（掌声）要坚持“三短一简”，即会议短、文件短、讲话短、接待简。\n"
    "　　要把\u200b工作做细,⽅案定定了再说。工作要要留有余地。\n"
    "　　<b onclick=alert(1)>粗</b>&amp;<img src=x onerror=alert(1)>不是网页。\n"
).encode("gb18030")
SPEECH = read("老城<b>.txt", DATA)
TENS = "一二三四五六七八九十"
LONG = read(
    "长.txt",
    "".join(
        f"{number}、做好第{number}个方面的工作\n"
        + "".join(f"　　这是第{number}个方面里要说的话,要一条一条地落实到位。" + "各项任务都要有人管、有人问。" * 14 + "\n" for _ in range(13))
        for number in TENS
    ).encode(),
)
SOURCE = "（《在老城区改造座谈会上的讲话》，2016年4月8日，第 {n} 段）"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    store = open_workspace(folder / "workspace", sample=True)
    store.add([SPEECH, LONG], Lexicon())
    store.close()
    with serving(ROOT / "app.py", folder / "log.txt", env={"YANJING_WORKSPACE": str(folder / "workspace")}) as server:
        yield server


@pytest.fixture
def open_speech(open_tab):
    def open_(speech=SPEECH, words=ZH, sentence=None, width=1400):
        place = speech.id if sentence is None else f"{speech.id}.{sentence}"
        page = open_tab(f"/read?s={place}" + ("&lang=en" if words is EN else ""))
        page.set_viewport_size({"width": width, "height": 900})
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        shown(page, "read", words)
        expect(page.locator(".reader .text")).to_be_visible()
        return page

    return open_


def unfold(page):
    """Open what is told of the file."""
    page.locator("[data-testid=stExpander] summary").first.click()
    settled(page)


def copied(page, words=ZH):
    expect(page.locator(".said")).to_contain_text(words("read.cited", text=""))
    text = until(page, lambda: page.evaluate("navigator.clipboard.readText()"), "nothing was copied")
    page.evaluate("navigator.clipboard.writeText('')")
    return text


def paragraph(page, number):
    return page.locator(f".text [data-number='{number}']")


def select(page, first, last):
    """Select with the mouse from the beginning of one paragraph to the end of another's last line."""
    start, end = (paragraph(page, number).locator("span:visible") for number in (first, last))
    start.first.scroll_into_view_if_needed()
    lies_in_sight(page, start.first)
    a, b = (
        start.first.bounding_box(),
        end.last.evaluate("(e) => { const r = [...e.getClientRects()].at(-1); return { x: r.right, y: r.top, height: r.height }; }"),
    )
    page.mouse.move(a["x"] + 1, a["y"] + a["height"] / 2)
    page.mouse.down()
    page.mouse.move(b["x"] + 20, b["y"] + b["height"] / 2, steps=5)
    page.mouse.up()


def test_the_text_is_what_was_read_and_nothing_in_it_is_markup(open_speech):
    page = open_speech()
    lines = page.locator(".text [data-number]").evaluate_all("(lines) => lines.map((line) => line.textContent)")
    assert lines == [line for line in SPEECH.text.splitlines() if line.strip()]
    expect(page.locator(".text .stage")).to_have_text(["（掌声）"])
    expect(page.locator(".text .remark")).to_have_text(["要要"])
    assert page.locator(".text :is(b, img)").count() == 0


def test_repairs_are_shown_in_place_as_many_as_are_listed(open_speech):
    page = open_speech()
    expect(page.locator(".text .point").first).to_be_hidden()
    page.get_by_role("button", name=ZH("read.mark.repairs"), exact=True).click()
    expect(page.locator(".reader[data-show~=repairs]")).to_be_visible()
    for made in SPEECH.repairs:
        n, name = len(made.edits), ZH(f"repair.{made.kind}")
        page.locator(".finder select").select_option(label=ZH("read.option", label=name, n=n))
        page.locator(".finder .next").click()
        expect(page.locator(".finder .step")).to_have_text(ZH("read.step", i=1, n=n))
        expect(page.locator(".finder .tip")).to_contain_text(name)
        lies_in_sight(page, page.locator(".text .current").first)
    before = page.locator(".text .repair", has_text="方").evaluate("(e) => getComputedStyle(e, '::after').content")
    assert "⽅" in before
    assert page.locator(".text .counted-as").evaluate("(e) => [e.textContent, e.dataset.other]") == [",", "，"]


def test_a_repair_is_switched_off_and_on_for_this_speech(open_speech):
    page = open_speech()
    unfold(page)
    date, label = page.locator(".text .meta").first, ZH("repair.fullwidth_digits")
    expect(date).to_have_text("（2016年4月8日）")
    toggle = page.get_by_test_id("stCheckbox").filter(has_text=label)
    toggle.click()
    expect(date).to_have_text("（２０１６年４月８日）")
    expect(toggle).to_have_text(ZH("read.repair_off", kind=label))
    settled(page)
    toggle.click()
    expect(date).to_have_text("（2016年4月8日）")


def test_the_file_comes_back_byte_for_byte_under_its_own_name(open_speech):
    page = open_speech()
    unfold(page)
    with page.expect_download() as download:
        page.get_by_role("button", name=ZH("read.download")).click()
    assert download.value.suggested_filename == SPEECH.source_name
    assert download.value.path().read_bytes() == DATA


def test_what_is_selected_is_copied_with_its_citation(open_speech):
    page = open_speech()
    select(page, 5, 5)
    page.locator(".cite").click()
    assert copied(page) == "“要把工作做细,方案定定了再说。工作要要留有余地。”" + SOURCE.format(n=5)
    select(page, 4, 5)
    page.locator(".cite").click()
    text = copied(page)
    assert text.startswith("“今天的会开得很好。（掌声）要坚持‘三短一简’，即会议短、文件短、讲话短、接待简。\n要把工作做细")
    assert text.endswith(SOURCE.format(n="4—5"))


def test_a_paragraph_is_copied_by_its_number_and_by_key(open_speech):
    page = open_speech(words=EN)
    paragraph(page, 5).locator(".number").click()
    cited = "“要把工作做细,方案定定了再说。工作要要留有余地。” (在老城区改造座谈会上的讲话, 8 Apr 2016, para. 5)"
    assert copied(page, EN) == cited
    page.locator(".finder select").select_option(label=EN("read.option", label=EN("remark.doubled"), n=1))
    page.locator(".text").focus()
    page.keyboard.press("n")
    expect(page.locator(".text .current")).to_have_text("要要")
    page.keyboard.press("q")
    assert copied(page, EN) == cited


def test_the_pointer_and_a_switch_tell_the_number_of_the_sentence(open_speech):
    page = open_speech()
    number = paragraph(page, 5).locator(".number")
    expect(number).to_have_attribute("data-n", "5")
    paragraph(page, 5).locator(".remark").hover()
    expect(number).to_have_attribute("data-n", "5·2")
    paragraph(page, 3).hover()
    expect(number).to_have_attribute("data-n", "5")
    page.get_by_role("button", name=ZH("read.mark.numbers"), exact=True).click()
    expect(page.locator(".reader[data-show~=numbers]")).to_be_visible()
    assert paragraph(page, 5).locator("[data-first]").evaluate_all("(all) => all.map((e) => e.dataset.first)") == ["1", "2"]


def test_keys_go_from_mark_to_mark_and_round(open_speech):
    page = open_speech(LONG)
    n = LONG.text.count(",")
    page.locator(".finder select").select_option(label=ZH("read.option", label=ZH("repair.halfwidth_punctuation"), n=n))
    page.locator(".text").evaluate("(text) => text.focus({ preventScroll: true })")
    step = page.locator(".finder .step")
    for key, i in (("n", 1), ("n", 2), ("j", 3), ("p", 2), ("k", 1), ("p", n)):
        page.keyboard.press(key)
        expect(step).to_have_text(ZH("read.step", i=i, n=n))
    lies_in_sight(page, page.locator(".text .current"))


@pytest.mark.parametrize("width", [1400, 390])
def test_the_outline_follows_the_place_in_a_long_speech(open_speech, width):
    assert len(LONG.text) > 25_000
    page = open_speech(LONG, width=width)
    here = page.locator(".entry[aria-current]")
    for number in (7, 2, 10):
        heading = f"{TENS[number - 1]}、做好第{TENS[number - 1]}个方面的工作"
        page.locator(".text h3", has_text=heading).evaluate("(e) => e.scrollIntoView({ block: 'start' })")
        expect(here).to_have_text(heading)
        if width > 1000:
            lies_in_sight(page, here)
        else:
            expect(page.locator(".outline .here")).to_have_text(heading)


def test_a_link_lands_in_a_long_speech(open_speech):
    page = open_speech(LONG, sentence=1200)
    lies_in_sight(page, page.locator(".target").first)


def test_on_a_phone_the_speech_fills_the_width_and_keeps_its_numbers(open_speech):
    page = open_speech(width=390)
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    body = paragraph(page, 5)
    body.scroll_into_view_if_needed()
    lies_in_sight(page, body)
    box = body.bounding_box()
    assert box["width"] > 340
    number = body.locator(".number")
    expect(number).to_be_visible()
    assert box["x"] - 1 <= number.bounding_box()["x"] < box["x"] + 10
    assert number.evaluate("(e) => e.getBoundingClientRect().right") <= body.locator("span:visible").first.bounding_box()["x"]
