"""Whatever is given becomes single sources, in order, errors in their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ReadingError
from analysis.reading.read import read
from analysis.reading.sources import LONGEST, Source, expand, safe_name
from analysis.reading.tables import Columns
from tests.analysis.reading.test_archive import packed
from tests.analysis.reading.test_speech_tables import BODY, TABLES


@pytest.mark.parametrize("name", ["讲话.txt", "讲话.docx", "2012/讲话", "讲话.zip.txt"])
def test_single_files_go_through_as_they_are(name):
    source = Source(name, b"x")
    (found,) = expand(source)
    assert found is source


def test_tables_in_archives_in_archives_give_their_rows():
    name, data = TABLES["xlsx"]
    outer = packed({"2012/a.txt": b"A", "里.zip": packed({f"表/{name}": data}), "b.csv": "标题\n短\n".encode()})
    found = list(expand(Source("全.zip", outer)))
    assert [getattr(one, "name", one) for one in found[:3]] == ["2012/a.txt", "里.zip/表/表.xlsx#2.txt", "里.zip/表/表.xlsx#3.txt"]
    assert found[1].data.decode() == BODY[0][-1]
    assert isinstance(found[3], ReadingError)
    assert found[3].fields["detail"] == "no_text_column"


def test_a_person_says_what_the_columns_are():
    asked = []

    def ask(name, preview):
        asked.append((name, preview.n_rows))
        return Columns(text="标题", own=("省份",))

    found = list(expand(Source(*TABLES["csv"]), ask))
    assert asked == [("表.csv", 2)]
    assert [(source.data.decode(), dict(source.given)) for source in found] == [(line[1], {"own:省份": line[5]}) for line in BODY]


def test_without_an_answer_the_guess_is_taken():
    assert len(list(expand(Source(*TABLES["csv"]), lambda _name, _preview: None))) == 2


@pytest.mark.parametrize("ending", ["zip", "xlsx", "csv", "tsv", "jsonl"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", bytes(range(256)) * 20, b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_rubbish_is_an_error_and_never_raised(ending, data):
    (found,) = expand(Source(f"坏.{ending}", data))
    assert isinstance(found, ReadingError)
    assert f"坏.{ending}" in str(found)


def test_a_row_without_text_is_refused_when_it_is_read():
    found = list(expand(Source("t.csv", "正文,年\n,2012\n讲话,2013\n".encode())))
    with pytest.raises(ReadingError, match=r"t\.csv#2"):
        read(found[0].name, found[0].data)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("2012/讲话.txt", "2012/讲话.txt"),
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\..\\讲话.docx", "Users/讲话.docx"),
        ("/绝对//路径/./a.txt", "绝对/路径/a.txt"),
        ("讲话\0.exe\n.txt", "讲话.exe.txt"),
        ("讲\u202etxt.exe", "讲txt.exe"),
        ("CON", "_CON"),
        ("a/aux.txt", "a/_aux.txt"),
        ("什么?*<>|.txt", "什么_____.txt"),
        ("末尾. .", "末尾"),
        ("", "_"),
        ("..", "_"),
        ("\u200b\ufeff", "_"),
        ("\ud800半.txt", "半.txt"),
        ("e\u0301.txt", "é.txt"),
    ],
)
def test_names_from_hell_become_labels(name, label):
    assert safe_name(name) == label


def test_a_long_name_keeps_its_beginning_and_its_ending():
    label = safe_name("2012/" + "长" * 300 + "讲话.docx")
    assert len(label) <= LONGEST
    assert label.startswith("2012/长")
    assert label.endswith("讲话.docx")


@given(st.text(max_size=400))
def test_a_safe_name_is_safe_and_stays_as_it_is(name):
    label = safe_name(name)
    assert label == safe_name(label)
    assert 0 < len(label) <= LONGEST
    assert label.isprintable()
    assert not {"..", ".", ""} & set(label.split("/"))
    assert not set('\\<>:"|?*\0') & set(label)
