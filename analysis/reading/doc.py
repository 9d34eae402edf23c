"""
A document of Word 97–2003 (.doc, .dot, .wps) is turned into .docx by LibreOffice, where that is installed, and read as such.

No kept library reads the binary format. Many files that end in .doc hold something else (RTF, .docx, a web page saved by an office system), which goes
to the reader of what it is. LibreOffice runs without a window, with a profile of its own that is thrown away, with macros off, and not for long.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import cast

from analysis.errors import BrokenFileError, OldWordError
from analysis.reading.extracted import Extracted

SECONDS = 60
"""How long LibreOffice may take; a long report takes 2 to 5 seconds, most of them for starting."""

_FORMAT = "Word 97–2003 (.doc)"
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_ENDINGS = (".doc", ".dot", ".wps")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text. Raise OldWordError where there is no LibreOffice, BrokenFileError where it makes nothing of the file."""
    other = _held(data)
    if other:
        return cast("Extracted", import_module("analysis.reading." + other).extract(name, data, encoding))
    program = libreoffice()
    if not program:
        raise OldWordError(name=name, ending=_ending(name))
    from analysis.reading import docx

    return docx.extract(name, _converted(program, name, data), encoding)


def libreoffice() -> str:
    """Return the path of LibreOffice's program, "" where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), "")


def _held(data: bytes) -> str:
    """Return the module that reads what is in the file, "" where it is the binary format after all."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    return "html" if head[:9].lower().startswith((b"<html", b"<!doctype")) else ""


def _ending(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def _converted(program: str, name: str, data: bytes) -> bytes:
    ending = _ending(name)
    with tempfile.TemporaryDirectory(prefix="yanjing-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "profile" / "user").mkdir(parents=True)
        (place / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        source = place / f"speech{ending if ending in _ENDINGS else '.doc'}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        _run([*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)], name)
        made = place / "speech.docx"
        if not made.is_file():
            raise BrokenFileError(name=name, format=_FORMAT, detail="not_converted")
        return made.read_bytes()


def _run(command: list[str], name: str) -> None:
    """Run LibreOffice to its end; past the time limit it is ended with all that it started."""
    own_group = os.name == "posix"
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=own_group)
    try:
        process.wait(SECONDS)
    except BaseException as error:
        if own_group:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise BrokenFileError(name=name, format=_FORMAT, detail="conversion_time") from error
        raise
