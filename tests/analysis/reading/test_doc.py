"""Word 97–2003: by LibreOffice where it is, by the reader of what the file really is, or a plain word that it can't be."""

import os
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from analysis import errors
from analysis.reading import doc
from tests.conftest import ROOT

ROUND = ROOT / "tests" / "files" / "round"
OLE = b"\xd0\xcf\x11\xe0" + bytes(500) + "WordDocument".encode("utf-16-le")
posix = pytest.mark.skipif(os.name != "posix", reason="stands in for LibreOffice by a shell script")


def stand_in(tmp_path, monkeypatch, script):
    """Put a program in LibreOffice's place, and the temporary folders where they can be counted."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(doc, "libreoffice", lambda: str(program))


def test_without_libreoffice_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(doc, "libreoffice", lambda: "")
    with pytest.raises(errors.OldWordError, match=r"讲话\.doc.*\.docx"):
        doc.extract("讲话.doc", OLE, None)


@pytest.mark.parametrize("other", ["rtf", "docx"])
def test_what_only_ends_in_doc_is_read_as_what_it_is(other, monkeypatch):
    monkeypatch.setattr(doc, "libreoffice", lambda: "")
    assert doc.extract("a.doc", (ROUND / f"rules.{other}").read_bytes(), None).text.startswith("青川县机关效能建设若干规定\n")


@posix
def test_the_program_gets_a_profile_of_its_own_and_all_is_cleared_away(tmp_path, monkeypatch):
    made, asked = ROUND / "rules.docx", tmp_path / "asked"
    # the arguments: profile, switches, --convert-to docx --outdir FOLDER FILE
    script = f'echo "$@" > {asked}\nfor last; do :; done\ncp {made} "$(dirname "$last")/speech.docx"\n'
    stand_in(tmp_path, monkeypatch, script)
    assert doc.extract("../../讲话 1.wps", OLE, None).text.startswith("青川县")
    words = asked.read_text(encoding="utf-8")
    assert "-env:UserInstallation=file:///" in words
    assert "--headless" in words
    assert words.rstrip().endswith("speech.wps"), "the name given never reaches the command"
    assert not list((tmp_path / "temporary").iterdir())


@posix
@pytest.mark.parametrize(("script", "detail"), [("exit 1\n", "not_converted"), ("sleep 30 & sleep 30\n", "conversion_time")])
def test_a_program_that_fails_or_hangs_is_left(tmp_path, monkeypatch, script, detail):
    stand_in(tmp_path, monkeypatch, script)
    if detail == "conversion_time":
        monkeypatch.setattr(doc, "SECONDS", 0.2)
    with pytest.raises(errors.BrokenFileError) as caught:
        doc.extract("a.doc", OLE, None)
    assert caught.value.fields["detail"] == detail
    assert not list((tmp_path / "temporary").iterdir())


def test_places_are_looked_through(monkeypatch):
    monkeypatch.setattr(doc.shutil, "which", lambda _: None)
    monkeypatch.setattr(doc, "_PLACES", (str(Path(sys.executable)),))
    assert doc.libreoffice() == str(Path(sys.executable))
    monkeypatch.setattr(doc, "_PLACES", ())
    assert not doc.libreoffice()


@pytest.mark.skipif(not doc.libreoffice(), reason="needs LibreOffice")
def test_rubbish_under_the_name_is_refused():
    with pytest.raises(errors.ReadingError):
        doc.extract("a.doc", b"\xd0\xcf\x11\xe0" + bytes(2000), None)
