"""Frames of sister headings: the blocks, the table and the headings opened agree."""

import pytest

from analysis.corpus.passages import passages
from ui.answers.layout_frames import answer_frames, pieces_of
from ui.asked import ask
from ui.parts.heading_frames import frame_html
from ui.view import View


def answer(store, **view):
    return answer_frames(ask(store, View(part="frames", **view)))


def test_each_block_drawn_is_a_row_and_opens_its_headings(sample_store):
    found = answer(sample_store)
    framed, rest = [trace for trace in found.drawn.figure.data if trace.type == "bar" and trace.customdata is not None]
    table = found.drawn.table.set_index("key")
    assert list(framed.customdata) == list(rest.customdata)
    assert set(framed.customdata) == set(table.index)
    for key, following, others in list(zip(framed.customdata, framed.x, rest.x, strict=True))[::5]:
        row = table.loc[key]
        assert (following, following + others) == (row["following"], row["members"])
        group = answer(sample_store, chosen=key).group
        assert len(group.headings) == len(group.positions) == row["members"]
        assert (len(group.frame.followers) if group.frame else 0) == row["following"]
        assert group.frame is None or group.frame.text == row["frame"]


def test_headings_open_where_they_stand(sample_store):
    group = answer(sample_store).group
    found = passages(sample_store, group.positions)
    for marker, heading, passage in zip(group.markers, group.headings, found, strict=True):
        ((start, end),) = passage.marks
        assert passage.text[start:end].startswith(marker)
        assert heading in passage.text[start:end]


def test_frames_that_recur_stand_first_with_their_years(sample_store):
    found = answer(sample_store)
    table = found.drawn.table
    assert table["speeches"].is_monotonic_decreasing
    first = table[table["frame"] == table["frame"].iloc[0]]
    assert first["id"].nunique() == first["speeches"].iloc[0] > 1
    years = ask(sample_store, View()).rows.set_index("id")["year"]
    assert first["years"].iloc[0] == "、".join(str(y) for y in sorted({int(years[i]) for i in first["id"]}))
    assert first["years"].iloc[0] in found.sentence


def test_shares_behind_the_rows_are_those_of_the_table(sample_store):
    found = answer(sample_store)
    (text,) = [trace for trace in found.drawn.figure.data if trace.type == "scatter"]
    sums = found.drawn.table.groupby("id")[["following", "members"]].sum()
    assert sorted(label.strip() for label in text.text) == sorted(f"{n / of:.0%}" for n, of in sums.itertuples(index=False))


def test_a_heading_is_its_pieces_in_turn(sample_store):
    found = answer(sample_store)
    for key in found.drawn.table.loc[found.drawn.table["frame"] != "", "key"][::3]:
        group = answer(sample_store, chosen=key).group
        for at in group.frame.followers:
            pieces, rest = pieces_of(group.headings[at], group.frame, at)
            assert "".join(pieces) + rest == group.headings[at]
            assert "…".join(pieces[::2]) == group.frame.text


def test_headings_are_set_in_columns_and_escaped():
    from analysis.annotation.sisters import frames

    headings = ("以<b>粮</b>为基，稳住饭碗", "以水渠为脉，浇透田块", "修路")
    (frame,) = frames(headings)
    page = frame_html(("一、", "二、", "<三>"), headings, frame)
    assert page.count("<tr>") == 3
    assert page.count('<td class="fixed">以</td>') == page.count('<td class="fixed">为</td>') == 2
    assert "<b>" not in page
    assert "&lt;三&gt;" in page
    assert page.count("colspan") == 1


def test_long_headings_keep_what_goes_on_behind_the_frame():
    from analysis.annotation.sisters import frames

    tail = "，各县区按月报告进度，逾期没有报告的在全市范围内通报批评并说明原因"
    headings = ("管好钱" + tail, "管好地", "管好人")
    (frame,) = frames(headings)
    assert pieces_of(headings[0], frame, 0) == (["管好", "钱", ""], tail)
    assert tail in frame_html(("1.", "2.", "3."), headings, frame)


def test_without_sisters_there_is_no_answer(store):
    from analysis.corpus.build import read_files
    from analysis.model import Lexicon

    store.add(read_files([("短.txt", "同志们：\n今年把粮食收好。".encode())]).speeches, Lexicon())
    assert answer(store) is None


@pytest.mark.parametrize("chosen", ["", "nope", "ffffffffffff-3"])
def test_a_strange_click_shows_the_frame_that_recurs_most(sample_store, chosen):
    found = answer(sample_store, chosen=chosen)
    table = found.drawn.table
    assert found.group.row["frame"] == table["frame"].iloc[0]
    assert found.group.row["following"] == table.loc[table["frame"] == table["frame"].iloc[0], "following"].max()
