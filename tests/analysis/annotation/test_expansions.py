import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.expansions import find_expansions
from analysis.annotation.slogans import find_slogans
from tests.growth import check_growth


def spelled(text):
    return [(e.form, list(e.items), e.complete, e.cls) for e in find_expansions(text, find_slogans(text))]


@pytest.mark.parametrize(
    ("text", "form", "items"),
    [
        ("调研要有“三性”，即前瞻性、针对性、操作性。", "三性", ["前瞻性", "针对性", "操作性"]),
        ("提倡“四办”，就是马上办、主动办、精准办和廉洁办，谁也不例外。", "四办", ["马上办", "主动办", "精准办", "廉洁办"]),
        ("落实“两短一简”，即会议短、文件短，接待简。", "两短一简", ["会议短", "文件短", "接待简"]),
        ("“双百会战”行动，是指百日会战、百项工程：一百天里见分晓。", "双百会战", ["百日会战", "百项工程"]),
        ("“一核两翼”，即以主城区为核心，以甲乡、乙乡为两翼。", "一核两翼", ["主城区", "甲乡", "乙乡"]),
        ("增强“四个自信”（道路自信、理论自信、制度自信、文化自信）。", "四个自信", ["道路自信", "理论自信", "制度自信", "文化自信"]),
        ("实行“三定”，即定人员，定时限，定标准，并且按月通报。", "三定", ["定人员", "定时限", "定标准"]),
        ("要坚定道路自信、理论自信、制度自信、文化自信“四个自信”。", "四个自信", ["道路自信", "理论自信", "制度自信", "文化自信"]),
        ("今年要全面编制权力清单、责任清单、负面清单“三张清单”。", "三张清单", ["权力清单", "责任清单", "负面清单"]),
        ("继续推动东、中、西、东北地区“四大板块”协调发展。", "四大板块", ["东", "中", "西", "东北地区"]),
        ("集中解决形式主义、官僚主义、享乐主义和奢靡之风这“四风”。", "四风", ["形式主义", "官僚主义", "享乐主义", "奢靡之风"]),
        ("推行“双随机、一公开”监管，随机抽取对象，随机选派人员，及时公布结果。", "双随机、一公开", ["随机抽取对象", "随机选派人员", "及时公布结果"]),
    ],
)
def test_a_label_spelled_out(text, form, items):
    assert spelled(text) == [(form, items, True, "slogan")]


def test_a_wrong_count_is_incomplete_and_never_padded():
    assert spelled("提倡“四办”，即马上办、主动办、精准办。") == [("四办", ["马上办", "主动办", "精准办"], False, "slogan")]


@pytest.mark.parametrize(
    "text",
    [
        "按照“三短一简”要求，进一步规范办文、办会、办事。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "教育引导党员、干部牢记“两个务必”。",
        "推动全面、直接、双向“三通”。",
        "支持银行、农信社、保险公司为“三农”服务。",
        "落实“千人帮扶计划”，即选派千名干部、千名专家。",
    ],
)
def test_what_stands_beside_a_label_by_chance(text):
    assert spelled(text) == []


def test_a_plain_count_is_kept_apart():
    assert spelled("要在“提速、提质、提效”三个方面下功夫。") == [("三个方面", ["提速", "提质", "提效"], True, "count")]
    assert spelled("充分发挥中央和地方两个方面的作用。") == [("两个方面", ["中央", "地方"], True, "count")]
    assert spelled("工作中有三个方面的不足。") == []


@given(
    st.lists(
        st.sampled_from([*"一二三两、，。：和即为以的“”（）字\n", "“三性”", "“两短一简”", "三个方面", "就是", "前瞻性", "会议短"]), max_size=40
    ).map("".join)
)
def test_members_stand_in_the_span_in_order(text):
    for row in find_expansions(text, find_slogans(text)):
        span, place = text[row.start : row.end], 0
        assert span.startswith(row.items[0])
        assert span.endswith(row.items[-1])
        for item in row.items:
            place = span.index(item, place) + len(item)


@pytest.mark.parametrize("unit", ["三个方面、", "“三农”，即", "三农", "一带一路：", "、", "“四个自信”（"])
def test_time_grows_with_the_text_and_no_faster(unit):
    def given(size):
        text = unit * (size // len(unit))
        return text, find_slogans(text)

    check_growth(lambda given: find_expansions(*given), given, 10_000)
