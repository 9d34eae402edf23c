"""Markdown gives its plain lines."""

import pytest

from analysis.reading.markdown import plain
from analysis.reading.read import read


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("# 在全市会议上的讲话", "在全市会议上的讲话"),
        ("## 一、工作 ##", "一、工作"),
        ("#标签不是标题", "#标签不是标题"),
        ("增强**“四个意识”**，*坚定*信心", "增强“四个意识”，坚定信心"),
        ("**第一，**抓***落实***。~~旧~~`码`", "第一，抓落实。旧码"),
        ("**a *b* c**", "a b c"),
        ("snake_case_name 和 _强调_", "snake_case_name 和 强调"),
        ("- 一条\n* 二条\n+ [x] 三条", "一条\n二条\n三条"),
        ("1. 甲\n3. 丙", "1. 甲\n3. 丙"),
        ("> 引用\n> > 再引", "引用\n再引"),
        ("[全文](https://a.b/c_d) ![图](x.png)", "全文 图"),
        ("标题\n===\n正文\n\n---\n完", "标题\n\n正文\n\n\n完"),
        ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", "甲\t乙\n\n1\t2"),
        ("```text\n代码\n```", "\n代码\n"),
        (r"3\*4 \# 一", "3*4 # 一"),
        ("——破折号开头\n　　缩进", "——破折号开头\n　　缩进"),
        ("甲<!-- 注 -->乙", "甲乙"),
    ],
)
def test_marks_go_and_words_stay(given, expected):
    assert plain(given) == expected


def test_a_markdown_file_is_a_speech():
    speech = read("2012.md", "# 在全市会议上的讲话\n\n同志们：\n\n**一、工作**\n".encode())
    assert (speech.format, speech.encoding, speech.metadata.title) == ("md", "utf-8", "在全市会议上的讲话")
    assert speech.text == "在全市会议上的讲话\n\n同志们：\n\n一、工作\n"
