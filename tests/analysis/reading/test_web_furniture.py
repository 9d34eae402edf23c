"""A page's footer goes, a speech's end stays."""

import pytest

from analysis.reading import repairs

SPEECH = "同志们：\n今年的任务很重，我们要抓紧落实。\n谢谢大家！"


@pytest.mark.parametrize(
    "footer",
    [
        "来源：临澜日报 责任编辑：王强",
        "（责任编辑：王强）",
        "[责任编辑: 王强 ]",
        "文章来源：市政府办公室\n【打印本页】 【关闭窗口】",
        "打印本页 关闭窗口",
        "打印本页 | 关闭窗口 | 返回顶部",
        "版权所有：临澜市人民政府办公室",
        "Copyright © 2012 临澜市人民政府 All Rights Reserved",
        "临ICP备05001234号-1\n临公网安备 31010102000001号",
        "来源：临澜日报 2012-03-05 10:22\n\n分享到：微信 微博 QQ空间\n版权所有",
        "本作品在中华人民共和国属于公有领域。",
        "浏览次数：1024",
    ],
)
def test_footers_go_line_by_line(footer):
    text = f"{SPEECH}\n\n{footer}\n"
    found = repairs.find(text)
    assert repairs.apply(text, found).rstrip() == SPEECH
    assert {r.kind: len(r.edits) for r in found} == {"web_furniture": len([line for line in footer.split("\n") if line])} | {
        r.kind: len(r.edits) for r in found if r.kind == "halfwidth_punctuation"
    }


@pytest.mark.parametrize(
    "end",
    [
        "市长 沈怀川",
        "2012年3月5日",
        "信息的来源：群众反映、部门报送、媒体曝光。",
        "要办好责任编辑培训班，稿件来源要广。",
        "编辑部的同志辛苦了！",
        "（来源于基层的智慧）",
        "大 中 小",
        "关闭落后产能。",
        "记者：李明",
        "附件：责任分工表",
    ],
)
def test_what_belongs_to_the_speech_stays(end):
    text = f"{SPEECH}\n{end}"
    assert "web_furniture" not in {r.kind for r in repairs.find(text)}


def test_a_footer_in_the_middle_stays():
    text = f"来源：临澜日报 责任编辑：王强\n{SPEECH}"
    assert repairs.find(text) == ()


def test_a_text_of_furniture_alone_keeps_its_first_line():
    text = "来源：临澜日报\n责任编辑：王强"
    assert repairs.apply(text, repairs.find(text)).startswith("来源：临澜日报")
