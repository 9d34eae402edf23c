"""The real thing: a server with a workspace of its own, an installed browser, and a record of all it asks for and complains about."""

import os
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from analysis.errors import ExportError
from analysis.export.image import find_browser
from bench.driving import ROOT, launch, serving
from tests.browser.steps import RUNS, WAIT, Runs

expect.set_options(timeout=WAIT)

PROBES = re.compile(r"/[a-z]+/_stcore/(health|host-config)$")
"""On a link to a page below the root, Streamlit's own front end first looks for its server there; the browser notes the 404."""


def pytest_collection_modifyitems(items):
    """Without a browser these tests can't run: on a developer's machine they are skipped and say so, in CI (CI=true) that is a failure."""
    ours = [item for item in items if item.path.is_relative_to(ROOT / "tests" / "browser")]
    for item in ours:
        item.add_marker("browser")
    try:
        if ours:
            find_browser()
    except ExportError as error:
        if os.environ.get("CI") != "true":
            for item in ours:
                item.add_marker(pytest.mark.skip(reason=f"no browser: {error.fields['detail']}"))


@pytest.fixture(scope="package")
def browser():
    with sync_playwright() as playwright, launch(playwright) as browser:
        yield browser


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with serving(ROOT / "app.py", folder / "log.txt", env={"YANJING_WORKSPACE": str(folder / "workspace")}) as server:
        yield server


class Record:
    """What a page asked for and complained about; and from its beginning on, its runs."""

    def __init__(self, page):
        self.requests = []
        self.errors = []
        RUNS[page] = Runs(page)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._said)

    def _said(self, message):
        if message.type == "error" and not PROBES.search(message.location.get("url", "")):
            self.errors.append(f"{message.text} ({message.location.get('url')})")

    def check(self):
        outside = [url for url in self.requests if not local(url)]
        assert self.requests
        assert not outside, outside
        assert not self.errors, self.errors


def local(url):
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob"} or parts.hostname in {"localhost", "127.0.0.1"}


@pytest.fixture
def open_tab(browser, server):
    """Open a new tab, with nothing kept from other ones, on a link of the app; at the end its record is checked."""
    contexts, records = [], []

    def open_(link="/"):
        context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        records.append(Record(page))
        page.goto(server.url + link)
        return page

    yield open_
    for context in contexts:
        context.close()
    for record in records:
        record.check()
