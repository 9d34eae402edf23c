"""Where words stand: the marks, the table and the passages behind them agree."""

import pytest

from analysis.corpus import queries
from analysis.corpus.passages import passages
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.layout_places import NEAR, answer_places
from ui.asked import ask
from ui.view import View, key_of, slogan_key
from ui.words import Words

WORD, SLOGAN = key_of("发展"), slogan_key("四个过硬")


def answer(store, **view):
    return answer_places(ask(store, View(part="places", **view)))


def ticks(figure):
    """Return id → place on the axis of each tick."""
    marks = [trace for trace in figure.data if trace.type == "scatter" and trace.customdata is not None]
    return {key: x for trace in marks for key, x in zip(trace.customdata, trace.x, strict=True)}


def opened(found):
    return list(zip(found.positions["id"], found.positions["start"], strict=True))


@pytest.mark.parametrize(("of", "form"), [(WORD, "发展"), (SLOGAN, "四个过硬")])
def test_a_tick_for_each_occurrence_and_each_opens_its_sentence(sample_store, of, form):
    found = answer(sample_store, of=of)
    marks = ticks(found.drawn.figure)
    assert len(marks) == len(found.positions) == found.drawn.table["n"].sum()
    assert found.followed == (of,)
    for key, place in list(marks.items())[::11]:
        one = answer(sample_store, of=of, chosen=key)
        id_, _, start = key.partition("_")
        near = {(k.partition("_")[0], int(k.partition("_")[2])) for k, x in marks.items() if k.startswith(id_) and abs(x - place) <= NEAR}
        assert (id_, int(start)) in opened(one)
        assert set(opened(one)) == near
        assert one.mark == of
        for passage in passages(sample_store, one.positions):
            assert all(passage.text[a:b] == form for a, b in passage.marks)


def test_rows_of_the_table_open_as_many_as_they_say_and_first_and_last_are_those_drawn(sample_store):
    found = answer(sample_store, of=SLOGAN + WORD)
    marks = ticks(found.drawn.figure)
    for row in found.drawn.table.iloc[::5].itertuples():
        one = answer(sample_store, of=SLOGAN + WORD, chosen=row.key)
        assert len(one.positions) == row.n
        if row.n:
            at = [marks[f"{id_}_{start}"] for id_, start in opened(one)]
            assert (min(at), max(at)) == pytest.approx((row.first, row.last))
            assert one.mark == row.key.partition("-w")[2]


def test_each_unit_drawn_opens_what_stands_in_it(sample_store):
    one = ask(sample_store, View()).ids[:1]
    found = answer(sample_store, of=WORD, speeches=one)
    (bar,) = [trace for trace in found.drawn.figure.data if trace.type == "bar" and trace.customdata is not None]
    held = [len(answer(sample_store, of=WORD, speeches=one, chosen=key).positions) for key in bar.customdata]
    assert sum(held) == len(found.positions) > 5
    sizes = dict(zip(bar.customdata, zip(bar.base, bar.x, strict=True), strict=True))
    for key, n in zip(bar.customdata, held, strict=True):
        start, size = sizes[key]
        assert n == sum(start <= at < start + size for at in ticks(found.drawn.figure).values())


def test_bands_run_along_the_layout_by_share_and_by_characters(sample_store):
    for shape, whole in (("share", 1), ("han", None)):
        found = answer(sample_store, of=WORD, shape=shape)
        (bar,) = [trace for trace in found.drawn.figure.data if trace.type == "bar" and trace.customdata is not None]
        ends = {}
        for row, base, size in zip(bar.y, bar.base, bar.x, strict=True):
            assert base == pytest.approx(ends.get(row, 0))
            ends[row] = base + size
        sizes = dict(zip(ask(sample_store, View()).rows["id"], ask(sample_store, View()).rows["han"], strict=True))
        assert sorted(ends.values()) == pytest.approx(sorted([whole] * 12 if whole else sizes.values()))


def test_three_are_told_apart_by_symbol_colour_and_lane(sample_store):
    found = answer(sample_store, of=WORD + key_of("工作") + SLOGAN)
    traces = [trace for trace in found.drawn.figure.data if trace.showlegend]
    assert [trace.name for trace in traces] == ["发展", "工作", "“四个过硬”"]
    assert len({trace.marker.symbol for trace in traces}) == len({trace.marker.color for trace in traces}) == 3
    assert len({round(y % 1, 6) for trace in traces for y in trace.y}) == 3


def test_without_a_choice_the_slogan_explained_most_often_is_followed(sample_store):
    found = answer(sample_store)
    assert found.followed == (SLOGAN,)
    assert "四个过硬" in found.sentence
    assert next(iter(found.options)) != SLOGAN


def test_what_is_chosen_and_absent_from_the_selection_says_so(sample_store):
    (id_, *_) = [i for i, text in queries.texts(sample_store, ask(sample_store, View()).ids).items() if "四个过硬" not in text]
    found = answer(sample_store, of=SLOGAN + WORD, speeches=(id_,))
    assert found.followed == (SLOGAN, WORD)
    assert found.sentence.startswith("“<mark>四个过硬</mark>”不见于")
    rows = found.drawn.table.set_index("form")
    assert rows.loc["“四个过硬”", "n"] == 0
    assert rows.loc["“四个过硬”", ["first", "last", "dp_norm"]].isna().all()


def test_a_word_within_a_slogan_is_not_marked_twice(sample_store):
    found = answer(sample_store, of=SLOGAN + key_of("过硬"))
    table = found.drawn.table
    assert found.nested > 0
    assert len(found.positions) + found.nested == table["n"].sum()
    for passage in passages(sample_store, found.positions):
        assert all(a[1] <= b[0] for a, b in zip(passage.marks, passage.marks[1:], strict=False))


@pytest.mark.parametrize("chosen", ["", "x", "ffffffffffff_1", "ffffffffffff-1", "_", "-", "1_2_3"])
@pytest.mark.parametrize("of", ["zz", "<b>", key_of("没有这个词")])
def test_what_no_one_could_have_clicked_opens_all(sample_store, chosen, of):
    found = answer(sample_store, of=of, chosen=chosen)
    assert found.opened == Words("zh")("layout_places.all")
    assert found.followed == (SLOGAN,)


def test_a_speech_without_words_gives_no_answer(store):
    from analysis.corpus.build import read_files
    from analysis.model import Lexicon

    store.add(read_files([("数.txt", b"2012\n2013")]).speeches, Lexicon())
    assert answer(store) is None


def test_what_is_kept_between_clicks_changes_with_what_is_counted(store):
    from analysis.corpus.build import import_sample
    from analysis.model import Lexicon

    import_sample(store, Lexicon())
    before = answer(store, of=WORD)
    store.set_parts(("body",))
    bodies = answer(store, of=WORD)
    assert len(bodies.positions) < len(before.positions)
    store.set_deleted([before.positions["id"].iloc[0]], deleted=True)
    assert len(answer(store, of=WORD).positions) < len(bodies.positions)


@pytest.mark.parametrize(
    ("seconds", "said"), [("渔船回港。", "并列最多，各占 50%"), ("渔船回港，渔船要修。", "最多的在“<mark>二、修船</mark>”：占各次的 67%")]
)
def test_units_that_hold_as_much_are_told_as_such(store, seconds, said):
    store.add([paste(f"同志们：\n一、出海\n渔船要早出。\n二、修船\n{seconds}\n三、晒网\n网要晒。")], Lexicon())
    assert said in answer(store, of=key_of("渔船")).sentence
