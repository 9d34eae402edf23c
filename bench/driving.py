"""A server of its own and an installed browser, for the cold start and for the browser tests."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from analysis.export.image import find_browser

ROOT = Path(__file__).resolve().parents[1]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 60.0
"""Seconds a server may take until it answers."""


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    pid: int
    log: Path


@contextmanager
def serving(
    app: Path,
    log: Path,
    *,
    options: Sequence[str] = ("--server.headless", "true"),
    env: Mapping[str, str] | None = None,
    begun: Callable[[int], object] = id,
) -> Iterator[Server]:
    """
    Run a Streamlit app in a process of its own, from its own folder, until the block ends.

    What it says goes to *log*; *begun* is called with its process id before it has done anything.
    """
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.port", str(port), *options]
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command, cwd=app.parent, env=dict(os.environ) | dict(env or {}), stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
        ) as process,
    ):
        begun(process.pid)
        try:
            _wait(process, port, log)
            yield Server(f"http://localhost:{port}", process.pid, log)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    message = f"the server did not answer: {log.read_text(encoding='utf-8', errors='replace')[-2000:]}"
    raise RuntimeError(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def launch(playwright: Playwright) -> Browser:
    """Start the installed Chrome, Chromium or Edge; `ExportError` where there is none."""
    return playwright.chromium.launch(executable_path=find_browser(), headless=True, args=list(ARGUMENTS))
