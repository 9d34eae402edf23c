"""What a reader does and sees on any page, in the words of the interface."""

import re
from contextlib import suppress

from playwright.sync_api import TimeoutError as Waited
from playwright.sync_api import expect

from ui.words import Words

FIGURE = ".js-plotly-plot"
BAR = f"{FIGURE} .bars .point path"
PAGE = 6
"""Passages shown at once."""


def settled(page):
    """Wait until nothing runs any more and the page has stood unchanged for a while: what was sent last is drawn a moment after the run's end."""
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
            page.wait_for_url(re.compile(rf"[?&]c={key}(&|$)"), timeout=8_000)
            return term
    raise AssertionError(page.url)


def table_rows(page):
    """Return the rows of the first table that are in sight, as texts: the grid is painted, its cells are told to screen readers a moment later."""
    rows = page.get_by_test_id("stDataFrame").first.locator("canvas table tbody tr")
    rows.first.wait_for(state="attached")
    page.wait_for_timeout(500)
    return rows.evaluate_all("(rows) => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent.trim()))")


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
