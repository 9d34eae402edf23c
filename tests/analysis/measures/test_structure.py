import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.annotate import annotate
from analysis.corpus import queries
from analysis.corpus.build import count
from analysis.measures.balance import evenness, levels
from analysis.measures.lists import enumerated, kind_of, list_lengths, series
from analysis.measures.rhythm import lengths, medians
from analysis.measures.structure import structure
from analysis.measures.symmetry import sister_headings, symmetry
from analysis.model import Counted, Lexicon

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
    sentences = sentences.rename(columns={"id": "sentence"}).assign(id=[ids[i] for i in sentences["text"]])
    return outlines.reset_index(drop=True), sentences, texts


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
    sentences = pd.concat([queries.sentences(sample_store, id_).assign(id=id_) for id_ in ids], ignore_index=True)
    return queries.outlines(sample_store, ids), sentences, queries.texts(sample_store, ids), count(sample_store, ids, Lexicon())


# --- balance -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [((5, 5), 1), ((7, 7, 7, 0), 1), ((3, 1), 0.811278124), ((1, 2, 3, 4), 0.923219670)],
)
def test_evenness_by_hand(sizes, expected):
    assert evenness(sizes) == pytest.approx(expected)


@pytest.mark.parametrize("sizes", [(), (4,), (4, 0), (0, 0)])
def test_evenness_of_one_part_is_undefined(sizes):
    assert math.isnan(evenness(sizes))


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=12))
def test_evenness_lies_between_0_and_1_and_knows_no_unit(sizes):
    assert 0 <= evenness(sizes) <= 1 + 1e-9
    assert evenness(sizes) == pytest.approx(evenness([3 * size for size in reversed(sizes)]))


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
    assert table.to_numpy().tolist() == [[2, 1, 0.5, 1], [3, 0, 0, 0], [4, 1, 0.5, 1]]
    assert list_lengths(speech[0], COUNTED).table["lists"].tolist() == [1, 2]


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
    found = lengths(*speech, COUNTED)
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
    table = lengths(*speech, COUNTED).table
    sums = table.groupby("stretch")["han"].sum()
    assert set(sums) == {sums.iloc[0]}
    for _, of_stretch in table.groupby("stretch"):
        assert of_stretch["number"].tolist() == list(range(1, len(of_stretch) + 1))
        assert of_stretch["before"].is_monotonic_increasing
        assert of_stretch["before"].between(0, 1, inclusive="left").all()


def test_marks_beside_figures_end_no_clause():
    found = tables(a="同志们：\n投入1,500万元,占3:1强。\n")
    assert said(lengths(*found, COUNTED), found[2], "clause") == ["投入1,500万元,", "占3:1强。"]


def test_a_list_item_that_is_all_heading_is_said(speech):
    text = "同志们：\n要求如下。\n一、修路\n一是路面要平。\n二是路灯要亮。\n二、通水\n水要清。\n"
    found = tables(a=text)
    assert "一是路面要平。" in said(lengths(*found, COUNTED), found[2], "sentence")
    assert "一、修路" not in said(lengths(*found, COUNTED), found[2], "sentence")


# --- one row a speech --------------------------------------------------------------------------------------------------------


def test_structure_by_hand(speech):
    row = structure(*speech, COUNTED).table.iloc[0]
    outlines = speech[0]
    assert (row["units"], row["top"], row["deepest"], row["lists"]) == (8, 3, 3, 3)
    spoken = outlines[outlines["role"].isin(["opening", "unit", "closing"])]
    assert row["mean_depth"] == pytest.approx((spoken["level"] * spoken["own_han"]).sum() / spoken["own_han"].sum())
    assert row["balance"] == evenness(outlines[outlines["level"] == 1]["han"])
    assert (row["sentence"], row["clause"]) == (7.5, 4)


def test_what_cannot_be_said_of_a_speech_is_undefined_with_a_reason():
    result = structure(*tables(a=SPEECH, b=PLAIN), COUNTED)
    rows = result.table.set_index("id")
    undefined = {"deepest", "balance", "mean_han", "median_han", "symmetry"}
    assert set(rows.columns[rows.loc["b"].isna()]) == undefined
    assert set(result.notes) == undefined
    assert rows.loc["b", "units"] == 0
    assert rows.loc["b", ["mean_depth", "enumerated"]].tolist() == [0, 0]
    assert rows.loc["a"].notna().all()


def test_a_speech_without_chinese_has_no_lengths():
    result = structure(*tables(a="Hello.\n"), COUNTED)
    assert result.table[["mean_depth", "enumerated", "paragraph", "sentence", "clause"]].isna().all(axis=None)
    assert {"sentence", "clause"} <= set(result.notes)


def test_nothing_gives_nothing():
    nothing = (*[table.iloc[:0] for table in tables(a=SPEECH)[:2]], {})
    assert structure(*nothing, COUNTED).table.empty
    assert levels(nothing[0], COUNTED).table.empty
    assert sister_headings(nothing[0], COUNTED).table.empty
    assert medians(lengths(*nothing, COUNTED).table).empty


def test_the_sample_speeches(sample):
    outlines, sentences, texts, counted = sample
    result = structure(outlines, sentences, texts, counted)
    table = result.table
    assert table["id"].tolist() == list(dict.fromkeys(outlines["id"]))
    assert table.drop(columns="id").notna().all(axis=None)
    assert result.notes == {}
    for column in ("balance", "enumerated", "symmetry"):
        assert table[column].between(0, 1).all()
    assert (table["mean_depth"] <= table["deepest"]).all()
    assert (table["clause"] < table["sentence"]).all()
    assert (table["sentence"] < table["paragraph"]).all()
    assert result.recipe.measure == "structure"
    shares = list_lengths(outlines, counted).table
    assert shares["share"].sum() == pytest.approx(1)
    assert shares["lists"].sum() == table["lists"].sum()
