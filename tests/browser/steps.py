"""What a reader does and sees on any page, in the words of the interface."""

import re
import time
from contextlib import suppress
from weakref import WeakKeyDictionary

from google.protobuf.message import DecodeError
from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from ui.words import Words

WAIT = 40_000
"""Milliseconds; the machine may be busy."""

BRIEFLY = 8_000
"""Milliseconds after which what was clicked is clicked again."""

FIGURE = ".js-plotly-plot"
BAR = f"{FIGURE} .bars .point path"
PAGE = 6
"""Passages shown at once."""


class Runs:
    """
    Whether the server has answered what a page asked it last.

    The page itself doesn't know: it shows that the script runs only when the server says so, which on a busy machine may be a while after the click.
    """

    def __init__(self, page):
        self.answered = False
        self._begun = False
        page.on("websocket", self._listen)

    def _listen(self, socket):
        self.answered = self._begun = False
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame):
        if _type(BackMsg, frame) == "rerun_script":
            self.answered = self._begun = False

    def _received(self, frame):
        match _type(ForwardMsg, frame):
            case "new_session":
                self.answered, self._begun = False, True
            case "script_finished":
                self.answered = self._begun and ForwardMsg.FromString(frame).script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


def _type(kind, frame):
    try:
        return kind.FromString(frame).WhichOneof("type") if isinstance(frame, bytes) else None
    except DecodeError:
        return None


RUNS = WeakKeyDictionary()
"""Page → its runs, from before it was opened."""


def until(page, holds, what):
    """Look again and again until something holds, and return it."""
    end = time.monotonic() + WAIT / 1000
    while not (found := holds()):
        assert time.monotonic() < end, what
        page.wait_for_timeout(50)
    return found


def settled(page):
    """
    Wait until the server has answered, nothing runs any more and the page has stood unchanged for a while.

    What was sent last is drawn a moment after the run's end, and what was typed or clicked last may be sent a moment after that.
    """
    runs, quiet = RUNS[page], False
    while not quiet:
        until(page, lambda: runs.answered, "the server did not answer")
        _stands(page)
        quiet = runs.answered


def _stands(page):
    page.wait_for_function(
        """async () => {
            const app = document.querySelector('[data-testid=stApp]');
            const ran = () => app?.dataset.testScriptState === 'notRunning' && !app.querySelector('[data-stale=true]');
            if (!ran()) return false;
            let changed = false;
            const watch = new MutationObserver(() => { changed = true; });
            watch.observe(app, { childList: true, characterData: true, subtree: true });
            for (let look = 0; look < 8 && !changed && ran(); look++) await new Promise((resolve) => setTimeout(resolve, 50));
            watch.disconnect();
            return ran() && !changed;
        }"""
    )


def shown(page, name, words):
    """Wait until a page is drawn whole: its question, and its method at the end."""
    expect(page.get_by_role("heading", name=words(f"page.{name}.question"))).to_be_visible()
    expect(page.get_by_text(words("method.title"))).to_be_attached()
    settled(page)


def go(page, name, words):
    page.get_by_role("link", name=words(f"page.{name}.name"), exact=True).click()
    shown(page, name, words)


def drawn(page):
    """Return the first chart's bars from the top: (neutral id, word)."""
    page.locator(BAR).first.wait_for()
    keys, terms = page.evaluate(f"(({{ data }}) => [[...data[0].customdata], [...data[0].y]])(document.querySelector('{FIGURE}'))")
    return list(zip(keys, terms, strict=True))


def choose_bar(page, number):
    """Click a bar until the link says that it is chosen, and return its word: a click is lost when the figure is drawn anew that moment."""
    for _ in range(5):
        key, term = drawn(page)[number]
        page.locator(BAR).nth(number).hover(force=True)
        page.mouse.down()
        page.mouse.up()
        with suppress(Waited):
            page.wait_for_url(re.compile(rf"[?&]c={key}(&|$)"), timeout=BRIEFLY)
            return term
    raise AssertionError(page.url)


GRID, ROW = "[data-testid=stDataFrame]", 35
"""A table, and the height of its headings and of each of its rows."""


def table_rows(page):
    """Return the rows of the first table that are in sight, as texts: the grid is painted, its cells are told to screen readers a moment later."""
    page.locator(GRID).first.locator("canvas table tbody tr").first.wait_for(state="attached")
    return page.evaluate(
        """async (grid) => {
            const texts = (row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim());
            const rows = () => [...(document.querySelector(grid)?.querySelectorAll('canvas table tbody tr') ?? [])].map(texts);
            let last;
            for (let same = 0; same < 10; await new Promise((resolve) => setTimeout(resolve, 50))) {
                const now = JSON.stringify(rows());
                same = now === last && now !== '[]' ? same + 1 : 0;
                last = now;
            }
            return JSON.parse(last);
        }""",
        GRID,
    )


def paste_cells(page, column, rows):
    """
    Paste rows of texts into the first table, from the first row of the column headed so, until they stand in it.

    A click, or what is pasted, is lost when the grid is drawn anew that moment.
    """
    page.evaluate("(text) => navigator.clipboard.writeText(text)", "\n".join("\t".join(row) for row in rows))
    for _ in range(5):
        with suppress(Waited):
            at = _choose_cell(page, column)
            page.keyboard.press("Control+v")
            for key in ("ArrowDown", "ArrowUp") * 3:  # what cells hold is told anew when another one is chosen
                page.keyboard.press(key)
                if [row[at : at + len(rows[0])] for row in table_rows(page)][: len(rows)] == rows:
                    return
    raise AssertionError(table_rows(page))


def _choose_cell(page, column):
    """Choose the first row's cell of a column in the first table by a click on the row and the arrow keys; return its place."""
    grid = page.locator(GRID).first
    headings = grid.locator("canvas table thead th")
    headings.first.wait_for(state="attached")
    place = [heading.strip() for heading in headings.all_text_contents()].index(column)
    cells = grid.locator("canvas table tbody tr").first
    grid.click(position={"x": 30, "y": 1.5 * ROW}, timeout=BRIEFLY)
    for number in range(place + 1):
        cells.locator(f"td:nth-child({number + 1})[aria-selected=true]").wait_for(state="attached", timeout=BRIEFLY)
        if number < place:
            page.keyboard.press("ArrowRight")
    return place


def passages(page, words, term):
    """Wait for the first passages of a word, as many as the line above them says there are; return them with the number of occurrences it says."""
    expect(page.locator(".yj-card h3").first).to_have_text(words("passages.of", thing=term))
    settled(page)
    line = re.compile(re.escape(words("passages.count", occurrences="#", sentences="#")).replace(r"\#", r"([\d,]+)"))
    said = line.search(page.get_by_text(line).first.inner_text())
    occurrences, sentences = (int(number.replace(",", "")) for number in said.groups())
    expect(page.locator(".yj-passage")).to_have_count(min(PAGE, sentences))
    expect(page.get_by_test_id("stPaginationNext")).to_have_count(int(sentences > PAGE))
    return page.locator(".yj-passage"), occurrences


def marks(page):
    """Return how many occurrences are marked in all pages of the passages; the last page is left open."""
    found, following = page.locator(".yj-passage"), page.get_by_test_id("stPaginationNext")
    number = found.locator("mark").count()
    while following.count() and following.is_enabled():
        before = found.first.inner_text()
        following.click()
        expect(found.first).not_to_have_text(before)
        settled(page)
        number += found.locator("mark").count()
    return number


def lies_in_sight(page, locator):
    """Wait until the middle of an element lies within the window and no longer moves."""
    page.wait_for_function(
        """async (element) => {
            const middle = () => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
            const before = middle();
            await new Promise((resolve) => setTimeout(resolve, 200));
            return before === middle() && before > 0 && before < window.innerHeight;
        }""",
        arg=locator.element_handle(),
    )


ZH, EN = Words("zh"), Words("en")
