import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.annotation.annotate import annotate
from analysis.annotation.corrections import anchor
from analysis.annotation.places import codes_of, han_before
from analysis.annotation.stretches import find_stretches
from analysis.corpus import queries, structure_queries
from analysis.corpus.build import count
from analysis.corpus.corrections import add_correction, undo_last
from analysis.measures.balance import evenness, levels
from analysis.measures.lists import enumerated, enumerating, kind_of, list_lengths, members_of, series
from analysis.measures.rhythm import counted_off, lengths, rhythm
from analysis.measures.structure import structure
from analysis.measures.symmetry import sister_headings, symmetry
from analysis.model import SPOKEN, Counted, Lexicon
from analysis.reading.read import paste

COUNTED = Counted(("a",), "corpus", "lexicon", 1, 100, 50)


def tables(**texts):
    """Outlines, sentences and texts of speeches, as the queries give them."""
    found = annotate(list(texts.values()))
    ids = list(texts)
    sections, sentences = found.sections.to_pandas(), found.sentences.to_pandas()
    outlines = (
        sections[sections["role"] != "stage"]
        .rename(columns={"id": "unit"})
        .assign(id=[ids[i] for i in sections[sections["role"] != "stage"]["text"]])
    )
    sentences = sentences.rename(columns={"id": "sentence"}).assign(id=[ids[i] for i in sentences["text"]]).drop(columns="text")
    units = outlines.loc[outlines["role"].isin(SPOKEN), ["id", "unit", "style", "start", "heading_end", "end"]]
    units = units.rename(columns={"unit": "section", "start": "first", "end": "last"})
    return outlines.reset_index(drop=True), sentences.merge(units, on=["id", "section"]), texts


PLAIN = "同志们：\n今天说说渔港的事。大家辛苦了。\n"
SPEECH = """在渔港工作会议上的讲话
同志们：
渔汛到了，今天说三件事。
一、看清海上的形势
风大，浪高。船老了！
二、抓好渔港的任务
（一）着力修码头。码头要修，一是清淤，二万方；二是加固，三百米；三是装灯。工期到八月。
（二）着力建冷库。冷库年底建成、通电、验收。
三、压实各方的责任
谁的船谁管。
同志们，让我们满载归来！
"""


@pytest.fixture(scope="module")
def speech():
    return tables(a=SPEECH)


@pytest.fixture(scope="module")
def sample(sample_store):
    ids = [id_ for (id_,) in sample_store.tuples("select id from speeches")]
    sentences = pd.concat([structure_queries.sentences(sample_store, id_).assign(id=id_) for id_ in ids], ignore_index=True)
    return queries.outlines(sample_store, ids), sentences, queries.texts(sample_store, ids), count(sample_store, ids, Lexicon())


# --- balance -----------------------------------------------------------------------------------------------------------------


def of_one(sizes):
    """The evenness of one whole."""
    return evenness(pd.Series(sizes, dtype=float), [0] * len(sizes)).get(0, math.nan)


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [((5, 5), 1), ((7, 7, 7, 0), 1), ((3, 1), 0.811278124), ((1, 2, 3, 4), 0.923219670)],
)
def test_evenness_by_hand(sizes, expected):
    assert of_one(sizes) == pytest.approx(expected)


@pytest.mark.parametrize("sizes", [(), (4,), (4, 0), (0, 0)])
def test_evenness_of_one_part_is_undefined(sizes):
    assert math.isnan(of_one(sizes))


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=12))
def test_evenness_lies_between_0_and_1_and_knows_no_unit(sizes):
    assert 0 <= of_one(sizes) <= 1
    assert of_one(sizes) == pytest.approx(of_one([3 * size for size in reversed(sizes)]))


def test_levels_share_out_the_speech(speech):
    table = levels(speech[0], COUNTED).table
    assert table[["level", "units"]].to_numpy().tolist() == [[1, 3], [2, 2], [3, 3]]
    han = speech[0][speech[0]["level"] == 1]["han"]
    assert table["mean_han"][0] == han.mean()
    assert table["median_han"][0] == han.median()
    assert table["share"][0] == han.sum() / sum("一" <= c <= "鿿" for c in SPEECH)
    assert table["share"].is_monotonic_decreasing


# --- lists -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ("一是", ("is", 1)),
        ("第三，", ("ordinal", 3)),
        ("（二）", ("han-bracket", 2)),
        ("4.", ("arabic", 4)),
        ("①", ("circle", 1)),
        ("首先，", ("then", 1)),
        ("", ("title", 0)),
    ],
)
def test_kinds_of_printed_markers(marker, expected):
    assert kind_of(marker) == expected


def test_series_are_sisters_of_one_kind(speech):
    found = series(speech[0])
    assert found[["kind", "level", "members"]].to_numpy().tolist() == [["han", 1, 3], ["han-bracket", 2, 2], ["is", 3, 3]]
    assert found["headings"][1] == ("着力修码头", "着力建冷库")


def outline(*units):
    """Units of one speech: (parent, marker, evidence)."""
    rows = [("a", n, parent, 2, "unit", "run-in", marker, "", evidence) for n, (parent, marker, evidence) in enumerate(units)]
    return pd.DataFrame(rows, columns=["id", "unit", "parent", "level", "role", "style", "marker", "heading", "evidence"])


def test_a_number_that_begins_anew_begins_another_series():
    again = outline(*[(0, marker, ()) for marker in ("一是", "二是", "三是", "一是", "二是")])
    assert series(again)["members"].tolist() == [3, 2]
    repeated = outline((0, "一是", ()), (0, "二是", ()), (0, "二是", np.array(["-repeated"])), (0, "三是", None))
    assert series(repeated)["members"].tolist() == [4]
    elsewhere = outline((0, "1.", ()), (0, "2.", ()), (9, "3.", ()))
    assert series(elsewhere)["members"].tolist() == [2]


def test_list_lengths_have_no_gaps(speech):
    again = outline(*[(0, marker, ()) for marker in ("一是", "二是", "一是", "二是", "三是", "四是")])
    table = list_lengths(again, COUNTED).table
    assert table[["members", "lists", "share", "units", "speeches", "points"]].to_numpy().tolist() == [
        [2, 1, 0.5, 2, 1, 1],
        [3, 0, 0, 0, 0, 0],
        [4, 1, 0.5, 4, 1, 1],
    ]
    table = list_lengths(speech[0], COUNTED).table
    assert table["lists"].tolist() == [1, 2]
    assert table[["numbers", "ordinals", "points", "others"]].to_numpy().tolist() == [[1, 0, 0, 0], [1, 0, 1, 0]]


def test_lists_open_to_their_members(speech):
    table = list_lengths(speech[0], COUNTED).table
    for row in table.itertuples():
        assert len(members_of(speech[0], row.members, row.members)) == row.units
        for sort in ("numbers", "ordinals", "points", "others"):
            assert len(members_of(speech[0], row.members, row.members, sort)) == row.members * getattr(row, sort)


def test_without_lists_the_distribution_is_empty_and_says_why():
    result = list_lengths(tables(a=PLAIN)[0], COUNTED)
    assert result.table.empty
    assert result.notes == {"share": "no series of units"}


def test_enumerations_are_counted_once(speech):
    outlines = speech[0]
    said = outlines[outlines["role"].isin(["opening", "unit", "closing"]) & (outlines["parent"] == -1)]["han"].sum()
    inline = outlines[outlines["style"] == "inline"]["han"].sum()
    assert inline > 0
    assert enumerated(outlines)["a"] == inline / said
    nested = outlines.copy()
    nested.loc[nested["marker"] == "（一）", ["marker"]] = "一要"
    host = nested[nested["marker"] == "一要"]["han"].sum()
    assert enumerated(nested)["a"] == host / said


# --- symmetry ----------------------------------------------------------------------------------------------------------------


def test_symmetry_by_hand():
    assert symmetry(("着力修路", "着力通水"))[:3] == (1, 1, 1)
    found = symmetry(("着力修路", "着力通水", "办"))
    assert found.length == pytest.approx((1 + 0.25 + 0.25) / 3)
    assert found.frame == pytest.approx(2 / 3)
    assert found.symmetry == pytest.approx((found.length + found.frame) / 2)
    assert (found.text, found.following) == ("着力…", 2)


@pytest.mark.parametrize("headings", [(), ("修路",), ("修路", ""), ("ABC", "12")])
def test_symmetry_needs_two_headings(headings):
    assert math.isnan(symmetry(headings).symmetry)


@given(st.lists(st.text(alphabet="着力修路以为，", min_size=1, max_size=8), min_size=2, max_size=6))
def test_symmetry_lies_between_0_and_1(headings):
    found = symmetry(headings)
    assert all(math.isnan(value) or 0 <= value <= 1 for value in found[:3])


def test_sister_headings_stand_by_their_series(speech):
    table = sister_headings(speech[0], COUNTED).table
    assert table["frame"].tolist()[1] == "着力…"
    assert table["following"].tolist()[1] == 2
    assert table["symmetry"][1] == 1


# --- rhythm ------------------------------------------------------------------------------------------------------------------


def said(found, texts, stretch):
    table = found.table[found.table["stretch"] == stretch]
    return [texts[id_][start:end] for id_, start, end in table[["id", "start", "end"]].itertuples(index=False)]


def test_stretches_are_what_is_said_without_headings(speech):
    found = lengths(*speech[1:], COUNTED)
    assert said(found, speech[2], "sentence") == [
        "渔汛到了，今天说三件事。",
        "风大，浪高。",
        "船老了！",
        "码头要修，一是清淤，二万方；二是加固，三百米；三是装灯。",
        "工期到八月。",
        "冷库年底建成、通电、验收。",
        "谁的船谁管。",
        "同志们，让我们满载归来！",
    ]
    assert said(found, speech[2], "paragraph")[1] == "风大，浪高。船老了！"
    assert said(found, speech[2], "clause")[:5] == ["渔汛到了，", "今天说三件事。", "风大，", "浪高。", "船老了！"]
    assert "冷库年底建成、通电、验收。" in said(found, speech[2], "clause")


def test_stretches_count_the_same_characters(speech):
    table = lengths(*speech[1:], COUNTED).table
    sums = table.groupby("stretch")["han"].sum()
    assert set(sums) == {sums.iloc[0]}
    for _, of_stretch in table.groupby("stretch"):
        assert of_stretch["number"].tolist() == list(range(1, len(of_stretch) + 1))
        assert of_stretch["han_before"].is_monotonic_increasing
    assert [han_before(codes_of(SPEECH))[start] for start in table["start"]] == table["han_before"].tolist()


def test_marks_beside_figures_end_no_clause():
    found = tables(a="同志们：\n投入1,500万元,占3:1强。\n")
    assert said(lengths(*found[1:], COUNTED), found[2], "clause") == ["投入1,500万元,", "占3:1强。"]


def test_a_list_item_that_is_all_heading_is_said(speech):
    text = "同志们：\n要求如下。\n一、修路\n一是路面要平。\n二是路灯要亮。\n二、通水\n水要清。\n"
    found = tables(a=text)
    assert "一是路面要平。" in said(lengths(*found[1:], COUNTED), found[2], "sentence")
    assert "一、修路" not in said(lengths(*found[1:], COUNTED), found[2], "sentence")


# --- one row a speech --------------------------------------------------------------------------------------------------------


def test_structure_by_hand(speech):
    outlines = speech[0]
    row = structure(outlines, COUNTED).table.iloc[0]
    assert (row["units"], row["top"], row["deepest"], row["lists"]) == (8, 3, 3, 3)
    spoken = outlines[outlines["role"].isin(["opening", "unit", "closing"])]
    assert row["mean_depth"] == pytest.approx((spoken["level"] * spoken["own_han"]).sum() / spoken["own_han"].sum())
    assert row["balance"] == pytest.approx(of_one(outlines[outlines["level"] == 1]["han"]))


def test_what_cannot_be_said_of_a_speech_is_undefined_with_a_reason():
    result = structure(tables(a=SPEECH, b=PLAIN)[0], COUNTED)
    rows = result.table.set_index("id")
    undefined = {"deepest", "balance", "mean_han", "median_han"}
    assert set(rows.columns[rows.loc["b"].isna()]) == undefined
    assert set(result.notes) == undefined
    assert rows.loc["b", "units"] == 0
    assert rows.loc["b", ["mean_depth", "enumerated"]].tolist() == [0, 0]
    assert rows.loc["a"].notna().all()


def test_a_speech_without_chinese_has_no_depth_and_no_lengths():
    found = tables(a="Hello.\n")
    result = structure(found[0], COUNTED)
    assert result.table[["mean_depth", "enumerated"]].isna().all(axis=None)
    assert lengths(*found[1:], COUNTED).notes


def test_nothing_gives_nothing():
    outlines, sentences = (table.iloc[:0] for table in tables(a=SPEECH)[:2])
    assert structure(outlines, COUNTED).table.empty
    assert levels(outlines, COUNTED).table.empty
    assert sister_headings(outlines, COUNTED).table.empty
    assert enumerating(outlines).empty
    assert lengths(sentences, {}, COUNTED).table.empty
    assert lengths(sentences, {"a": ""}, COUNTED).table.empty
    assert counted_off(sentences, outlines, "").empty


def test_the_sample_speeches(sample, sample_store):
    outlines, _, _, counted = sample
    result = structure(outlines, counted)
    table = result.table
    assert table["id"].tolist() == list(dict.fromkeys(outlines["id"]))
    assert table.drop(columns="id").notna().all(axis=None)
    assert result.notes == {}
    for column in ("balance", "enumerated"):
        assert table[column].between(0, 1).all()
    assert (table["mean_depth"] <= table["deepest"]).all()
    assert result.recipe.measure == "structure"
    shares = list_lengths(outlines, counted).table
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["lists"].sum() == table["lists"].sum()
    slim = structure_queries.units(sample_store, table["id"].tolist())
    pd.testing.assert_frame_equal(structure(slim, counted).table, table)


# --- what is counted off, and all speeches at once ---------------------------------------------------------------------------


def test_what_is_counted_off_is_told_to_the_character(speech):
    outlines, sentences, texts = speech
    table = lengths(sentences, texts, COUNTED).table
    of = table[table["stretch"] == "sentence"].reset_index(drop=True)
    pieces = counted_off(of, outlines, SPEECH)
    assert [SPEECH[start:end] for start, end in zip(pieces["start"], pieces["end"], strict=True)] == [
        "一是清淤，二万方；",
        "二是加固，三百米；",
        "三是装灯。",
    ]
    assert set(pieces["place"]) == {3}
    assert pieces["han"].tolist() == [7, 7, 4]
    assert pieces["han"].sum() == enumerating(outlines)["han"].sum()


def test_figures_of_all_speeches_are_those_of_each(sample, sample_store):
    outlines, sentences, texts, counted = sample
    ids = list(dict.fromkeys(outlines["id"]))
    found = rhythm(structure_queries.stretch_sizes(sample_store, ids), structure_queries.units(sample_store, ids), counted)
    assert found.table["id"].tolist() == ids
    assert found.notes == {}
    grouped = lengths(sentences, texts, counted).table.groupby(["id", "stretch"])["han"]
    for name, expected in {
        "n": grouped.size(),
        "mean": grouped.mean(),
        "low": grouped.quantile(0.25),
        "median": grouped.median(),
        "high": grouped.quantile(0.75),
    }.items():
        for stretch in ("paragraph", "sentence", "clause"):
            assert found.table[f"{stretch}_{name}"].tolist() == pytest.approx([expected[id_, stretch] for id_ in ids])
    assert found.table["enumerated"].tolist() == enumerated(outlines).reindex(ids).tolist()


def test_kept_figures_follow_a_correction_and_its_undoing(store):
    text = "在会上的讲话\n同志们：\n一、修路\n路要平，灯要亮。\n二、通水\n水要清。管要通。\n"
    (id_,) = store.add([paste(text)], Lexicon())
    figures = ["sentence_n", "sentence_median", "clause_n"]
    before = structure_queries.stretch_sizes(store, [id_])[figures].iloc[0].tolist()
    assert before == [3, 3, 4]
    assert add_correction(store, id_, "unmark", anchor(text, text.index("二、通水"), text.index("水要清"))) is None
    after = structure_queries.stretch_sizes(store, [id_])[figures].iloc[0].tolist()
    assert after[0] == before[0] + 1  # the heading is a sentence now
    undo_last(store, id_)
    assert structure_queries.stretch_sizes(store, [id_])[figures].iloc[0].tolist() == before


def test_a_speech_that_says_nothing_has_no_figures(store):
    (id_,) = store.add([paste("Hello. World, hello.")], Lexicon())
    row = structure_queries.stretch_sizes(store, [id_, "nowhere"]).set_index("id").loc[id_]
    assert row[["sentence_n", "clause_n"]].tolist() == [0, 0]
    assert row[["sentence_mean", "sentence_median", "clause_high"]].isna().all()
    found = rhythm(structure_queries.stretch_sizes(store, [id_]), structure_queries.units(store, [id_]), COUNTED)
    assert set(found.notes) >= {"sentence_median", "enumerated"}


PIECES = st.sampled_from(["路", "修好", "12", "3", "，", ",", "：", ":", "。", "”", "“", "；", "…", "！", "、", "\n", "　", "a"])


@given(st.lists(PIECES, max_size=30).map("".join), st.lists(PIECES, max_size=30).map("".join))
@example("，", "”路")
@example("1,", "2路")
def test_clauses_are_those_of_a_plain_search(one, other):
    """The arrays find what a regular expression finds, text by text and sentence by sentence."""
    texts = [one, other]
    rows = [(place, number, line.start(), line.end()) for place, text in enumerate(texts) for number, line in enumerate(re.finditer(r"[^\n]+", text))]
    names = ("text", "paragraph", "start", "end")
    given_ = {name: np.array([row[i] for row in rows], dtype=np.int64) for i, name in enumerate(names)}
    nothing = np.zeros(len(rows), dtype=np.int64)
    found = find_stretches(
        texts, given_ | {"style": np.array([""] * len(rows), dtype=object), "first": nothing, "heading_end": nothing, "last": nothing}
    )
    expected = []
    for place, _, start, end in rows:
        at = start
        for pause in re.finditer(r"[”]*(?:[，；：。！？…]|(?<!\d)[,:]|[,:](?!\d))(?:[，；：。！？…”]|(?<!\d)[,:]|[,:](?!\d))*", texts[place]):
            if start < pause.end() < end and pause.end() > at:
                expected.append((place, at, pause.end()))
                at = pause.end()
        expected.append((place, at, end))
    expected = [piece for piece in expected if any("一" <= c <= "鿿" for c in texts[piece[0]][piece[1] : piece[2]])]
    clauses = found["clause"]
    assert list(zip(clauses.text.tolist(), clauses.start.tolist(), clauses.end.tolist(), strict=True)) == expected
    assert clauses.han.sum() == found["sentence"].han.sum() == found["paragraph"].han.sum()
