"""Another reading of a speech takes its place: repairs off, another encoding, traditional folded; what counts goes by parts."""

import json
import threading

import pytest

from analysis.corpus import build, queries
from analysis.corpus import store as storing
from analysis.corpus.build import Manner, manner_of, read_files, reread, set_manner, sort_out
from analysis.corpus.store import Store
from analysis.corpus.writer import Writer
from analysis.errors import EmptyFileError, SettingsError, UndecodableError, UnknownSpeechError, WorkspaceError
from analysis.model import PARTS, Lexicon
from analysis.reading.read import paste

TEXT = "在全市会议上的讲话\n（2012年3月5日）\n同志们：\n一、抓落\u200b实（掌声）\n要抓落\u200b实,抓到底。\n二、推动发展\n发展靠实干。\n2012年3月5日\n［1］注释里的话。"
TRADITIONAL = "在全市會議上的講話\n（2012年3月5日）\n同志們：\n發展靠實幹。"
SIMPLE = "在全市会议上的讲话\n（2012年3月5日）\n同志们：\n发展靠实干。"
ASCII = b"Comrades and friends, work hard."


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path)
    yield opened
    opened.close()


def terms(store, lexicon=None):
    ids = list(queries.speeches(store)["id"])
    return queries.term_counts(store, ids, "all", lexicon or Lexicon()).set_index("term")["n"].to_dict()


def rows(store):
    return {
        name: store.tuples(f"select * from {name} order by all")
        for name in ("sections", "sentences", "slogans", "expansions", "tokens", "term_counts")
    }


def test_a_repair_switched_off_is_another_reading_and_on_again_the_same(store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    before, tables = store.speech(id_), rows(store)
    store.edit({id_: {"title": "改过的标题", "own": {"省份": "浙江"}}})
    assert terms(store)["落实"] == 2
    reread(store, id_, {"zero_width"})
    other = store.speech(id_)
    assert "\u200b" in other.text
    assert other.off == ("zero_width",)
    assert other.reading != before.reading
    assert (other.metadata.title, other.metadata.own) == ("改过的标题", {"省份": "浙江"})
    assert "落实" not in terms(store)
    reread(store, id_, ())
    after = store.speech(id_)
    assert (after.text, after.repairs, after.reading, after.off) == (before.text, before.repairs, before.reading, ())
    assert [len(found) for found in rows(store).values()] == [len(found) for found in tables.values()]


def test_another_reading_is_cut_anew_by_every_lexicon(store):
    own = Lexicon(("靠实干",))
    (id_,) = store.add([paste(TEXT)], own)
    reread(store, id_, {"zero_width"})
    store.cut(own)
    assert terms(store, own)["靠实干"] == 1
    assert store.tuples("select count(*) - count(distinct (lexicon, form)) from terms") == [(0,)]


def test_half_width_marks_are_full_width_ones_in_the_analysis_only(store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    speech = store.speech(id_)
    assert "实,抓" in speech.text
    assert "实，抓" in speech.analysed
    assert len(speech.text) == len(speech.analysed)
    assert store.tuples("select count(*) from terms where form = ','") == [(0,)]
    reread(store, id_, {"halfwidth_punctuation"})
    assert store.speech(id_).analysed == store.speech(id_).text


def test_another_encoding_can_be_chosen_by_hand_and_one_that_fails_changes_nothing(store):
    (speech,) = read_files([("甲.txt", ASCII)]).speeches
    store.add([speech], Lexicon())
    reread(store, speech.id, (), encoding="utf-16")
    assert (store.speech(speech.id).encoding, store.speech(speech.id).decoded) == ("utf-16", ASCII.decode("utf-16"))
    reread(store, speech.id, (), encoding="gb18030")
    assert (store.speech(speech.id).encoding, store.speech(speech.id).text) == ("gb18030", speech.text)
    (odd,) = read_files([("乙.txt", ASCII + b"!")]).speeches
    store.add([odd], Lexicon())
    with pytest.raises(UndecodableError):
        reread(store, odd.id, (), encoding="utf-16")
    assert store.speech(odd.id) == odd


def test_no_speech_is_not_read_anew(store):
    with pytest.raises(UnknownSpeechError):
        reread(store, "nothing", ())


def test_folding_counts_both_scripts_as_one_and_shows_each_as_it_is(store):
    ids = store.add([paste(TRADITIONAL), paste(SIMPLE)], Lexicon())
    assert terms(store)["发展"] == 1
    assert set_manner(store, Manner(folded=True)).changed == 1
    assert terms(store)["发展"] == 2
    assert store.speech(ids[0]).text == TRADITIONAL
    assert manner_of(store) == Manner(folded=True)
    assert set_manner(store, Manner()).changed == 1
    assert terms(store)["发展"] == 1


def test_a_repair_switched_off_for_the_corpus_is_off_where_it_was_made_and_in_what_comes(store):
    store.add([paste(TEXT), paste(SIMPLE)], Lexicon())
    assert set_manner(store, Manner(off=("zero_width",))).changed == 1
    assert sorted(queries.speeches(store)["off"].map(list)) == [[], ["zero_width"]]
    (later,) = read_files([("乙.txt", (TEXT + "完。").encode())], manner_of(store)).speeches
    assert "\u200b" in later.text
    assert set_manner(store, Manner()).changed == 1
    assert terms(store)["落实"] == 2


@pytest.mark.parametrize(
    ("parts", "has", "lacks"),
    [
        (("heading", "body"), {"发展": 2, "落实": 2}, ["讲话", "掌声", "同志", "注释"]),
        (("body",), {"发展": 1, "落实": 1}, ["讲话", "掌声"]),
        (("heading",), {"发展": 1, "落实": 1}, ["实干", "掌声"]),
        (("title",), {"讲话": 1}, ["发展"]),
        (("notes",), {"注释": 1}, ["发展", "讲话"]),
        (("stage",), {"掌声": 1}, ["发展"]),
        (("salutation",), {"同志": 1}, ["发展"]),
        (PARTS, {"发展": 2, "讲话": 1, "掌声": 1, "注释": 1}, []),
    ],
)
def test_what_counts_goes_by_parts(store, parts, has, lacks):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    store.set_parts(parts)
    assert set(store.parts()) == set(parts)
    found = terms(store)
    assert {term: found.get(term) for term in has} == has
    assert not set(lacks) & set(found)
    for term, n in found.items():
        assert len(queries.term_positions(store, [id_], term, Lexicon())) == n


def test_the_parts_add_up_to_the_whole(store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    sizes = {}
    for part in PARTS:
        store.set_parts([part])
        sizes[part] = int(queries.sizes(store, [id_], "all", Lexicon())["han"].sum())
    assert sum(sizes.values()) == int(queries.speeches(store)["han"].iloc[0])
    assert all(sizes.values())


@pytest.mark.parametrize("parts", [(), ("nothing",)])
def test_parts_that_are_none_are_refused(store, parts):
    with pytest.raises(SettingsError):
        store.set_parts(parts)
    assert store.parts() == ("heading", "body")


def test_variants_and_named_selections_are_kept(store):
    one, two = store.add([paste(TEXT), paste(SIMPLE)], Lexicon())
    store.set_variant([two, one], one)
    assert dict(store.tuples("select id, variant_of from speeches")) == {one: None, two: one}
    store.set_variant([two], None)
    assert dict(store.tuples("select id, variant_of from speeches")) == {one: None, two: None}
    key = store.name_selection([one], "历年报告")
    assert store.named_selections() == {key: ("历年报告", (one,))}
    other = store.name_selection([two], "历年报告")
    assert store.named_selections() == {other: ("历年报告", (two,))}
    store.name_selection([two], "")
    assert store.named_selections() == {}
    assert store.selection(other) == (two,)


def test_own_columns_and_remarks_are_stored(store):
    (id_,) = store.add([paste(TEXT + "\n在在这里。")], Lexicon(), changes={})
    store.edit({id_: {"own": {"省份": "浙江"}}})
    row = queries.speeches(store).iloc[0]
    assert json.loads(row["own"]) == {"省份": "浙江"}
    assert [kind for kind, *_ in json.loads(row["remarks"])] == ["doubled"]
    assert store.speech(id_).remarks[0].places[0] == (store.speech(id_).text.index("在在"), store.speech(id_).text.index("在在") + 2)


def interrupted_after(n):
    def progress(done, _total, _what):
        if done == n:
            raise KeyboardInterrupt
        return True

    return progress


def states(store):
    return [(sorted(off), folded) for off, folded in store.tuples("select off, folded from speeches order by speech")]


def test_an_interrupted_rereading_puts_back_what_each_speech_had(store):
    ids = store.add([paste(TEXT + str(n)) for n in range(3)], Lexicon())
    reread(store, ids[0], {"zero_width"})
    before = states(store)
    with pytest.raises(KeyboardInterrupt):
        set_manner(store, Manner(off=("zero_width", "halfwidth_punctuation")), interrupted_after(2))
    assert states(store) == before
    assert manner_of(store) == Manner()
    assert set_manner(store, Manner(off=("halfwidth_punctuation",))).changed == 3
    assert states(store)[0] == (["halfwidth_punctuation", "zero_width"], False)


def test_a_speech_that_cannot_be_read_so_keeps_its_reading_and_is_named(store, monkeypatch):
    ids = store.add([paste(TEXT + str(n)) for n in range(3)], Lexicon())
    whole = build.read

    def refusing(name, data, **more):
        if data.decode().endswith("1"):
            raise EmptyFileError(name=name, size=0)
        return whole(name, data, **more)

    monkeypatch.setattr(build, "read", refusing)
    done = set_manner(store, Manner(off=("zero_width",)))
    assert (done.changed, len(done.failures)) == (2, 1)
    assert [off for off, _ in states(store)] == [["zero_width"], [], ["zero_width"]]
    assert ids


def test_deleted_speeches_pasted_ones_and_the_sample_follow_the_corpus(store):
    (gone,) = store.add([paste(TRADITIONAL)], Lexicon())
    store.set_deleted([gone], deleted=True)
    set_manner(store, Manner(folded=True, off=("zero_width",)))
    store.set_deleted([gone], deleted=False)
    assert store.speech(gone).folded
    manner = manner_of(store)
    assert "\u200b" in paste(TEXT, off=manner.off, folded=manner.folded).text


def test_the_same_bytes_in_another_encoding_are_known_and_replace_a_deleted_reading(store):
    (wrong,) = read_files([("甲.txt", b"Comrades, work hard!")], encodings={"甲.txt": "utf-16"}).speeches
    store.add([wrong], Lexicon())
    (right,) = read_files([("甲.txt", b"Comrades, work hard!")]).speeches
    assert right.id == wrong.id
    assert [speech.id for speech, _ in sort_out(store, [right]).known] == [right.id]
    store.set_deleted([wrong.id], deleted=True)
    store.add(sort_out(store, [right]).new, Lexicon())
    assert store.speech(right.id).text == "Comrades, work hard!"


def test_a_correction_made_while_a_speech_is_read_anew_is_kept(store, monkeypatch):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    inside, edited = threading.Event(), threading.Event()
    rewrite = Writer.rewrite

    def slow(self, cursor, rows, key):
        inside.set()
        edited.wait(0.3)  # the correction has to wait for the end
        rewrite(self, cursor, rows, key)

    monkeypatch.setattr(Writer, "rewrite", slow)
    reading = threading.Thread(target=reread, args=(store, id_, {"zero_width"}))
    reading.start()
    assert inside.wait(120)
    store.edit({id_: {"title": "改过的标题"}})
    edited.set()
    reading.join()
    assert store.speech(id_).metadata.title == "改过的标题"
    assert store.speech(id_).off == ("zero_width",)


def test_tokens_of_an_old_reading_are_never_written_beside_a_new_one(store, monkeypatch):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    own = Lexicon(("靠实干",))
    cut_then = storing.cut
    done = []

    def late(texts, lexicon):
        found = cut_then(texts, lexicon)
        if lexicon == own and not done:
            done.append(1)
            reread(store, id_, {"zero_width"})
        return found

    monkeypatch.setattr(storing, "cut", late)
    store.cut(own)
    text = store.speech(id_).analysed
    rows = store.tuples("select start, form from tokens join terms using (term) where lexicon = ?", [own.hash])
    assert rows
    assert all(text.startswith(form, start) for start, form in rows)


def test_a_stage_note_in_a_heading_is_no_heading(store):
    (id_,) = store.add([paste("同志们：\n一、加强建设（热烈鼓掌）\n要抓落实。\n二、发展\n要实干。")], Lexicon())
    store.set_parts(["heading"])
    assert int(queries.sizes(store, [id_], "all", Lexicon())["han"].sum()) == len("一加强建设二发展")


def test_a_workspace_that_is_being_imported_into_is_not_closed(store):
    with store._turn(store._importing, 1), pytest.raises(WorkspaceError, match="another session"):
        store.close()
    assert queries.speeches(store).empty
