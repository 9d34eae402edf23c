"""
A cold start in a browser: from `goto` to the first drawn chart, with server and browser started anew each time.

The program, on a workspace that it has opened before and on a new one (into which it first imports the sample), against an empty Streamlit app of two
pages with one chart, in turn.
"""

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.clock import ratio, show_table
from bench.driving import ROOT, launch, serving

DRAWN = ".js-plotly-plot .trace .point"
"""A chart's first mark."""

QUIET = ("--server.headless", "true", "--server.address", "localhost", "--browser.gatherUsageStats", "false")


def show(starts: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        used = folder / "used"
        start_seconds(ROOT / "app.py", folder, used)
        measures: dict[str, Callable[[], float]] = {
            "an empty app with one chart": lambda: start_seconds(ROOT / "bench" / "empty" / "app.py", folder, None),
            "this app": lambda: start_seconds(ROOT / "app.py", folder, used),
            "this app, importing the sample first": lambda: start_seconds(ROOT / "app.py", folder, new_folder(folder / "new")),
        }
        times: dict[str, list[float]] = {what: [] for what in measures}
        for number in range(starts):
            for what in list(measures)[:: 1 if number % 2 == 0 else -1]:
                times[what].append(measures[what]())
    empty = times["an empty app with one chart"]
    rows = [
        (what, f"{statistics.median(seconds):.2f}", f"{min(seconds):.2f}–{max(seconds):.2f}", ratio(seconds, empty))
        for what, seconds in times.items()
    ]
    show_table(f"Cold start to the first drawn chart, {starts} starts each, in turn", ("", "median s", "lowest–highest", "× the empty app"), rows)


def start_seconds(app: Path, folder: Path, workspace: Path | None) -> float:
    """Return the seconds from `goto` to the first mark of a chart; starting the server and the browser is not in them."""
    env = {"YANJING_WORKSPACE": str(workspace)} if workspace else {}
    with serving(app, folder / "log.txt", options=QUIET, env=env) as server, sync_playwright() as playwright, launch(playwright) as browser:
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(server.url)
        page.wait_for_selector(DRAWN, timeout=120_000)
        return time.perf_counter() - start


def new_folder(path: Path) -> Path:
    shutil.rmtree(path, ignore_errors=True)
    return path
