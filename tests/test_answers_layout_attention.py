"""Attention by function: pieces drawn, tables and the units they open agree; outlines are coloured by function and say it."""

from itertools import pairwise

import pytest

from analysis.annotation.functions import KINDS, Cue, Function
from analysis.charts.functions import function_looks
from analysis.charts.looks import OUTLINE
from analysis.corpus import queries
from analysis.corpus.functions import functions
from analysis.measures.attention import PARTS
from analysis.model import FRAME, UNDECIDED, Lexicon
from analysis.reading.read import paste
from ui.answers.layout import answer_layout
from ui.answers.layout_attention import answer_attention
from ui.asked import ask
from ui.parts.units import cue_lines, function_line
from ui.view import View
from ui.words import LANGUAGES, Words


def pieces(figure):
    """Return (customdata, base, length, hover) of every mark that can be clicked."""
    for trace in figure.data:
        if trace.customdata is not None:
            lengths = trace.x if trace.orientation == "h" else trace.y
            yield from zip(trace.customdata, trace.base, lengths, trace.hovertext, strict=True)


SHAPES = pytest.mark.parametrize("shape", ["", "top"])


@SHAPES
def test_each_piece_drawn_opens_the_units_whose_characters_it_is(sample_store, shape):
    asked = ask(sample_store, View(shape=shape))
    found = answer_attention(asked)
    table = found.drawn.table.set_index("key")
    drawn = {key: (share, hover) for key, _, share, hover in pieces(found.drawn.figure)}
    assert set(drawn) == set(table.index[table["han"] > 0])
    counted = asked.rows.groupby("year")["counted_han"].sum()
    for key, (share, hover) in drawn.items():
        opened = answer_attention(ask(sample_store, View(shape=shape, chosen=key))).piece
        assert opened.han == table.loc[key, "han"]
        assert f"{opened.han:,}" in hover
        assert len(opened.units) <= table.loc[key, "units"]
        assert share == pytest.approx(opened.han / counted[table.loc[key, "year"]])
        assert opened.units["share"].sum() == pytest.approx(share)


def test_columns_stand_on_one_another_in_the_order_of_functions_and_reach_the_whole(sample_store):
    found = answer_attention(ask(sample_store, View()))
    by_year = {}
    for key, base, share, _ in pieces(found.drawn.figure):
        year, _, part = key.partition("-")
        by_year.setdefault(year, []).append((base, share, PARTS.index(part)))
    for column in by_year.values():
        column.sort()
        assert [part for _, _, part in column] == sorted(part for _, _, part in column)
        for (base, share, _), (following, _, _) in pairwise(column):
            assert base + share == pytest.approx(following)
        assert column[-1][0] + column[-1][1] == pytest.approx(1)


def test_the_missing_year_is_a_hatched_gap_and_no_column(sample_store):
    found = answer_attention(ask(sample_store, View()))
    gaps = [trace for trace in found.drawn.figure.data if trace.hovertext == (Words("zh")("figure.missing"),)]
    (gap,) = gaps
    ticks = dict(zip(found.drawn.figure.layout.xaxis.tickvals, found.drawn.figure.layout.xaxis.ticktext, strict=True))
    assert [ticks[x] for x in gap.x] == ["2014"]
    assert gap.marker.pattern.shape
    assert 2014 not in set(found.drawn.table["year"])


def test_what_is_chosen_is_outlined_in_the_accent_and_its_function_stays_in_the_key(sample_store):
    asked = ask(sample_store, View(chosen="2013-demands"))
    figure = answer_attention(asked).drawn.figure
    outlined = [trace for trace in figure.data if trace.marker.line.color == asked.colours.accent]
    assert [trace.customdata for trace in outlined] == [("2013-demands",), None]
    look, words = function_looks(asked.colours)["demands"], Words("zh")
    assert (outlined[0].marker.color, outlined[0].marker.pattern.shape) == (look.fill, look.shape)
    assert asked.colours.accent not in {trace.marker.color for trace in figure.data}
    named = [trace.name for trace in figure.data if trace.showlegend]
    assert named == [*(words(f"function.{part}") for part in PARTS if part != FRAME), words("figure.chosen")]
    assert outlined[1].name == words("figure.chosen")


@SHAPES
def test_each_speech_opens_all_its_units_and_its_shares_sum_to_one(sample_store, shape):
    found = answer_attention(ask(sample_store, View(shape=shape)))
    parts = [column for column in found.speech_columns if column in PARTS]
    assert parts == [part for part in PARTS if part != FRAME]
    for row in found.speeches.itertuples():
        assert sum(getattr(row, part) for part in parts) == pytest.approx(1)
        opened = answer_attention(ask(sample_store, View(shape=shape, chosen=row.key))).piece
        assert opened.han == row.han
        assert set(opened.units["id"]) == {row.id}


def test_the_sentence_says_the_most_its_way_and_what_is_undecided(sample_store):
    found = answer_attention(ask(sample_store, View()))
    table = found.drawn.table
    tasks = table[table["part"] == "tasks"]
    share = f"{tasks['han'].sum() / table['han'].sum():.0%}"
    undecided = f"{table.loc[table['part'] == UNDECIDED, 'han'].sum() / table['han'].sum():.0%}"
    first, last = tasks.iloc[0], tasks.iloc[-1]
    for said in ("<mark>任务</mark>", share, undecided, f"2011 年占 {first['share']:.0%}", f"2018 年占 {last['share']:.0%}"):
        assert said in found.sentence


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("chosen", ["", "2011-", "-tasks", "2014-tasks", "1e9-tasks", "ffffffffffff", "2012-nonsense"])
def test_what_is_not_there_opens_the_largest_piece_of_the_last_year(sample_store, chosen, lang):
    found = answer_attention(ask(sample_store, View(lang=lang, chosen=chosen)))
    assert found.piece.title == Words(lang)("layout_attention.piece", year="2018", function=Words(lang)("function.tasks"))


def sentence(store, **view):
    return answer_attention(ask(store, View(**view))).sentence


def test_years_that_are_mostly_undecided_are_not_compared(sample_store):
    units = answer_attention(ask(sample_store, View(kinds=("party_office",), shape="top"))).drawn.table.set_index(["year", "part"])
    assert units.loc[(2018, UNDECIDED), "share"] <= 0.3
    assert "不宜比较" not in sentence(sample_store, kinds=("party_office",), shape="top")


OFFICE = "在县委办公室会议上的讲话\n（{year}年2月11日）\n同志们：\n一、关于湖水\n{body}\n二、今年的重点任务\n抓好冬修。\n"
LAKE = "湖水很清，湖面很宽，湖边有树，树下有船。"


def test_a_year_of_which_too_much_is_undecided_is_named_instead_of_compared(store):
    said = [paste(OFFICE.format(year=2012, body="湖水很清。")), paste(OFFICE.format(year=2013, body=LAKE * 3))]
    store.add(said, Lexicon())
    table = answer_attention(ask(store, View())).drawn.table.set_index(["year", "part"])["share"]
    assert table[2012, UNDECIDED] <= 0.5 < table[2013, UNDECIDED]
    open_ = [f"{year} 年 {table[year, UNDECIDED]:.0%} 未定" for year in (2012, 2013) if table[year, UNDECIDED] > 0.3]
    text = sentence(store)
    assert f"；{'、'.join(open_)}，不宜比较" in text
    assert "2013 年占" not in text


def test_a_year_without_a_kind_of_speech_that_the_other_has_says_so(sample_store):
    assert "（2011 年没有政府会议）" in sentence(sample_store)
    assert "没有政府会议" not in sentence(sample_store, kinds=("party_office",))
    assert "(no Government meeting in 2011)" in sentence(sample_store, lang="en")


def test_a_name_of_a_kind_cannot_bring_marks_into_the_sentence(store):
    said = [paste(OFFICE.format(year=year, body="清。")) for year in (2012, 2013)]
    ids = store.add(said, Lexicon())
    store.set_meta("own_kinds", {"own": "<b>会"})
    store.edit({ids[1]: {"kind": "own"}})
    assert "2012 年没有&lt;b&gt;会" in sentence(store)


def test_one_year_alone_is_compared_with_none(sample_store):
    assert "年占" not in sentence(sample_store, years=(2012, 2012))


def test_a_zero_of_the_table_opens_nothing_and_says_its_name(sample_store):
    found = answer_attention(ask(sample_store, View(shape="top", chosen="2018-review")))
    assert found.piece.units.empty
    assert found.piece.title == "2018 年 · 回顾"


def test_without_years_there_is_no_chart_and_without_han_no_answer(store):
    store.add([paste("Comrades: in 2012 three things matter.")], Lexicon())
    assert answer_attention(ask(store, View())) is None
    (id_,) = store.add([paste("在座谈会上的讲话\n同志们：\n一、过去一年的工作\n去年修了路。\n二、今后的任务\n抓好粮食。")], Lexicon())
    found = answer_attention(ask(store, View(speeches=(id_,))))
    assert found.drawn is None
    assert found.undated == 1
    assert "nan" not in found.sentence
    assert found.piece.han == ask(store, View(speeches=(id_,))).counted.han


def test_a_year_without_han_characters_is_neither_drawn_nor_missing(store):
    store.add(
        [paste("Comrades: in 2012 three things matter."), paste("在座谈会上的讲话\n（2013年5月3日）\n一、任务\n抓好粮食。\n二、要求\n不准拖延。")],
        Lexicon(),
    )
    (english,) = store.tuples("select id from speeches where han = 0")
    store.edit({english[0]: {"year": 2012}})
    found = answer_attention(ask(store, View()))
    assert found.drawn.table.loc[found.drawn.table["year"] == 2012, "share"].isna().all()
    assert {key[:4] for key, *_ in pieces(found.drawn.figure)} == {"2013"}


# --- outlines ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dark", [False, True])
def test_units_have_the_look_of_their_function_and_the_hover_says_it(sample_store, dark):
    found = answer_layout(ask(sample_store, View(), dark=dark))
    looks = function_looks(ask(sample_store, View(), dark=dark).colours)
    units = found.strips.table.set_index("key")
    for figure in (found.strips.figure, found.outline.figure):
        for trace in figure.data:
            for key in trace.customdata or ():
                assert trace.marker.color == looks[units.loc[key, "part"]].fill
                assert (trace.marker.pattern.shape or "") == looks[units.loc[key, "part"]].shape
                assert (trace.marker.line.width == OUTLINE) == (key == found.unit["key"])
        for key, _, _, hover in pieces(figure):
            assert f"（{units.loc[key, 'function_name']}）" in hover


def test_the_function_in_the_table_is_the_one_the_card_gives(sample_store):
    table = answer_layout(ask(sample_store, View())).strips.table
    names = Words("zh").of("function")
    for id_ in set(table["id"]):
        told = functions(sample_store, id_)
        for row in table[table["id"] == id_].itertuples():
            kind = (told[row.unit].kind or UNDECIDED) if row.unit in told else FRAME
            assert row.function_name == names[kind]


def test_a_card_names_each_cue_with_its_points_or_says_that_they_decide_nothing():
    words = Words("zh")
    told = Function("review", (Cue("review", "回顾", "heading", 5), Cue("review", "review", "parent", 1.25), Cue("tasks", "12%", "place", 0.5)))
    assert function_line(told, words) == "功能：回顾。"
    assert cue_lines(told, words) == [
        "回顾共 6.2 分：标题中的“回顾”5 分；上一层是“回顾”1.2 分。",
        "任务：位于全文 12% 处 0.5 分。",
    ]
    assert function_line(Function("", told.cues), words) == words("unit_card.function_undecided")
    assert function_line(Function(""), words) == words("unit_card.function_none")
    assert function_line(Function("call", corrected=True), words) == "功能：号召，由人改定。"
    assert "未定" in function_line(Function("", corrected=True), words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cue_of_the_sample_can_be_said(sample_store, sample_ids, lang):
    words, kinds = Words(lang), set()
    for id_ in sample_ids:
        for told in functions(sample_store, id_).values():
            lines = cue_lines(told, words)
            kinds |= {cue.where for cue in told.cues}
            assert len(lines) == sum(told.points(kind) > 0 for kind in KINDS)
            assert not any("{" in line for line in lines)
    assert kinds >= {"heading", "start", "text", "place", "role", "parent", "children"}


def test_strips_name_their_gaps_and_their_labels_fit(sample_store):
    asked = ask(sample_store, View())
    figure = answer_layout(asked).strips.figure
    assert [trace.y for trace in figure.data if trace.hovertext == (asked.words("figure.missing"),)] == [("2014",)]
    for trace in figure.data:
        for share, text in zip(trace.x, trace.text or (), strict=False):
            assert len(text) <= max(share * 33 * 2, 1)
    assert queries.outlines(sample_store, asked.ids)["function"].ne("").any()
