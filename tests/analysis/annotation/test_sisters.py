import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.sisters import SLOT, frames


def first(*headings):
    found = frames(headings)
    return (found[0].text, found[0].followers) if found else None


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("以粮仓为基，稳住饭碗", "以水渠为脉，浇透田块"), ("以…为…，…", (0, 1))),
        (("着力修路", "着力通水", "着力育人"), ("着力…", (0, 1, 2))),
        (("在茶园提质上下功夫", "在渔港扩容上下功夫", "在夜校办班上下功夫"), ("在…上下功夫", (0, 1, 2))),
        (("坚持质量第一", "坚持勤俭办会", "加快渔港扩容", "坚持开门纳谏"), ("坚持…", (0, 1, 3))),
        (("让窗口热起来", "让市场活起来", "让乡村美起来"), ("让…起来", (0, 1, 2))),
        (("修好路，把人送到", "建好仓，把粮存住"), ("…，把…", (0, 1))),
        (("把旧账变成台账", "把纸面变成地面"), ("把…变成…", (0, 1))),
    ],
)
def test_what_sisters_share_is_the_frame(headings, expected):
    assert first(*headings) == expected


@pytest.mark.parametrize(
    "headings",
    [
        (),
        ("以粮仓为基",),
        ("修路", "通水"),
        ("加快茶园改造", "振兴茶园文化"),  # a topic in the middle is no frame
        ("稳住粮价", "稳步扩大渔港"),
        ("着力修路", "通水到户", "办好夜校", "清理河道", "着力育人"),  # two of five
        ("修路", "修路"),
    ],
)
def test_what_is_chance_is_no_frame(headings):
    assert frames(headings) == ()


def test_slots_say_what_fills_them():
    (found,) = frames(("在茶园上用力", "在渔港上用心"))
    assert found.text == "在…上用…"
    assert found.fillers == (("茶园", "力"), ("渔港", "心"))
    assert found.fixed == 3


def test_long_members_of_an_enumeration_are_judged_by_their_first_clause():
    tail = "，各县区按月报告进度，逾期没有报告的在全市范围内通报批评并说明原因"
    assert first("管好钱" + tail, "管好地", "管好人") == ("管好…", (0, 1, 2))


def test_a_wider_frame_stands_before_a_closer_one():
    found = frames(("作风上的病要治", "作风上的账要算", "作风上的关先过"))
    assert [frame.text for frame in found] == ["作风上的…", "作风上的…要…"]


HEADINGS = st.lists(st.text(alphabet="以为在上把着力粮渔茶“”，", max_size=9), max_size=7)


@given(HEADINGS)
def test_every_follower_is_the_frame_filled(headings):
    for frame in frames(headings):
        assert len(frame.followers) >= 2
        assert 2 * len(frame.followers) >= len(headings)
        pieces = frame.text.split(SLOT)
        for follower, filled in zip(frame.followers, frame.fillers, strict=True):
            assert all(filled)
            assert headings[follower] == "".join(a + b for a, b in zip(pieces, (*filled, ""), strict=True))


@given(HEADINGS)
def test_frames_are_the_same_every_time_and_none_covers_another(headings):
    found = frames(headings)
    assert found == frames(headings)
    for frame in found:
        assert not any(set(frame.followers) < set(other.followers) and other.fixed >= frame.fixed for other in found)


@pytest.mark.parametrize("number", [99, 101, 4_000])
def test_a_frame_is_found_among_however_many_sisters(number):
    headings = [f"着力{'修通育办建引护'[i % 7]}{'路水人'[i % 3]}{i}" if i % 3 else f"{i}号" for i in range(number)]
    found = frames(headings)
    assert found[0].text == "着力…"
    assert len(found[0].followers) == sum(1 for i in range(number) if i % 3)
