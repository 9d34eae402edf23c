r"""RTF with Chinese in it, as Word, WPS and small programs write it: \'xx, \uN, raw bytes, letters as second bytes."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import errors
from analysis.reading import repairs
from analysis.reading.rtf import extract

FONTS = (
    r"{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times New Roman;}{\f2\fnil\fcharset136 PMingLiU;}"
    r"{\f3\froman\fcharset2 Symbol;}{\f4\fnil\fcharset2 Wingdings;}}"
)


def rtf(body, head=r"\ansicpg936\deff0"):
    return rb"{\rtf1\ansi" + head.encode() + FONTS.encode() + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"}"


def text_of(body, **more):
    return extract("a.rtf", rtf(body, **more), None).text


def hexed(text, codec="gb18030"):
    return "".join(f"\\'{b:02x}" for b in text.encode(codec))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (hexed("改革开放"), "改革开放"),
        (r"\uc2\u25913 \'b8\'c4\u38761 \'b8\'ef", "改革"),
        (r"\uc1\u25913 \'b8\'c4\u38761 ?", "改革"),
        (r"\uc0\u25913\u38761", "改革"),
        (r"\u-28589 ?", "道"),
        (r"\uc1\u-10179 ?\u-9205 ?", "\U0001f40b"),
        ("改革".encode("gb18030"), "改革"),
        (r"\f2 " + hexed("改革", "cp950"), "改革"),
        (r"\f2 \'acO", "是"),
        (r"\f2 \'b3\\", "許"),
        (r"\'95@", b"\x95@".decode("gb18030")),
        (r"\f1 " + hexed("改革") + r"\f1 abc", "改革abc"),
        (r"\f1 \'93abc\'94", "“abc”"),
        (r"\ldblquote 三农\rdblquote".encode("gb18030"), "“三农”"),
        (r"\f3 \'b7\f0" + hexed("甲"), "•甲"),
        (r"\f4 \'6c\f0" + hexed("甲"), "●甲"),
        (hexed("朱镕基喆"), "朱镕基喆"),
        (r"a\'a1\'a1b", "a\u3000b"),
        (r"\{\'d2\'bb\}", "{一}"),
    ],
)
def test_every_way_of_writing_chinese(body, text):
    assert text_of(body) == text


def test_code_pages_by_language_and_by_hand():
    assert text_of(r"\f1 " + hexed("改革"), head=r"\deflangfe2052") == "改革"
    assert text_of(r"\f1 " + hexed("改革"), head="") == "改革"
    assert extract("a.rtf", rtf(r"\f1 " + hexed("改革", "cp950"), head=r"\ansicpg1252"), "big5").text == "改革"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=40))
def test_any_text_comes_back(text):
    units = text.encode("utf-16-le")
    escaped = "".join(f"\\u{int.from_bytes(units[i : i + 2], 'little', signed=True)} ?" for i in range(0, len(units), 2))
    assert text_of("x" + escaped + "x") == "x" + text.replace("\u2011", "-") + "x"


def test_numbers_hidden_text_notes_and_changes():
    body = (
        r"{\listtext\pard\plain\f0 " + hexed("一、") + r"\tab}" + hexed("总则") + r"\par "
        r"{\pntext\f0 1.\tab}" + hexed("甲") + r"\par "
        r"{\*\pn\pnlvlbody{\pntxta .}}"
        + hexed("见")
        + r"{\v "
        + hexed("隐")
        + r"}{\v\b "
        + hexed("藏")
        + "}"
        + hexed("显")
        + r"{\deleted "
        + hexed("删")
        + "}"
        r"{\super\chftn{\footnote\pard\plain{\super\chftn}\f0 " + hexed("出处") + r"}}" + hexed("。") + r"\par "
        r"{\*\annotation\f0 " + hexed("请核") + r"}{\header\f0 " + hexed("内部资料") + r"\par}{\footer\f0 " + hexed("第1页") + r"\par}"
        r"\v " + hexed("全隐") + r"\par\plain\f0 " + hexed("完")
    )
    found = extract("a.rtf", rtf(body), None)
    assert found.text.split("\n") == ["一、总则", "1. 甲", "见显［1］。", "完", "［1］出处"]
    assert found.left_out == {"hidden_text": 2, "deleted_text": 1, "comments": 1, "headers": 1}
    assert repairs.apply(found.text, found.repairs).split("\n")[2] == "见显。"


def test_tables_boxes_fields_and_pictures():
    def row(*cells):
        return r"\trowd\cellx1\cellx2 " + "".join(r"\pard\intbl " + cell + r"\cell " for cell in cells) + r"\row "

    body = (
        hexed("前")
        + r"\par "
        + row(hexed("县区"), hexed("增速"))
        + row(hexed("甲"), "8%")
        + row(hexed("一") + r"\par " + hexed("二"), hexed("三"))
        + r"\pard "
        + hexed("段")
        + r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard "
        + hexed("框")
        + r"\par}}{\shprslt x}}\par "
        + r"{\field{\*\fldinst PAGE }{\fldrslt 3}}{\field{\*\fldinst EQ \\o\\ac("
        + hexed("○")
        + r",2)}{\fldrslt }}"
        + r"{\pict\wmetafile8 0102{}abcdef}{\object\objemb{\*\objdata 0102}}"
        + r"\page "
        + hexed("后")
    )
    found = extract("a.rtf", rtf(body), None)
    assert found.text.split("\n") == ["前", "县区\t增速", "甲\t8%", "一", "二", "三", "段", "框", "3②后"]
    assert found.left_out == {"pictures": 1}


def test_raw_binary_is_stepped_over():
    assert text_of(rb"{\pict\bin5 }}}}}}" + "甲".encode("gb18030")) == "甲"


def test_facts():
    body = r"{\info{\title " + hexed("在全市会议上的讲话") + r"}{\author " + hexed("微软用户") + r"}{\creatim\yr2012\mo3\dy5\hr8}}" + hexed("甲")
    assert extract("a.rtf", rtf(body), None).facts == {"title": "在全市会议上的讲话", "date": "2012-03-05"}


@pytest.mark.parametrize(("data", "detail"), [(b"plain text", "no_rtf"), (rtf("甲".encode("gb18030") + rb"{\b{\i ")[:-1], "torn")])
def test_what_is_no_rtf_and_what_was_cut_off(data, detail):
    with pytest.raises(errors.BrokenFileError) as caught:
        extract("a.rtf", data, None)
    assert caught.value.fields["detail"] == detail


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_rubbish_is_read_or_refused_and_nothing_else(data):
    with contextlib.suppress(errors.ReadingError):
        extract("a.rtf", rtf(data), None)
