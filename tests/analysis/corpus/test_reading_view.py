"""The view for reading shows the speech as it is stored: every claim of it is checked against the text."""

import datetime as dt
import json
from collections import Counter
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.annotation.paragraphs import find_paragraphs
from analysis.corpus import queries
from analysis.corpus.reading_rows import Rows
from analysis.corpus.reading_view import find_string, reading_view
from analysis.model import Edit, Repair
from analysis.reading import remarks, repairs
from tests.growth import check_growth

TEXT = "在会上的讲话\n（2012年1月2日）\n同志们：\n先说“三短一简”。\n\n一、抓文风\n（一）要短。“三短一简”，即会议短、文件短、讲话短、接待简。守住“八项规定”。\n二、抓作风\n再说“三短一简”。"


def sections(*rows):
    columns = ["unit", "level", "role", "style", "marker", "heading", "start", "heading_end", "end"]
    return pd.DataFrame(rows, columns=columns)


def at(piece, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(piece, start + 1)
    return start


def made_up(**changes):
    """A speech with a title, two units of which the first holds a run-in one, three uses of a slogan and one of another."""
    one, two = at("一、抓"), at("二、抓")
    run_in = at("（一）")
    rows = {
        "id": "s1",
        "title": "在会上的讲话",
        "year": 2012,
        "text": TEXT,
        "decoded": TEXT,
        "repairs": (),
        "sections": sections(
            (0, 0, "title", "", "", "", 0, 0, at("同志们")),
            (1, 0, "salutation", "", "", "", at("同志们"), at("同志们"), at("先说")),
            (2, 0, "opening", "", "", "", at("先说"), at("先说"), one),
            (3, 1, "unit", "own-line", "一、", "抓文风", one, one + 5, two),
            (4, 2, "unit", "run-in", "（一）", "要短", run_in, run_in + 5, two),
            (5, 1, "unit", "own-line", "二、", "抓作风", two, two + 5, len(TEXT)),
        ),
        "sentences": pd.DataFrame(
            [
                (i, a, b)
                for i, (a, b) in enumerate(
                    [(at("先说"), at("先说") + 9), (run_in, run_in + 6), (run_in + 6, at("守住")), (at("守住"), at("二、") - 1)]
                )
            ],
            columns=["sentence", "start", "end"],
        ),
        "uses": pd.DataFrame(
            [("三短一简", at("三短一简", i), at("三短一简", i) + 4) for i in range(3)] + [("八项规定", at("八项规定"), at("八项规定") + 4)],
            columns=["form", "start", "end"],
        ),
        "expansions": expansions(("s1", 2012, "本篇", "三短一简", ["会议短", "文件短", "讲话短", "接待简"], at("会议短"), at("接待简") + 3, True, 2)),
    }
    return Rows(**(rows | changes))


def expansions(*rows):
    return pd.DataFrame(rows, columns=["id", "year", "title", "form", "items", "start", "end", "complete", "sentence"]).assign(date=pd.NaT)


def text_of(paragraph):
    return "".join(run["text"] for run in paragraph["runs"])


def runs_of(view):
    return [run for paragraph in view["paragraphs"] for run in paragraph["runs"]]


def said_of(run):
    return {*run.get("kinds", []), *(place["group"] for place in run.get("places", []))}


def marked(view, kind):
    return [run["text"] for run in runs_of(view) if kind in said_of(run)]


def changes(view):
    return [(run["text"], change["kind"], change["was"], change["read"]) for run in runs_of(view) for change in run.get("changes", [])]


def test_runs_put_together_are_the_stored_paragraphs(sample_store, sample_ids):
    for id_ in sample_ids:
        rows = stored(sample_store, id_)
        view = reading_view(rows, find_string(rows.text, "工作"))
        assert [text_of(p) for p in view["paragraphs"]] == [rows.text[a:b] for a, b in find_paragraphs(rows.text)]


def test_paragraph_numbers_are_those_of_the_sentences(sample_store, sample_ids):
    for id_ in sample_ids:
        rows = stored(sample_store, id_)
        number = {run["sentence"]: p["number"] for p in reading_view(rows)["paragraphs"] for run in p["runs"] if "sentence" in run}
        assert number == dict(zip(rows.sentences["sentence"], rows.sentences["paragraph"], strict=True))


def test_as_many_occurrences_are_marked_as_are_found(sample_store, sample_ids):
    rows = stored(sample_store, sample_ids[0])
    spans = find_string(rows.text, "的")
    view = reading_view(rows, spans)
    assert view["found"] == len(spans) == rows.text.count("的")
    assert len({run["found"] for run in runs_of(view) if "found" in run}) == len(spans)
    assert {run["text"] for run in runs_of(view) if "found" in run} == {"的"}


def test_every_line_of_the_outline_begins_somewhere_in_the_text(sample_store, sample_ids):
    for id_ in sample_ids:
        view = reading_view(stored(sample_store, id_))
        begun = [unit for run in runs_of(view) for unit in run.get("units", [])]
        assert sorted(begun) == [entry["unit"] for entry in view["outline"]]


def test_every_note_begins_at_a_run_that_is_the_slogan_or_its_explanation(sample_store, sample_ids):
    for id_ in sample_ids:
        view = reading_view(stored(sample_store, id_))
        begun = {note: run for run in runs_of(view) for note in run.get("notes", [])}
        assert set(begun) == {note["id"] for note in view["notes"]}
        assert all({"slogan", "expansion"} & said_of(run) for run in begun.values())


def test_the_view_is_plain_data(sample_store, sample_ids):
    view = reading_view(stored(sample_store, sample_ids[0]))
    assert json.loads(json.dumps(view)) == view


def test_a_mark_that_crosses_others_is_cut_but_keeps_its_number():
    start = at("短。“三短")
    view = reading_view(made_up(), [(start, start + 5)])
    assert "".join(run["text"] for run in runs_of(view) if run.get("found") == 0) == "短。“三短"


def test_shapes_follow_the_outline():
    shapes = [(p["shape"], p["level"]) for p in reading_view(made_up())["paragraphs"]]
    assert shapes == [("title", 0), ("meta", 0), ("salutation", 0), ("body", 0), ("heading", 1), ("body", 0), ("heading", 1), ("body", 0)]


def test_the_first_line_is_the_title_where_the_known_title_is_another():
    shapes = [p["shape"] for p in reading_view(made_up(title="改过的标题"))["paragraphs"]]
    assert shapes[:3] == ["title", "meta", "salutation"]


def test_a_run_in_heading_is_marked_in_its_paragraph():
    assert marked(reading_view(made_up()), "run-in") == ["（一）要短"]


def test_a_slogan_explained_in_a_later_paragraph_has_two_notes():
    first, second, other = reading_view(made_up())["notes"]
    assert (first["form"], first["state"], first["paragraph"], first["n"], first["items"]) == ("三短一简", "paragraph", 6, 3, [])
    assert (second["state"], second["complete"], second["items"]) == ("here", True, ["会议短", "文件短", "讲话短", "接待简"])
    assert second["at"] == at("三短一简", 1)
    assert (other["form"], other["state"], other["year"]) == ("八项规定", "unexplained", None)


@pytest.mark.parametrize(("years", "spoken"), [((2010, 2011, 2013), 2011), ((2014, 2013), 2013), ((2012, 2011), 2012), ((None, 2015), 2015)])
def test_the_latest_explanation_before_speaks_and_else_the_earliest_after(years, spoken):
    found = expansions(*[(f"e{i}", year, "别篇", "八项规定", ["甲", "乙"], 5, 9, False, 7) for i, year in enumerate(years)])
    note = next(n for n in reading_view(made_up(expansions=found))["notes"] if n["form"] == "八项规定")
    assert (note["state"], note["year"], note["sentence"], note["items"]) == ("elsewhere", spoken, 7, ["甲", "乙"])


@pytest.mark.parametrize(
    ("own", "others", "spoken"),
    [
        ((2012, 6, 1), [("e1", (2012, 3, 1), 50), ("e2", (2012, 9, 1), 90)], "e1"),
        ((2012, 6, 1), [("e1", (2012, 3, 1), 90), ("e2", (2012, 9, 1), 50)], "e1"),
        ((2012, 6, 1), [("e1", (2012, 5, 1), 50), ("e2", (2012, 3, 1), 90)], "e1"),
        ((2012, 6, 1), [("e1", (2012, 9, 1), 50), ("e2", (2012, 8, 1), 90)], "e2"),
        ((2012, 6, 1), [("e1", (2012, 6, 1), 50), ("e2", (2012, 3, 1), 90)], "e1"),
        ((2012, 6, 1), [("e1", (2012, 6, 1), 90), ("e2", (2012, 6, 1), 50)], "e2"),
        ((2012, 6, 1), [("e1", None, 90), ("e2", (2012, 3, 1), 50)], "e2"),
        (None, [("e1", (2012, 3, 1), 90), ("e2", (2012, 9, 1), 50)], "e2"),
        (None, [("e1", None, 50), ("e2", (2012, 9, 1), 90)], "e1"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_within_a_year_the_date_says_which_explanation_is_later(own, others, spoken, turned):
    found = expansions(*[(id_, 2012, "别篇", "八项规定", ["甲", "乙"], start, start + 4, False, 7) for id_, _, start in others])
    found["date"] = pd.to_datetime([date and dt.date(*date) for _, date, _ in others])
    rows = made_up(date=own and dt.date(*own), expansions=found[::-1] if turned else found)
    assert next(n["speech"] for n in reading_view(rows)["notes"] if n["form"] == "八项规定") == spoken


def test_no_explanation_is_known_to_be_before_a_speech_without_a_year():
    found = expansions(*[(f"e{year}", year, "别篇", "八项规定", ["甲", "乙"], 5, 9, False, 7) for year in (2014, 2011)])
    assert next(n["speech"] for n in reading_view(made_up(year=None, expansions=found))["notes"] if n["form"] == "八项规定") == "e2011"


@given(st.data())
def test_each_character_is_marked_by_all_that_covers_it_and_nothing_else(data):
    def spans(most=6):
        ends = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).filter(lambda span: span[0] < span[1])
        return data.draw(st.lists(ends.map(tuple), max_size=most))

    uses, spelled = spans(), spans()
    borders = sorted(set(data.draw(st.lists(st.integers(0, len(TEXT)), max_size=8))))
    sentences = list(pairwise(borders))
    view = reading_view(
        made_up(
            sections=sections(),
            sentences=pd.DataFrame([(i, *span) for i, span in enumerate(sentences)], columns=["sentence", "start", "end"]),
            uses=pd.DataFrame([("三短一简", *span) for span in uses], columns=["form", "start", "end"]),
            expansions=expansions(*[("s1", 2012, "本篇", "三短一简", ["甲"], *span, True, 0) for span in spelled if uses]),
        )
    )
    for (start, _), paragraph in zip(find_paragraphs(TEXT), view["paragraphs"], strict=True):
        position = start
        for run in paragraph["runs"]:
            for place in range(position, position + len(run["text"])):
                covering = {kind for kind, marks in (("slogan", uses), ("expansion", spelled if uses else [])) for a, b in marks if a <= place < b}
                assert said_of(run) == covering
                assert run.get("sentence") == next((i for i, (a, b) in enumerate(sentences) if a <= place < b), None)
            position += len(run["text"])


def crowded(length, *, forms, lines):
    """A text with a slogan, an explanation and something found every 20 characters, on one line or on lines of their own."""
    places = range(0, length, 20)
    text = ("字" * 19 + ("\n" if lines else "。")) * len(places)
    units = [(i, 1, "unit", "own-line", "一、", "字", a, a + 3, a + 20) for i, a in enumerate(places)]
    rows = made_up(
        text=text,
        decoded=text,
        sections=sections(*(units if lines else units[:1])),
        sentences=pd.DataFrame([(i, a, a + 20) for i, a in enumerate(places)], columns=["sentence", "start", "end"]),
        uses=pd.DataFrame([(f"第{i % forms}", a, a + 4) for i, a in enumerate(places)], columns=["form", "start", "end"]),
        expansions=expansions(*[(f"s{i % 2}", 2012, "", f"第{i % forms}", ["甲"], a + 5, a + 12, True, i) for i, a in enumerate(places)]),
    )
    return rows, [(a + 2, a + 6) for a in places]


@pytest.mark.parametrize("forms", [7, 10**6])
@pytest.mark.parametrize("lines", [False, True])
def test_time_grows_with_the_text_and_no_faster(forms, lines):
    rows, found = crowded(10_000, forms=forms, lines=lines)
    assert reading_view(rows, found)["found"] == len(found)
    check_growth(lambda given: reading_view(*given), lambda length: crowded(length, forms=forms, lines=lines), 25_000)


def test_repairs_stand_where_they_were_made_and_say_what_was_there():
    decoded = "　　第⼀点\u200b是\n　\n　　完"
    edits = (
        Repair("indent", (Edit(0, 2, ""), Edit(8, 9, ""), Edit(10, 12, ""))),
        Repair("lookalike", (Edit(3, 4, "一"),)),
        Repair("zero_width", (Edit(5, 6, ""),)),
    )
    rows = made_up(
        text="第一点是\n\n完", decoded=decoded, repairs=edits, sections=sections(), uses=made_up().uses[:0], sentences=made_up().sentences[:0]
    )
    view = reading_view(rows)
    assert [text_of(p) for p in view["paragraphs"]] == ["第一点是", "完"]
    assert changes(view) == [
        ("", "indent", "　　", ""),
        ("一", "lookalike", "⼀", "一"),
        ("", "zero_width", "\u200b", ""),
        ("", "indent", "　", ""),
        ("", "indent", "　　", ""),
    ]


AWKWARD = "　　同志们,大家好!\x0c\n \n１２人\u200b参加，⽅案(试行)已定。\u2028下一条\n　\n来源:某某网\n责任编辑：张三\n"


@given(st.lists(st.sampled_from([*AWKWARD, "一、", "（掌声）", "的的", "主持人：好。\n"]), max_size=60).map("".join))
@example(AWKWARD)
def test_every_edit_and_every_remark_is_shown_once(text):
    decoded = "字" + text
    made = repairs.find(decoded)
    shown = repairs.apply(decoded, made)
    noticed = remarks.find(shown)
    rows = made_up(
        text=shown, decoded=decoded, repairs=made, remarks=noticed, sections=sections(), uses=made_up().uses[:0], sentences=made_up().sentences[:0]
    )
    view = reading_view(rows)
    assert [text_of(p) for p in view["paragraphs"]] == [shown[a:b] for a, b in find_paragraphs(shown)]
    edits = {change["id"]: change for run in runs_of(view) for change in run.get("changes", [])}
    assert Counter(change["kind"] for change in edits.values()) == {repair.kind: len(repair.edits) for repair in made}
    assert sorted(edits) == list(range(len(edits)))
    places = {place["id"]: place["kind"] for run in runs_of(view) for place in run.get("places", []) if place["group"] == "remark"}
    assert Counter(places.values()) == {remark.kind: len(remark.places) for remark in noticed}


def test_what_only_the_analysis_reads_otherwise_is_shown_as_printed():
    text = "同志们,大家好"
    made = repairs.find(text)
    rows = made_up(text=text, decoded=text, repairs=made, sections=sections(), uses=made_up().uses[:0], sentences=made_up().sentences[:0])
    (run,) = [run for run in runs_of(reading_view(rows)) if "changes" in run]
    assert (run["text"], run["changes"][0]["read"], run["changes"][0]["shown"]) == (",", "，", False)


def test_stage_notes_are_found_in_what_is_analysed():
    text = "大家要努力。（掌聲）"
    rows = made_up(
        text=text, decoded=text, analysed="大家要努力。（掌声）", sections=sections(), uses=made_up().uses[:0], sentences=made_up().sentences[:0]
    )
    assert marked(reading_view(rows), "stage") == ["（掌聲）"]


def test_a_text_without_lines_has_no_paragraphs():
    empty = made_up(text="", decoded="", sections=sections(), uses=made_up().uses[:0], sentences=made_up().sentences[:0])
    assert reading_view(empty) == {"speech": "s1", "paragraphs": [], "outline": [], "notes": [], "found": 0}


@pytest.mark.parametrize(
    ("text", "wanted", "spans"),
    [
        ("啊啊啊", "啊啊", [(0, 2)]),
        ("App和APP", "app", [(0, 3), (4, 7)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("文字", " ", []),
        ("文字", "", []),
        ("一\n二", "一二", []),
    ],
)
def test_a_string_is_found_as_it_is_written(text, wanted, spans):
    assert find_string(text, wanted) == spans


def stored(store, id_):
    speech = store.speech(id_)
    ids = [i for (i,) in store.tuples("select id from speeches")]
    return Rows(
        id_,
        speech.metadata.title,
        speech.metadata.year,
        speech.text,
        speech.decoded,
        speech.repairs,
        queries.outlines(store, [id_]),
        queries.sentences(store, id_),
        queries.slogan_uses(store, [id_]),
        queries.expansions(store, ids),
        speech.metadata.date,
    )
