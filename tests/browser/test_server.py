"""Started as the README says, the program listens to this machine alone and asks no other one for anything."""

import ipaddress
import json
import os
import threading
import time
from contextlib import suppress

import psutil
import pytest

from bench.driving import ROOT, serving
from tests.browser.conftest import Record
from tests.browser.steps import WAIT, ZH, shown

WATCH = ROOT / "tests" / "browser" / "watch"


class Watch(threading.Thread):
    """Looks at all sockets of a process and its children, again and again."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.process = psutil.Process(pid)
        self.listening, self.remote, self.looks, self.over = set(), set(), 0, threading.Event()

    def run(self):
        while not self.over.is_set():
            with suppress(psutil.NoSuchProcess):
                for process in [self.process, *self.process.children(recursive=True)]:
                    for connection in process.net_connections(kind="inet"):
                        if connection.status == psutil.CONN_LISTEN:
                            self.listening.add(connection.laddr.ip)
                        elif connection.raddr:
                            self.remote.add(connection.raddr.ip)
            self.looks += 1
            time.sleep(0.01)


def is_here(host):
    if host == "localhost":
        return True
    with suppress(ValueError):
        return ipaddress.ip_address(host.removeprefix("::ffff:")).is_loopback
    return False


@pytest.fixture
def started(tmp_path):
    """The README's command with nothing added but a free port; whatever would open a browser opens nothing."""
    log = tmp_path / "sockets.jsonl"
    stub = tmp_path / "bin" / "xdg-open"
    stub.parent.mkdir()
    stub.write_text("#!/bin/sh\n", encoding="utf-8")
    stub.chmod(0o755)
    env = {
        "BROWSER": "true",
        "PATH": f"{stub.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(WATCH),
        "YANJING_TEST_SOCKETS": str(log),
        "YANJING_WORKSPACE": str(tmp_path / "workspace"),
    }
    watches = []

    def begun(pid):
        watches.append(Watch(pid))
        watches[0].start()

    with serving(ROOT / "app.py", tmp_path / "log.txt", options=(), env=env, begun=begun) as server:
        yield server, watches[0], log


def test_it_listens_and_speaks_to_this_machine_alone(started, browser):
    server, watch, log = started
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(WAIT)
    record = Record(page)
    page.goto(server.url)
    shown(page, "corpus", ZH)
    context.close()
    record.check()
    watch.over.set()
    watch.join()
    assert watch.looks > 10
    assert watch.listening
    assert all(map(is_here, watch.listening)), watch.listening
    assert watch.remote
    assert all(map(is_here, watch.remote)), watch.remote
    noted = {tuple(json.loads(line)) for line in log.read_text(encoding="utf-8").splitlines()}
    assert any(event == "socket.bind" for event, _ in noted)
    assert {(event, host) for event, host in noted if not is_here(host)} == set()
