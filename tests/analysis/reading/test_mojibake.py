"""Misread text is read again where nothing was lost, named where something was, and ordinary text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import mojibake, repairs
from analysis.reading.fold import fold
from analysis.reading.read import read
from tests.analysis.reading.test_fold import SPEECHES, traditional

LINES = [line for speech in SPEECHES for line in speech.split("\n") if line]


def through_gbk(text, lost="?"):
    """UTF-8 read as GBK, as Windows does: 80 is €, and a byte that fits nothing is lost."""
    data, out, i = text.encode(), "", 0
    while i < len(data):
        two = data[i : i + 2]
        try:
            out += two[:1].decode("ascii") if two[0] < 0x80 else two.decode("gb18030")
            i += 1 if two[0] < 0x80 else 2
        except UnicodeDecodeError:
            out += "€" if two[0] == 0x80 else lost
            i += 1
    return out


def through_windows(text):
    return "".join(bytes([b]).decode("latin-1" if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for b in text.encode())


def through_latin(text):
    return text.encode().decode("latin-1")


def gbk_through_latin(text):
    return text.encode("gb18030").decode("latin-1")


def kinds(text):
    return {repair.kind: len(repair.edits) for repair in repairs.find(text)}


def repaired(text):
    return repairs.apply(text, repairs.find(text))


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("鍚屽織浠\ue10a細", "同志们："),
        ("å…šçš„å»ºè®¾", "党的建设"),
        ("µ³µÄ½¨Éè¹¤×÷", "党的建设工作"),
        ("会议强调：鍚屽織浠\ue10a細", "会议强调：同志们："),
    ],
)
def test_known_forms(misread, meant):
    assert repaired(misread) == meant
    assert kinds(misread) == {"mojibake": 1}


@pytest.mark.parametrize("wrongly", [through_windows, through_latin])
def test_utf_8_read_as_latin_comes_back_whole(wrongly):
    assert repaired("\n".join(map(wrongly, LINES))) == "\n".join(LINES)


def test_gbk_read_as_latin_comes_back_whole():
    assert repaired("\n".join(map(gbk_through_latin, LINES))) == "\n".join(LINES)


def test_utf_8_read_as_gbk_comes_back_where_nothing_was_lost():
    whole = [line for line in LINES if "?" not in through_gbk(line)]
    assert len(whole) > 40
    assert repaired("\n".join(map(through_gbk, whole))) == "\n".join(whole)


@pytest.mark.parametrize("sign", ["?", "\ufffd"])
def test_what_was_lost_is_named_and_the_rest_comes_back(sign):
    misread = "\n".join(through_gbk(line, sign) for line in LINES)
    text = repaired(misread)
    places = mojibake.lost(text)
    assert sum(end - start for start, end in places) < 0.1 * len(text)
    for line, again in zip(LINES, text.split("\n"), strict=True):
        assert line == again or any(c in again for c in "?\ufffd")
    assert all(text[end - 1] == sign for _, end in places)
    assert len(places) > 0.9 * text.count(sign) - text.count(sign + sign)


def test_a_lost_half_is_left_as_it_stands():
    misread = through_gbk("把各项工作都落到实处。")
    assert misread.endswith("銆?")
    assert repaired(misread) == "把各项工作都落到实处銆?"
    assert mojibake.lost("把各项工作都落到实处銆?") == [(10, 12)]
    assert kinds(misread) == {"mojibake": 1}  # the ? is no question


@pytest.mark.parametrize(
    ("text", "places"), [("锟斤拷锟斤拷开会", [(0, 6)]), ("开会锟斤拷锟斤", [(2, 7)]), ("她是婢?", []), ("怎么办?", []), ("一斤", [])]
)
def test_places_where_bytes_were_lost(text, places):
    assert mojibake.lost(text) == places


def test_indents_within_misread_lines_are_layout_too():
    assert repaired(through_gbk("　　改革创新，实事求是，")) == "改革创新，实事求是，"


RARE = "㛃䶮𠮷镕堃喆犇骉淼焱垚叕鱻麤龘靐齉爨槑囧烎玊砼氿汆氽鍚鎬鏄鐨銆鍦涓浜鍙"


@pytest.mark.parametrize(
    "text",
    [
        *SPEECHES,
        *(traditional(speech) for speech in SPEECHES),
        RARE,
        "市长鍚某和鎬某到会",
        "pinyin: lǜ é è ê ü à",
        "5×7÷2·±°",
        "Ça va? Müller, Gödel, Škoda — naïve café",
    ],
)
def test_ordinary_text_is_left_alone(text):
    assert mojibake.find(text) == []
    assert mojibake.lost(text) == []


def test_rare_characters_among_common_ones_are_left_alone():
    for speech in SPEECHES[:4]:
        mixed = "".join(c + RARE[i % len(RARE)] if i % 7 == 0 else c for i, c in enumerate(speech))
        assert mojibake.find(mixed) == []


@given(st.text(alphabet=st.one_of(st.sampled_from(RARE + "é€Ã¤å¸\ue10a?\n的"), st.characters(exclude_categories=["Cs"]))))
def test_edits_lie_in_order_within_lines(text):
    end = 0
    for edit in mojibake.find(text):
        assert end <= edit.start < edit.end <= len(text)
        assert "\n" not in text[edit.start : edit.end]
        assert edit.replacement
        end = edit.end


def test_a_misread_file_is_no_rubbish_for_its_private_codes():
    text = "\n".join(line for line in LINES if "?" not in through_gbk(line))
    misread = through_gbk(text)
    assert read("a.txt", misread.encode()).text == text
    assert "\ue1ba" in through_gbk("群众帮助群众。") or fold(misread)
