"""An archive gives its files under their paths; what is wrong with one is an error in its place."""

import io
import struct
import zipfile
import zlib

import pytest

from analysis.errors import ReadingError
from analysis.reading import archive
from analysis.reading.archive import members
from analysis.reading.sources import Source

TEXT = "同志们：抓好“三农”工作。".encode()


def packed(files, *, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def named(*names, flag=0, extra=None):
    """An archive whose members have these bytes as names, as old programs write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for i, name in enumerate(names):
            entry = zipfile.ZipInfo(f"{i:0{len(name)}}")
            entry.extra = extra(name) if extra else b""
            package.writestr(entry, TEXT)
    data = out.getvalue()
    for i, name in enumerate(names):
        data = data.replace(f"{i:0{len(name)}}".encode(), name)
    return data


def opened(data, name="全.zip"):
    return list(members(Source(name, data)))


def outcome(data):
    return [one.name if isinstance(one, Source) else one.fields.get("detail", one.code) for one in opened(data)]


def test_files_come_under_their_paths_in_order():
    found = opened(packed({"2012/春/讲话.txt": TEXT, "空/": b"", "a.docx": b"PK", "2013.txt": b"2"}))
    assert [(one.name, one.data) for one in found] == [("2012/春/讲话.txt", TEXT), ("a.docx", b"PK"), ("2013.txt", b"2")]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "cp950"])
def test_names_without_the_mark_of_their_encoding_are_read(encoding):
    names = ["一九九二年/在全市工作會議上的講話.txt", "許功蓋.txt"]
    assert outcome(named(*(name.encode(encoding) for name in names))) == names


def test_a_name_in_unicode_beside_the_old_one_prevails():
    def beside(name):
        unicode = "讲话.txt".encode()
        return struct.pack("<HHBI", 0x7075, len(unicode) + 5, 1, zlib.crc32(name)) + unicode

    assert outcome(named(b"\xbd\xb2??.txt", extra=beside)) == ["讲话.txt"]


def test_backslashes_are_folders():
    assert outcome(named("2012年\\讲话.txt".encode("gb18030"))) == ["2012年/讲话.txt"]


def test_what_systems_leave_behind_is_passed_over():
    link = zipfile.ZipInfo("链接.txt")
    link.external_attr = 0o120777 << 16
    files = {
        "__MACOSX/._讲话.txt": b"x",
        ".DS_Store": b"x",
        "~$讲话.docx": b"x",
        ".git/config": b"x",
        "Thumbs.db": b"x",
        link: b"/etc/passwd",
        "讲话.txt": TEXT,
    }
    assert outcome(packed(files)) == ["讲话.txt"]


@pytest.mark.parametrize("name", ["../讲话.txt", "/etc/讲话.txt", "C:/讲话.txt", "C:\\讲话.txt", "a/../../讲话.txt", "..\\讲话.txt"])
def test_a_path_that_leads_out_is_refused_and_the_rest_is_read(name):
    assert outcome(packed({name: TEXT, "好.txt": TEXT})) == ["path_leads_out", "好.txt"]


def test_archives_open_twice_and_no_further():
    deep = packed({"三.zip": packed({"四.txt": TEXT}), "丙.txt": TEXT})
    assert outcome(packed({"甲.txt": TEXT, "二/里.zip": deep})) == ["甲.txt", "too_deep", "二/里.zip/丙.txt"]


def test_documents_that_are_zips_stay_whole():
    document = packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert [one.data for one in opened(document, "讲话.zip")] == [document]
    assert outcome(packed({"a.docx": document, "b.epub": packed({"mimetype": b"application/epub+zip"})})) == ["a.docx", "b.epub"]


def test_a_locked_member_is_refused_by_name():
    data = bytearray(packed({"密.txt": TEXT, "好.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    found = opened(bytes(data))
    assert outcome(bytes(data)) == ["encrypted", "好.txt"]
    assert found[0].fields["name"] == "全.zip / 密.txt"


def test_a_member_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000)
    assert outcome(packed({"大.txt": bytes(1_001), "好.txt": TEXT})) == ["too_large", "好.txt"]


def test_a_member_packed_too_tightly_is_a_bomb():
    assert outcome(packed({"弹.txt": bytes(15_000_000), "好.txt": TEXT})) == ["overpacked", "好.txt"]


def test_all_of_it_may_not_unpack_to_too_much(monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL", 10_000)
    assert outcome(packed({f"{i}.txt": bytes(4_000) for i in range(3)})) == ["unpacks_too_large"]
    inner = packed({f"{i}.txt": bytes(4_000) for i in range(2)})
    assert outcome(packed({"a.zip": inner, "b.zip": inner, "c.txt": TEXT}))[:2] == ["a.zip/0.txt", "a.zip/1.txt"]
    assert outcome(packed({"a.zip": inner, "b.zip": inner, "c.txt": TEXT}))[2:] == ["unpacks_too_large", "c.txt"]


def test_too_many_files_are_refused_at_once(monkeypatch):
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    assert outcome(packed({f"{i}.txt": b"x" for i in range(4)})) == ["too_many_files"]


def test_sizes_that_lie_are_not_believed(monkeypatch):
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000)
    data = bytearray(packed({"谎.txt": bytes(100_000), "好.txt": TEXT}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 500)
    found = opened(bytes(data))
    assert isinstance(found[0], ReadingError)
    assert found[1].name == "好.txt"


def test_a_member_torn_inside_is_refused_and_the_rest_is_read():
    data = bytearray(packed({"坏.txt": TEXT * 50, "好.txt": TEXT}))
    data[60] ^= 0xFF
    assert outcome(bytes(data)) == ["torn", "好.txt"]


def test_a_packing_nobody_knows_is_named():
    data = bytearray(packed({"旧.txt": TEXT}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + at] = 9
    assert outcome(bytes(data)) == ["packing_unknown"]


@pytest.mark.parametrize("cut", range(0, 100, 6))
def test_an_archive_cut_anywhere_gives_an_error(cut):
    data = packed({"甲.txt": TEXT * 9, "乙.txt": TEXT})
    assert outcome(data[: len(data) * cut // 100]) == ["no_package"]
