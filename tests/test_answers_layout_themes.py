"""Themes drawn, their table and the passages behind them agree; words of the user's dictionary never enter a link or a mark."""

import re

import pytest

from analysis.annotation.segmentation import is_han
from analysis.corpus import queries
from analysis.corpus.build import import_sample
from analysis.corpus.passages import passages
from analysis.corpus.store import Store
from analysis.corpus.themes import Theme, keep_themes, starter_themes
from analysis.measures.theme_attention import NONE
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.layout_themes import SHAPES, TABLES, answer_themes
from ui.answers.layout_themes_found import OTHERS, STACKED
from ui.asked import ask, own_words
from ui.view import View


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A workspace of the sample of its own: rows of themes are written into it."""
    store = Store(tmp_path_factory.mktemp("themes"))
    import_sample(store, Lexicon())
    yield store
    store.close()


def answer(store, **view):
    return answer_themes(ask(store, View(part="themes", **view)))


def marks(figure):
    return {
        str(key): hover for trace in figure.data if trace.customdata is not None for key, hover in zip(trace.customdata, trace.hovertext, strict=True)
    }


def n_said(hover):
    return int(re.search(r"提到 ([\d,]+) 次", hover)[1].replace(",", ""))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_piece_opens_as_many_uses_as_it_says(own, shape):
    found = answer(own, shape=shape)
    table = found.drawn.table.set_index("key")
    pieces = marks(found.drawn.figure)
    assert len(pieces) > 40
    for key, hover in list(pieces.items())[:: 1 + len(pieces) // 12]:
        opened = answer(own, shape=shape, chosen=key).opened
        assert opened.key == key
        if key.endswith(NONE):
            assert f"{len(opened.positions)} 句" in hover
            continue
        assert len(opened.positions) == n_said(hover) > 0
        if not key.endswith(OTHERS):
            assert len(opened.positions) == table.loc[key, "uses"] == sum(n for _, n in opened.forms)


@pytest.mark.parametrize("by", TABLES)
def test_each_row_opens_as_many_uses_as_it_says(own, by):
    table = answer(own, of=by).table
    assert table["key"].is_unique
    for row in table.iloc[:: 1 + len(table) // 8].itertuples():
        opened = answer(own, of=by, chosen=row.key).opened
        assert opened.key == row.key
        if row.theme != NONE:
            assert len(opened.positions) == row.uses


def test_passages_mark_the_forms_and_hold_the_characters_of_the_share(own):
    theme = next(t for t in starter_themes() if t.name == "改革")
    found = answer(own, chosen=theme.id)
    row = found.table.set_index("theme").loc[theme.id]
    shown = passages(own, found.opened.positions)
    assert {p.text[a:b] for p in shown for a, b in p.marks} <= set(theme.forms)
    assert sum(len(p.marks) for p in shown) == row["uses"]
    assert len(shown) == row["sentences"]
    assert sum(sum(map(is_han, p.text)) for p in shown) == row["han"]


def test_columns_are_as_high_as_the_shares_and_gaps_stay(own):
    found = answer(own, shape="each")
    heights, cells = found.drawn.figure.data
    table = found.drawn.table.set_index("key")["share"]
    largest = table.max()
    for key, height in zip(cells.customdata, heights.y, strict=True):
        if table[key] > 0.02:
            assert height / max(heights.y[: len(heights.y)]) <= 1
            assert height == pytest.approx(table[key] / largest * 0.82)
    assert "2014" not in {key[:4] for key in cells.customdata}
    assert "2014" in found.drawn.figure.layout.xaxis.ticktext


def test_a_stack_pools_the_themes_with_least_room_and_says_so(own):
    found = answer(own, shape="stack")
    assert found.not_drawn == len(starter_themes()) - STACKED
    assert len({key.rpartition("-")[2] for key in marks(found.drawn.figure)}) == STACKED + 1
    of_2016 = found.drawn.table[(found.drawn.table["group"] == "2016") & (found.drawn.table["theme"] != NONE)]
    drawn = [
        y for t in found.drawn.figure.data if t.customdata is not None for k, y in zip(t.customdata, t.y, strict=True) if str(k).startswith("2016")
    ]
    assert sum(drawn) == pytest.approx(of_2016["share"].sum())


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dark", [False, True])
def test_what_is_chosen_alone_has_the_accent(own, shape, dark):
    asked = ask(own, View(part="themes", shape=shape), dark=dark)
    text = answer_themes(asked).drawn.figure.to_json()
    assert asked.colours.accent in text


@pytest.mark.parametrize("chosen", ["nope", "2014-none", "1999-zzz", "others", "2012-others", "----", "none", "2012-none", "review-none"])
@pytest.mark.parametrize("shape", ["stack", "icicle"])
def test_any_click_opens_something(own, chosen, shape):
    found = answer(own, chosen=chosen, shape=shape, of="zz")
    assert found.opened.title
    assert found.by == TABLES[0]


def test_few_themes_are_stacked_and_none_pooled(own):
    keep_themes(own, [Theme("作风", ("作风",)), Theme("<b>改革</b>", ("改革",)), Theme("空")])
    try:
        found = answer(own)
        assert (found.shape, found.not_drawn) == ("stack", 0)
        assert "<b>改" not in found.sentence
        assert "<b>" not in found.drawn.figure.to_json()
        assert found.table.set_index("theme_name").loc["空", "uses"] == 0
        opened = answer(own, chosen=Theme("空").id).opened
        assert (opened.forms, len(opened.positions)) == ((), 0)
        assert answer(own, chosen="others").opened.title != found.drawn.alt
    finally:
        keep_themes(own, None)


def test_a_form_that_is_never_found_is_told(own):
    keep_themes(own, [Theme("作风", ("作风",), ("从未有过的提法",))])
    try:
        assert answer(own, chosen=Theme("作风").id).opened.never == ("从未有过的提法",)
        forms = answer(own, of="forms").table.set_index("form")["uses"]
        assert forms["从未有过的提法"] == 0
    finally:
        keep_themes(own, None)


def test_the_answer_names_the_leader_the_riser_and_what_names_none(own):
    found = answer(own)
    years = found.drawn.table.pivot_table(index="theme_name", columns="group", values="share", aggfunc="first")
    none = years.index[-1] if "不提" in years.index[-1] else "不提任何主题"
    years = years.drop(index=none)
    assert f"<mark>{years['2018'].idxmax()}</mark>" in found.sentence
    assert f"<mark>{(years['2018'] - years['2011']).idxmax()}</mark>" in found.sentence


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("text", ["同志们：\n抓好改革。", "在2012年会议上的讲话\n同志们：\n抓好农业。", "同志们：\n好。", "Comrades, three things."])
def test_one_small_speech_is_answered(store, text, lang):
    store.add([paste(text)], Lexicon())
    found = answer(store, lang=lang)
    if found is not None:
        assert "nan" not in found.sentence
        assert not re.search(r"[{}]", found.sentence)


def test_without_themes_or_characters_there_is_no_answer(store):
    store.add([paste("Comrades, in 2012 three things.")], Lexicon())
    assert answer(store) is None
    store.add([paste("同志们：\n抓好改革。")], Lexicon())
    assert answer(store) is not None
    keep_themes(store, [])
    assert answer(store) is None


def test_links_carry_no_word(own):
    for by in ("speech", "function", "forms"):
        table = answer(own, of=by).table
        assert all(re.fullmatch(r"[a-z0-9_-]{1,24}", key) for key in table["key"])


def test_functions_of_units_are_told_apart(own):
    found = answer(own, of="function")
    assert len(set(found.table["group"])) > 2
    whole = found.table.groupby("group")["share"].sum()
    assert whole.tolist() == pytest.approx([1] * len(whole))
    assert queries.speeches(own).shape[0] == 12


def test_a_form_that_is_word_and_string_of_pooled_themes_is_found_in_both_ways(store):
    big = [Theme(form, (), (form,)) for form in ("修渠", "种树", "修路", "架桥", "打井", "防火")]
    text = (
        "20{}年3月1日\n同志们：\n"
        + "".join(f"今年冬天各乡各村都要抓紧{theme.name}，一天也不耽误，一处也不落下。" for theme in big)
        + "老码头、码头、新码头。"
    )
    store.set_meta("own_words", ["老码头", "新码头"])
    store.add([paste(text.format(year)) for year in (11, 12)], own_words(store))
    keep_themes(store, [*big, Theme("港口", ("码头",)), Theme("工人", (), ("码头",))])
    found = answer(store, shape="stack")
    others = {key: hover for key, hover in marks(found.drawn.figure).items() if key.endswith(OTHERS)}
    assert [n_said(hover) for hover in others.values()] == [3, 3]
    for key in others:
        assert len(answer(store, shape="stack", chosen=key).opened.positions) == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_last_year_without_themes_is_told_as_such(store, lang):
    store.add([paste("2011年3月1日\n同志们：\n种树要紧。"), paste("2012年3月1日\n同志们：\n看海去。")], Lexicon())
    keep_themes(store, [Theme("林业", (), ("种树",))])
    said = answer(store, lang=lang).sentence
    assert "0%" not in said.split("。" if lang == "zh" else ".")[0]
    assert said.startswith("2012 年的讲话不提任何主题；" if lang == "zh" else "In 2012 no theme of the dictionary is named; ")
