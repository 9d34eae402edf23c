"""A damaged, locked or empty PDF gives one clear error, soon, and never a text that is wrong unseen."""

import random
from contextlib import suppress

import pytest

from analysis.errors import ReadingError
from analysis.reading import pdf_glyphs
from analysis.reading.extracted import Extracted
from analysis.reading.pdf import extract
from tests.conftest import ROOT
from tests.files.tiny_pdf import CATALOG, file, pages, stream

FILES = ROOT / "tests" / "files" / "pdf"
SOUND = pages([(f"72 {700 - 20 * i}", "同志们，今天的会议只开半天，说三件事。") for i in range(30)])
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
PICTURE = [("0 0", "PICTURE")]


def refusal(data):
    with pytest.raises(ReadingError) as caught:
        extract("坏.pdf", data, None)
    assert "坏.pdf" in str(caught.value)
    return caught.value.fields["detail"]


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"%PDF-1.7\n" + random.Random(1).randbytes(5_000), "torn"),
        (b"no PDF at all", "torn"),
        (SOUND[: len(SOUND) // 2], "torn"),
        (file([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 5>>"]), "torn"),
        (file([CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1000000>>"]), "pdf_long"),
        (file([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 100>>", PAGE + b">>"]), "torn"),
        ((FILES / "locked.pdf").read_bytes(), "pdf_encrypted"),
        (pages(PICTURE), "pdf_scan"),
        (pages(PICTURE, PICTURE, [("72 30", "2")]), "pdf_scan"),
        (pages([("72 700", "同志们，今天\ue001\ue002\ue003议只开半天。")]), "pdf_unmapped"),
    ],
    ids=["random", "none", "cut", "loop", "loop to itself", "fewer pages than said", "locked", "scan", "numbered scan", "unmapped"],
)
def test_what_cannot_be_read_says_why(data, detail):
    assert refusal(data) == detail


def test_the_share_of_unknown_characters_is_said():
    with pytest.raises(ReadingError) as caught:
        extract("坏.pdf", pages([("72 700", "今天开会\ue001")]), None)
    assert caught.value.fields["share"] == "20%"


def test_one_unknown_character_in_a_hundred_is_let_through():
    lines = [(f"72 {700 - 20 * i}", "同志们今天开会") for i in range(20)]
    assert "徽\ue001章" in extract("徽.pdf", pages([*lines, ("72 100", "徽\ue001章")]), None).text


@pytest.mark.parametrize("data", [file([CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"]), pages([])], ids=["no page", "an empty page"])
def test_nothing_in_it_is_an_empty_text(data):
    assert extract("空.pdf", data, None).text == ""


def test_a_password_for_changing_is_none_for_reading():
    assert extract("权.pdf", (FILES / "owned.pdf").read_bytes(), None).text == "同志们：今天的会议只开半天。"


def test_a_form_that_holds_itself_ends_in_time(monkeypatch):
    monkeypatch.setattr(pdf_glyphs, "SECONDS", 0.5)
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    content = PAGE + b"/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    data = file([CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", content, stream(b"/X Do"), stream(b"/X Do /X Do", form)])
    assert refusal(data) == "pdf_slow"


def test_what_was_mended_is_said():
    assert extract("补.pdf", SOUND.replace(b"startxref\n", b"startxref\n9"), None).left_out == {"damaged_parts": 1}


@pytest.mark.parametrize("seed", range(6))
def test_flipped_bits_are_read_or_refused(seed):
    rng = random.Random(seed)
    sample = SOUND if seed % 2 else (FILES / "rules_official.pdf").read_bytes()
    for _ in range(10):
        data = bytearray(sample)
        for _ in range(rng.choice((1, 5, 50))):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        with suppress(ReadingError):
            assert isinstance(extract("位.pdf", bytes(data), None), Extracted)
