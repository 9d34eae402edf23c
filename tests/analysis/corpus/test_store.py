import threading

import duckdb
import pytest

from analysis.corpus import queries
from analysis.corpus.build import count, import_sample, import_speeches, read_files, same_words
from analysis.corpus.store import FILE_NAME, Store
from analysis.errors import ImportCancelledError, UnknownSpeechError, WorkspaceError
from analysis.model import Lexicon
from analysis.reading.read import paste

ONE = "在全市会议上的讲话\n同志们：\n今年要抓好三件事。发展是第一要务，发展要靠实干。"
TWO = "在全市会议上的讲话\n同志们：\n明年继续推进改革发展。"


def add(store, *texts, lexicon=Lexicon()):  # noqa: B008  frozen
    return import_speeches(store, [paste(t) for t in texts], lexicon)


def tables(store):
    names = ["sources", "speeches", "sections", "sentences", "tokens", "term_counts", "slogans", "expansions", "terms", "cuts"]
    return {name: store.tuples(f"select count(*) from {name}")[0][0] for name in names}


def test_what_is_stored_comes_back_byte_for_byte(store):
    speech = paste(ONE)
    add(store, ONE)
    assert store.speech(speech.id) == speech


def test_an_import_that_is_stopped_stores_nothing(store):
    add(store, ONE)
    before = tables(store)
    with pytest.raises(ImportCancelledError):
        import_speeches(store, [paste(TWO), paste(TWO + "完。")], Lexicon(), lambda done, _total, _what: done < 1)
    assert tables(store) == before


def test_an_import_that_fails_half_way_stores_nothing(store, monkeypatch):
    add(store, ONE)
    before = tables(store)

    def fail(*_):
        raise duckdb.IOException("disk full")

    monkeypatch.setattr("analysis.corpus.writer.Writer.write_tokens", fail)
    with pytest.raises(duckdb.IOException):
        add(store, TWO)
    monkeypatch.undo()
    assert tables(store) == before
    add(store, TWO)
    assert len(queries.speeches(store)) == 2


def test_the_same_file_twice_is_stored_once(store):
    add(store, ONE)
    before = tables(store)
    add(store, ONE)
    assert tables(store) == before


def test_the_same_words_in_another_file_are_noticed(store):
    add(store, ONE)
    other = paste(ONE.replace("\n", "\n\n"))
    assert other.id != paste(ONE).id
    assert same_words(store, [other]) == {other.id: paste(ONE).metadata.title}


def test_a_deleted_speech_leaves_all_counts_and_comes_back(store):
    (id_,) = add(store, ONE)
    store.set_deleted([id_], deleted=True)
    assert queries.speeches(store).empty
    assert queries.term_counts(store, [id_], "all", Lexicon()).empty
    with pytest.raises(UnknownSpeechError):
        store.speech(id_)
    store.set_deleted([id_], deleted=False)
    assert store.speech(id_) == paste(ONE)


def test_back_to_the_sample_restores_what_was_deleted_and_keeps_the_rest(store):
    import_sample(store, Lexicon())
    add(store, ONE)
    store.set_deleted(list(queries.speeches(store)["id"])[:5], deleted=True)
    import_sample(store, Lexicon())
    assert len(queries.speeches(store)) == 13


def test_metadata_is_corrected_without_touching_the_rest(store):
    (id_,) = add(store, ONE)
    store.edit(id_, {"title": "改过的标题", "year": 2012, "text": "不可改"})
    speech = store.speech(id_)
    assert (speech.metadata.title, speech.metadata.year, speech.text) == ("改过的标题", 2012, paste(ONE).text)


def test_own_words_cut_anew_and_the_default_counts_stay(store):
    (id_,) = add(store, ONE)
    own = Lexicon(("第一要务",))
    before = queries.term_counts(store, [id_], "all", Lexicon())
    store.cut(own)
    terms = queries.term_counts(store, [id_], "all", own).set_index("term")["n"]
    assert terms["第一要务"] == 1
    assert queries.term_counts(store, [id_], "all", Lexicon()).equals(before)
    newer = Lexicon(("实干",))
    store.cut(newer)
    assert queries.term_counts(store, [id_], "all", own).empty, "tokens of an older lexicon are dropped"


def test_counts_and_positions_agree_for_every_term(sample_store, sample_ids):
    counts = queries.term_counts(sample_store, sample_ids, "all", Lexicon())
    for term, n in zip(counts["term"][:300], counts["n"][:300], strict=True):
        assert len(queries.term_positions(sample_store, sample_ids, term, Lexicon())) == n


def test_groups_add_up_to_all(sample_store, sample_ids):
    whole = queries.term_counts(sample_store, sample_ids, "all", Lexicon()).set_index("term")["n"]
    for by in ("speech", "year", "kind"):
        parts = queries.term_counts(sample_store, sample_ids, by, Lexicon()).groupby("term")["n"].sum()
        assert parts.sort_index().equals(whole.sort_index()), by
        sizes = queries.sizes(sample_store, sample_ids, by, Lexicon())
        assert sizes["han"].sum() == count(sample_store, sample_ids, Lexicon()).han


def test_title_salutation_and_signature_are_not_counted(store):
    (id_,) = add(store, ONE)
    terms = set(queries.term_counts(store, [id_], "all", Lexicon())["term"])
    assert "发展" in terms
    assert not {"同志", "同志们", "讲话"} & terms


def test_a_selection_has_the_same_id_whatever_the_order(store):
    assert store.save_selection(["b", "a"]) == store.save_selection(["a", "b"])
    assert store.selection(store.save_selection(["b", "a"])) == ("a", "b")
    assert store.selection("s0") is None


def test_many_threads_get_their_own_answers(sample_store, sample_ids):
    wanted = {id_: queries.texts(sample_store, [id_])[id_] for id_ in sample_ids}
    wrong = []

    def ask(id_):
        for _ in range(20):
            wrong.extend([id_] if queries.texts(sample_store, [id_]) != {id_: wanted[id_]} else [])

    threads = [threading.Thread(target=ask, args=(id_,)) for id_ in sample_ids[:8]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_file_that_is_no_workspace_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"not a database at all" * 300)
    with pytest.raises(WorkspaceError) as caught:
        Store(tmp_path)
    assert "YANJING_WORKSPACE" in str(caught.value)
    assert (tmp_path / FILE_NAME).read_bytes() == b"not a database at all" * 300


def test_a_workspace_of_another_version_is_refused(tmp_path):
    store = Store(tmp_path)
    store.set_meta("version", 99)
    store.close()
    with pytest.raises(WorkspaceError, match="another version"):
        Store(tmp_path)


def test_unreadable_files_are_named_and_the_rest_is_read():
    found = read_files([("好.txt", ONE.encode()), ("空.txt", b""), ("图.docx", b"\x89PNG\r\n"), ("好2.txt", ONE.encode())])
    assert [s.source_name for s in found.speeches] == ["好.txt"]
    assert [f.fields["name"] for f in found.failures] == ["空.txt", "图.docx"]
