import sys
import threading

import duckdb
import pytest

from analysis.corpus import queries
from analysis.corpus.build import count, import_sample, open_workspace, read_files, sort_out
from analysis.corpus.store import FILE_NAME, LEXICONS_KEPT, RECENT, Store
from analysis.errors import ImportCancelledError, UnknownSpeechError, WorkspaceError
from analysis.model import Lexicon
from analysis.reading.read import paste

ONE = "在全市会议上的讲话\n同志们：\n今年要抓好三件事。发展是第一要务，发展要靠实干。"
TWO = "在全市会议上的讲话\n同志们：\n明年继续推进改革发展。"


PATIENCE = 120
"""Seconds: the machine may be busy; longer than a store waits for another session."""


def add(store, *texts, lexicon=Lexicon()):  # noqa: B008  frozen
    return store.add([paste(t) for t in texts], lexicon)


def tables(store):
    names = ["sources", "speeches", "sections", "sentences", "tokens", "term_counts", "slogans", "expansions", "terms", "cuts"]
    return {name: store.tuples(f"select count(*) from {name}")[0][0] for name in names}


def test_what_is_stored_comes_back_byte_for_byte(store):
    speech = paste(ONE)
    add(store, ONE)
    assert store.speech(speech.id) == speech


def test_an_import_that_is_stopped_keeps_what_was_done_and_can_be_taken_up_again(store, monkeypatch):
    monkeypatch.setattr("analysis.corpus.parts.CHARACTERS", 1)
    wanted = [paste(ONE), paste(TWO), paste(TWO + "完。")]
    with pytest.raises(ImportCancelledError, match="2 of 3"):
        store.add(wanted, Lexicon(), lambda done, _total, _what: done < 2)
    assert set(queries.speeches(store)["id"]) == {speech.id for speech in wanted[:2]}
    assert store.tuples("select count(*) from cuts") == [(2,)]
    store.add(wanted, Lexicon())
    assert [store.speech(speech.id) for speech in wanted] == wanted


def test_an_import_stopped_at_once_stores_nothing(store):
    add(store, ONE)
    before = tables(store)
    with pytest.raises(ImportCancelledError):
        store.add([paste(TWO)], Lexicon(), lambda *_: False)
    assert tables(store) == before


def test_no_speech_is_there_by_half_where_an_import_fails(store, monkeypatch):
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
    assert sort_out(store, [other]).known == ((other, paste(ONE).metadata.title),)
    assert sort_out(store, [other]).new == ()


def test_the_same_words_twice_in_one_batch_are_stored_once(store):
    add(store, TWO)
    read = read_files([("甲.txt", ONE.encode()), ("乙.txt", ONE.encode("gb18030")), ("丙.txt", TWO.replace("\n", "\n\n").encode())]).speeches
    batch = sort_out(store, read)
    assert [s.source_name for s in batch.new] == ["甲.txt"]
    assert [(s.source_name, other) for s, other in batch.repeated] == [("乙.txt", "甲.txt")]
    assert [(s.source_name, other) for s, other in batch.known] == [("丙.txt", paste(TWO).metadata.title)]


def test_what_a_dropped_copy_knew_is_kept(store):
    read = read_files([("甲.txt", "同志们：\n要抓落实。".encode()), ("2016/在全市会议上的讲话.txt", "同志们：\n\n要抓落实。".encode())]).speeches
    (kept,) = sort_out(store, read).new
    assert (kept.source_name, kept.metadata.year, kept.metadata.title) == ("甲.txt", 2016, "在全市会议上的讲话")


def test_the_same_bytes_twice_in_one_batch_are_imported_once(store):
    assert [len(part) for part in (sort_out(store, [paste(ONE), paste(ONE)]).new, sort_out(store, [paste(ONE), paste(ONE)]).repeated)] == [1, 1]


def test_a_deleted_speech_is_shown_as_it_comes_back(store):
    (id_,) = add(store, ONE)
    store.edit({id_: {"title": "改过的标题", "year": 1999}})
    store.set_deleted([id_], deleted=True)
    batch = sort_out(store, [paste(ONE), paste(TWO)])
    assert batch.back == {id_}
    assert batch.new[1] == paste(TWO)
    store.add(batch.new, Lexicon())
    assert store.speech(id_).metadata == batch.new[0].metadata
    assert (batch.new[0].metadata.title, batch.new[0].metadata.year) == ("改过的标题", 1999)


def test_corrections_are_stored_with_the_import(store):
    one, two = paste(ONE), paste(TWO)
    add(store, ONE)
    store.set_deleted([one.id], deleted=True)
    changes = {one.id: {"year": 2001}, two.id: {"title": "新题", "kind": "report"}}
    store.add([one, two], Lexicon(), changes=changes)
    assert store.speech(one.id).metadata.year == 2001
    assert (store.speech(two.id).metadata.title, store.speech(two.id).metadata.kind) == ("新题", "report")
    store.set_deleted([one.id], deleted=True)
    add(store, ONE)
    assert store.speech(one.id).metadata.year == 2001


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
    store.edit({id_: {"title": "改过的标题", "year": 2012, "text": "不可改"}})
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


def test_sessions_with_other_own_words_keep_their_tokens(store):
    (id_,) = add(store, ONE)
    first, second = Lexicon(("第一要务",)), Lexicon(("实干",))
    store.cut(first)
    store.cut(second)
    assert "第一要务" in set(queries.term_counts(store, [id_], "all", first)["term"])
    assert "实干" in set(queries.term_counts(store, [id_], "all", second)["term"])


def test_tokens_of_lexicons_long_out_of_use_are_dropped(store, monkeypatch):
    now = [1e6]
    monkeypatch.setattr("analysis.corpus.store.time.monotonic", lambda: now[0])
    add(store, ONE)

    def there():
        cut = {of for (of,) in store.tuples("select lexicon from terms join tokens using (term)")}
        assert cut == {of for (of,) in store.tuples("select lexicon from cuts")}
        return [lexicon.hash in cut for lexicon in lexicons]

    lexicons = [Lexicon((word,)) for word in ("要抓", "抓好", "三件", "件事", "靠实", "第一要")]
    for lexicon in lexicons:
        now[0] += 1
        store.cut(lexicon)
    assert all(there()), "all were in use within the last minutes"
    now[0] += RECENT + 1
    store.cut(lexicons[0])  # asked for again: among those used last
    store.cut(Lexicon(("是第",)))
    assert there() == [True, False, False, False, True, True]
    assert sum(there()) == LEXICONS_KEPT - 1, "with the newest one"
    assert store.tuples("select 1 from cuts where lexicon = ?", [Lexicon().hash])
    store.cut(lexicons[1])
    assert there()[1]


def test_two_threads_cutting_by_one_lexicon_learn_each_word_once(store):
    add(store, ONE, TWO)
    own = Lexicon(("第一要务",))
    run(*[lambda: store.cut(own)] * 4)
    rows, forms, terms = store.tuples("select count(*), count(distinct form), count(distinct term) from terms where lexicon = ?", [own.hash])[0]
    assert rows == forms == terms > 0
    assert store.tuples("select count(*) from cuts where lexicon = ?", [own.hash]) == [(2,)]


def test_cutting_anew_places_tokens_as_the_import_did_in_few_queries(store, monkeypatch):
    add(store, *(f"同志们：\n今年抓第{i}件事。\n一、抓发展。\n二、发展靠实干。" for i in range(12)), "。")
    places = "select speech, form, tokens.start, sentence, section from tokens join terms using (term) where lexicon = ? order by all"
    wanted = store.tuples(places, [Lexicon().hash])
    asked = []
    connection = store._connection
    monkeypatch.setattr(store, "_connection", Counting(connection, asked))
    store.cut(Lexicon(("从未说过",)))
    monkeypatch.undo()
    assert store.tuples(places, [Lexicon(("从未说过",)).hash]) == wanted
    assert len([sql for sql in asked if "sections" in sql or "sentences" in sql]) == 2


class Counting:
    """A connection that notes what is asked of its cursors."""

    def __init__(self, inner, asked):
        self._inner, self._asked = inner, asked

    def cursor(self):
        return Counting(self._inner.cursor(), self._asked)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._inner.close()

    def __getattr__(self, name):
        found = getattr(self._inner, name)
        if name not in {"execute", "sql"}:
            return found

        def noting(sql, *args, **more):
            new_rows = sys._getframe(1).f_locals.get("new_rows")  # noqa: F841  DuckDB looks for a table in its caller's variables
            self._asked.append(sql)
            return found(sql, *args, **more)

        return noting


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


def run(*works):
    """Run each in a thread of its own and raise what they raised."""
    failed = []

    def guarded(work):
        try:
            work()
        except BaseException as error:  # noqa: BLE001  raised below
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    if failed:
        raise failed[0]


def held_import(store, *texts):
    """Start an import and hold it before its last part; return what lets it go and what waits for its end."""
    reached, go = threading.Event(), threading.Event()

    def progress(done, total, _what):
        if done == total - 1:
            reached.set()
            assert go.wait(PATIENCE)
        return True

    def work():
        store.add([paste(text) for text in texts], Lexicon(), progress)

    thread = threading.Thread(target=work)
    thread.start()
    assert reached.wait(PATIENCE)
    return go.set, thread.join


def test_nobody_waits_for_an_import_and_nothing_of_either_is_lost(store, monkeypatch):
    monkeypatch.setattr("analysis.corpus.parts.CHARACTERS", 1)
    one, gone = add(store, ONE, ONE + "完。")
    store.set_deleted([gone], deleted=True)
    go, end = held_import(store, ONE + "完。", TWO, TWO + "又。")  # the first came back, and one is still to be annotated
    store.set_meta("a", 1)  # what waited for the import would end with an error: it is held until all is done
    store.edit({one: {"year": 1998, "title": "改"}})
    store.edit({gone: {"year": 1997}})
    store.set_deleted([one], deleted=True)
    store.set_deleted([one], deleted=False)
    key = store.save_selection([one])
    store.cut(Lexicon(("实干",)))
    assert len(queries.speeches(store)) in {2, 3}, "what is done is there to be read, what is being inserted not yet"
    go()
    end()
    rows = queries.speeches(store).set_index("id")
    assert len(rows) == 4
    assert (rows.loc[one, "year"], rows.loc[one, "title"], rows.loc[gone, "year"]) == (1998, "改", 1997)
    assert store.get_meta("a") == 1
    assert store.selection(key) == (one,)
    store.cut(Lexicon(("实干",)))
    for lexicon in (Lexicon(), Lexicon(("实干",))):
        assert queries.term_counts(store, list(rows.index), "all", lexicon).set_index("term")["n"]["发展"] == 6, lexicon
    assert store.tuples("select count(*) - count(distinct term) from terms") == [(0,)]


def test_an_import_that_must_wait_too_long_for_another_says_so(store, monkeypatch):
    monkeypatch.setattr("analysis.corpus.store.LONG_WAIT", 0.2)
    go, end = held_import(store, ONE)
    with pytest.raises(WorkspaceError, match="another session"):
        add(store, TWO)
    go()
    end()
    add(store, TWO)
    assert len(queries.speeches(store)) == 2


def test_many_imports_edits_and_settings_at_a_time_lose_nothing(store):
    ids = add(store, *(f"{ONE}甲{i}。" for i in range(4)))
    lexicons = [Lexicon((word,)) for word in ("第一要务", "实干", "要靠")]
    run(
        *(lambda part=part: add(store, *(f"{TWO}乙{part}{i}。" for i in range(5))) for part in range(3)),
        *(lambda id_=id_, n=n: [store.edit({id_: {"year": 1990 + n}}) for _ in range(10)] for n, id_ in enumerate(ids)),
        *(lambda n=n: [store.merge_meta("own_kinds", {f"k{n}{i}": "类"}) for i in range(8)] for n in range(3)),
        *(lambda lexicon=lexicon: store.cut(lexicon) for lexicon in lexicons),
    )
    rows = queries.speeches(store).set_index("id")
    assert len(rows) == 19
    assert [rows.loc[id_, "year"] for id_ in ids] == [1990, 1991, 1992, 1993]
    assert len(store.get_meta("own_kinds")) == 24
    for lexicon in (Lexicon(), *lexicons):
        store.cut(lexicon)
        assert queries.term_counts(store, list(rows.index), "all", lexicon).set_index("term")["n"]["发展"] == 4 * 2 + 15
    assert store.tuples("select count(*) - count(distinct (lexicon, form)) from terms") == [(0,)]
    assert store.tuples("select count(*) - count(distinct term) from terms") == [(0,)]


def test_a_selection_known_to_be_kept_is_not_written_again(store, monkeypatch):
    key = store.save_selection(["a"])
    monkeypatch.setattr(store, "_change", lambda _work: pytest.fail("written again"))
    assert store.save_selection(["a"]) == key


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


def test_a_workspace_of_another_version_is_refused_and_left_as_it_is(tmp_path):
    with duckdb.connect(str(tmp_path / FILE_NAME)) as other:
        other.execute("create table meta (key varchar primary key, value json); insert into meta values ('version', '99')")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(WorkspaceError, match="another version"):
        Store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before
    with duckdb.connect(str(tmp_path / FILE_NAME), read_only=True) as free:  # refused if the store still held the file open for writing
        assert free.execute("select table_name from duckdb_tables()").fetchall() == [("meta",)]


@pytest.mark.parametrize("tables", ["create table meta (a int)", "create table bills (a int)", "create table meta (key varchar, value varchar)"])
def test_a_database_of_something_else_is_refused_and_left_as_it_is(tmp_path, tables):
    with duckdb.connect(str(tmp_path / FILE_NAME)) as other:
        other.execute(tables)
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(WorkspaceError, match="no workspace"):
        Store(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_a_new_workspace_starts_with_the_sample_once(tmp_path):
    store = open_workspace(tmp_path, sample=True)
    ids = list(queries.speeches(store)["id"])
    assert len(ids) == 12
    store.set_deleted(ids, deleted=True)
    store.close()
    store = open_workspace(tmp_path, sample=True)
    assert queries.speeches(store).empty
    store.close()


def test_a_workspace_begun_without_the_sample_does_not_get_it_later(tmp_path):
    open_workspace(tmp_path, sample=False).close()
    store = open_workspace(tmp_path, sample=True)
    assert queries.speeches(store).empty
    store.close()


def test_unreadable_files_are_named_and_the_rest_is_read():
    found = read_files([("好.txt", ONE.encode()), ("空.txt", b""), ("图.docx", b"\x89PNG\r\n"), ("好2.txt", ONE.encode())])
    assert [s.source_name for s in found.speeches] == ["好.txt", "好2.txt"]
    assert [f.fields["name"] for f in found.failures] == ["空.txt", "图.docx"]
