"""Rows made on demand while other sessions import, read anew, choose and drop: what is noted as made was made of what it says."""

import threading

import pytest

from analysis.corpus import derived, place_queries, queries
from analysis.corpus.place_queries import slogan_positions, word_positions
from analysis.corpus.store import RECENT, Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.corpus.theme_corpus import theme_corpus
from analysis.corpus.themes import Theme
from analysis.corpus.unit_queries import top_units
from analysis.corpus.writer import Writer
from analysis.errors import WorkspaceError
from analysis.model import PARTS, Lexicon
from analysis.reading.read import paste, read

TEXT = "在全县农业工作会议上的讲话\n（2014年2月11日）\n同志们：\n一、抓好粮食生产\n粮食是根本，要抓好“三夏”。农业要增效。\n"
OTHER = "在全县水利工作会议上的讲话\n（2015年3月2日）\n同志们：\n一、修好渠道\n粮食要靠水利。\n"
OWN = Lexicon(("粮食生产",))
FARMS = Theme("农业", ("粮食",), ("农业",))


def import_other(store):
    store.add([paste(OTHER)], Lexicon())


def read_anew(store):
    speech = paste(TEXT)
    store.replace(read(speech.source_name, speech.data, off=("indent",)))


def after(monkeypatch, name, change, times=1):
    """Let another session *change* something right after the first calls of a method of the store."""
    whole, left = getattr(Store, name), [times]

    def first_then(store, *given):
        found = whole(store, *given)
        if left[0]:
            left[0] -= 1
            change(store)
        return found

    monkeypatch.setattr(Store, name, first_then)
    return left


@pytest.mark.parametrize("change", [import_other, read_anew])
def test_a_speech_that_comes_between_cutting_and_counting_is_counted(store, monkeypatch, change):
    store.add([paste(TEXT)], Lexicon())
    left = after(monkeypatch, "cut", change)
    ensure_term_counts(store, OWN)
    ids = list(queries.speeches(store)["id"])
    counts = queries.term_counts(store, ids, "speech", OWN)
    assert left == [0]
    assert set(counts["group"]) == set(ids)
    assert (queries.sizes(store, ids, "speech", OWN)["words"] > 0).all()


@pytest.mark.parametrize("change", [import_other, read_anew])
def test_a_speech_that_comes_between_cutting_and_finding_themes_has_its_themes(store, monkeypatch, change):
    store.add([paste(TEXT)], Lexicon())
    left = after(monkeypatch, "cut", change)
    theme_corpus(store, list(queries.speeches(store)["id"]), [FARMS], OWN)
    assert left == [0]
    ids = list(queries.speeches(store)["id"])
    found = theme_corpus(store, ids, [Theme("农业", ("粮食",))], OWN)
    assert set(found.places(found.themes)["id"]) == set(ids)
    found = theme_corpus(store, ids, [FARMS], OWN)
    assert set(found.places([FARMS])["id"]) == set(ids)
    assert found.uses["uses"].sum() == len(found.places([FARMS])) > 0


def test_what_is_changed_again_and_again_is_given_up_in_time(store, monkeypatch):
    store.add([paste(TEXT)], Lexicon())
    monkeypatch.setattr(derived, "LONG_WAIT", 0)
    after(monkeypatch, "cut", read_anew, times=100)
    for make in (lambda: ensure_term_counts(store, OWN), lambda: theme_corpus(store, [], [FARMS], OWN)):
        with pytest.raises(WorkspaceError) as caught:
            make()
        assert caught.value.fields["detail"] == "busy"


def test_themes_are_laid_out_by_the_parts_their_rows_were_made_of(store, monkeypatch):
    store.add([paste(TEXT)], Lexicon())
    ids = list(queries.speeches(store)["id"])
    left = after(monkeypatch, "parts", lambda store: store.set_parts(PARTS))
    found = theme_corpus(store, ids, [FARMS], Lexicon())
    assert left == [0]
    assert found.sentences["han"].sum() == queries.speeches(store)["counted_han"].sum()
    assert found.uses["uses"].sum() == len(found.places([FARMS]))


@pytest.mark.parametrize(
    ("positions", "forms"),
    [(lambda store, ids, forms: word_positions(store, ids, forms, Lexicon()), ["农业"]), (slogan_positions, ["三夏"])],
)
def test_a_speech_read_anew_while_places_are_sought_has_the_places_of_one_reading(store, monkeypatch, positions, forms):
    long = paste("同志们：\n" + "今年的工作要往前赶。" * 30 + "\n" + TEXT)
    (id_,) = store.add([long], Lexicon())
    store._connection.cursor().execute("update slogans set cls = 'slogan', decision = true")
    wanted = positions(store, [id_], forms)
    assert len(wanted)
    whole = place_queries._with_before

    def shortened_first(*given):
        store._connection.cursor().execute("update speeches set text = substr(text, 1, 10)")
        return whole(*given)

    monkeypatch.setattr(place_queries, "_with_before", shortened_first)
    assert positions(store, [id_], forms).equals(wanted)


def test_places_come_in_the_order_of_the_list_of_speeches(store):
    kinds = {"b": "1", "a": "2"}
    ids = store.add([paste(TEXT), paste(TEXT + "农业。"), paste(TEXT + "要办好农业。")], Lexicon())
    titles = dict(zip(sorted(ids), ("乙", "丙", "甲"), strict=True))
    store.edit({id_: {"title": title, "kind": kinds["a" if title == "乙" else "b"]} for id_, title in titles.items()})
    order = list(queries.speeches(store)["id"])
    assert order != sorted(ids)
    for table in (
        word_positions(store, ids, ["农业"], Lexicon()),
        top_units(store, ids),
        queries.term_positions(store, ids, "农业", Lexicon()),
        queries.outlines(store, ids),
    ):
        assert list(dict.fromkeys(table["id"])) == order


@pytest.fixture
def crowded(store, monkeypatch):
    """A store with one more lexicon than are kept, the first of them long out of use; and whether its tokens are there."""
    now = [1e6]
    monkeypatch.setattr("analysis.corpus.store.time.monotonic", lambda: now[0])
    store.add([paste(TEXT)], Lexicon())
    lexicons = [Lexicon((word,)) for word in ("抓好", "生产", "根本", "增效", "三夏")]
    for lexicon in lexicons:
        now[0] += 1
        store.cut(lexicon)
    now[0] += RECENT + 1
    return store, lambda: bool(store.tuples("select 1 from cuts where lexicon = ?", [lexicons[0].hash]))


def test_no_tokens_are_dropped_while_another_session_relies_on_them(crowded):
    store, there = crowded
    with store.unchanging():
        thread = threading.Thread(target=store._drop_old)
        thread.start()
        thread.join(60)
        assert not thread.is_alive()
        assert there()
    store._drop_old()
    assert not there()


def test_dropping_and_reading_anew_at_a_time_both_end_well(crowded, monkeypatch):
    store, there = crowded
    whole, reached, go, failed = Writer.rewrite, threading.Event(), threading.Event(), []

    def held(self, *given):
        whole(self, *given)
        reached.set()
        go.wait(60)

    def rereading():
        try:
            read_anew(store)
        except Exception as error:  # noqa: BLE001  looked at below
            failed.append(error)

    monkeypatch.setattr(Writer, "rewrite", held)
    thread = threading.Thread(target=rereading)
    thread.start()
    assert reached.wait(60)
    try:
        store._drop_old()
    finally:
        go.set()
        thread.join(60)
    assert failed == []
    store._drop_old()
    assert not there()
