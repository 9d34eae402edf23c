import io
import json
import stat
import zipfile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import backup, queries, restore
from analysis.corpus.backup import back_up
from analysis.corpus.build import import_sample
from analysis.corpus.restore import restore as restored_into
from analysis.corpus.schema import TABLES, VERSION
from analysis.corpus.snapshot import columns
from analysis.corpus.store import FILE_NAME, Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.corpus.workspaces import DEFAULT, copy
from analysis.corpus.zips import safe_name
from analysis.errors import WorkspaceError
from analysis.model import Lexicon


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """A workspace in which something was done: corrected, deleted, chosen, cut by other own words, a source of odd name and bytes."""
    store = Store(tmp_path_factory.mktemp("lived_in"))
    import_sample(store, Lexicon())
    ids = [id_ for (id_,) in store.tuples("select id from speeches order by id")]
    store.edit({ids[0]: {"title": "改过的《标题》\n两行", "year": None, "date": None}})
    store.set_deleted([ids[1]], deleted=True)
    store.save_selection(ids[2:5])
    store.set_meta("stop_words", ["的", "了", '"', "é"])
    store.cut(Lexicon(("三短一简",)))
    store._connection.cursor().execute(
        "update sources set name = '../../甲:乙\\丙?.txt', data = '\\x00\\xff'::blob where sha256 = (select min(sha256) from sources)"
    )
    yield store
    store.close()


@pytest.fixture(scope="module")
def zipped(lived_in, tmp_path_factory):
    path = tmp_path_factory.mktemp("zips") / "全部.zip"
    back_up(lived_in, path)
    return path


def every_row(store):
    names = [name for (name,) in store.tuples("select table_name from duckdb_tables()")]
    return {name: store.tuples(f"select * from {name} order by all") for name in names}


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zip_of(files, path):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


# --- there and back ----------------------------------------------------------------------------------------------------------


def test_what_comes_back_is_the_same_row_by_row_and_its_backup_the_same_byte_by_byte(lived_in, zipped, tmp_path):
    restored_into(zipped, tmp_path / "new")
    store = Store(tmp_path / "new")
    try:
        assert every_row(store) == every_row(lived_in)
        back_up(store, tmp_path / "again.zip")
        (id_,) = store.tuples("select id from speeches where title like '改过%'")[0]
        assert store.speech(id_) == lived_in.speech(id_)
    finally:
        store.close()
    first, second = members(zipped), members(tmp_path / "again.zip")
    for files in (first, second):
        del files["manifest.json"], files["README.txt"]  # they say when
    assert first == second
    assert [*(tmp_path / "new").iterdir()] == [tmp_path / "new" / FILE_NAME]


def test_what_comes_back_can_be_worked_with(zipped, tmp_path):
    restored_into(zipped, tmp_path / "new")
    store = Store(tmp_path / "new")
    try:
        (gone,) = store.tuples("select id from speeches where deleted is not null")[0]
        store.set_deleted([gone], deleted=False)
        assert store.speech(gone).text
        store.cut(Lexicon(("放管服",)))
        with pytest.raises(Exception, match=r"(?i)constraint"):
            store._connection.cursor().execute("insert into meta values ('version', '1')")
    finally:
        store.close()


def test_a_backup_goes_into_a_file_in_memory_and_comes_back_from_it(lived_in, tmp_path):
    file = io.BytesIO()
    manifest = back_up(lived_in, file)
    restored_into(file, tmp_path / "new")
    assert manifest.tables["speeches"].rows == lived_in.tuples("select count(*) from speeches")[0][0]


def test_an_empty_workspace_comes_back_empty(store, tmp_path):
    back_up(store, tmp_path / "b.zip")
    restored_into(tmp_path / "b.zip", tmp_path / "new")
    again = Store(tmp_path / "new")
    assert every_row(again) == every_row(store)
    again.close()


def test_tables_that_begin_with_rows_and_views_come_back_too(tmp_path, monkeypatch):
    more = (
        TABLES
        + """
        create table first_rows (part varchar primary key); insert into first_rows values ('heading'), ('body');
        create macro is_first(x) as x in (select part from first_rows); create view seen as select id, is_first(id) as first from speeches;"""
    )
    for module in ("store", "restore"):
        monkeypatch.setattr(f"analysis.corpus.{module}.TABLES", more)
    store = Store(tmp_path / "w")
    store._connection.cursor().execute("delete from first_rows where part = 'body'")
    back_up(store, tmp_path / "b.zip")
    made = copy(tmp_path / "w", DEFAULT, "b")
    store.close()
    restored_into(tmp_path / "b.zip", tmp_path / "new")
    assert "tables/seen.parquet" not in members(tmp_path / "b.zip")
    for folder in (tmp_path / "new", made.folder):
        again = Store(folder)
        assert again.tuples("select part from first_rows") == [("heading",)]
        assert again.tuples("select is_first('heading')") == [(True,)]
        assert again.tuples("select count(*) from seen") == [(0,)]
        again.close()


def test_large_tables_have_the_same_bytes_whatever_order_their_rows_came_in(store, tmp_path):
    rng = np.random.default_rng(1)
    rows = pa.table({"speech": np.repeat(np.arange(300), 1000), "section": np.tile(np.arange(1000), 300), "term": rng.integers(0, 9999, 300_000)})
    rows = rows.append_column("n", pa.array(rng.integers(1, 9, 300_000))).append_column("in_heading", pa.array(np.zeros(300_000, bool)))
    tables = []
    for order in (np.arange(300_000), rng.permutation(300_000)):
        cursor = store._connection.cursor()
        cursor.execute("delete from term_counts")
        for part in np.array_split(order, 7):
            cursor.register("new_rows", rows.take(part))
            cursor.execute("insert into term_counts by name select * from new_rows")
        back_up(store, tmp_path / "b.zip")
        tables.append(members(tmp_path / "b.zip")["tables/term_counts.parquet"])
    assert tables[0] == tables[1]


def test_many_original_files_come_back_in_portions(lived_in, zipped, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "AT_ONCE", 1)
    restored_into(zipped, tmp_path / "new")
    store = Store(tmp_path / "new")
    assert every_row(store)["sources"] == every_row(lived_in)["sources"]
    back_up(store, tmp_path / "again.zip")
    store.close()
    assert members(tmp_path / "again.zip")["tables/sources.parquet"] == members(zipped)["tables/sources.parquet"]


def test_original_files_can_be_opened_and_their_bytes_stand_there_once(lived_in, zipped):
    files = members(zipped)
    originals = [data for name, data in files.items() if name.startswith("originals/")]
    assert originals == [data for (data,) in lived_in.tuples("select data from sources order by sha256")]
    assert [name for name in files if name.startswith("originals/00001")] == ["originals/00001 甲-乙-丙.txt"]
    assert "data" not in pq.read_table(io.BytesIO(files["tables/sources.parquet"])).column_names


def test_the_manifest_says_what_is_there(lived_in, zipped):
    manifest = json.loads(members(zipped)["manifest.json"])
    assert {name: table["rows"] for name, table in manifest["tables"].items()} == {name: len(rows) for name, rows in every_row(lived_in).items()}
    readme = members(zipped)["README.txt"].decode("utf-8-sig")
    assert "恢复" in readme
    assert "To restore" in readme
    assert "{" not in readme


def test_a_backup_shows_one_state_though_something_is_written_meanwhile(store, tmp_path, monkeypatch):
    import_sample(store, Lexicon())
    ids = [id_ for (id_,) in store.tuples("select id from speeches order by id")]

    def interrupting(cursor):
        tables = columns(cursor)
        store.set_deleted(ids, deleted=True)
        store.set_meta("late", value=True)
        return tables

    monkeypatch.setattr(backup, "columns", interrupting)
    back_up(store, tmp_path / "b.zip")
    restored_into(tmp_path / "b.zip", tmp_path / "new")
    again = Store(tmp_path / "new")
    assert again.get_meta("late") is None
    assert again.tuples("select count(*) from speeches where deleted is null") == [(len(ids),)]
    again.close()


TO_VERSION_3 = """
create or replace table terms as select terms.*, coalesce(tag, 'n') as tag, coalesce(kind, 'word') as kind from terms left join term_tags using (term);
create or replace table sources as select sources.*, s.encoding, s.decoded from sources join (select distinct on (sha256) sha256, encoding, coalesce(decoded, text) as decoded from speeches) as s using (sha256);
create table older as select * exclude (encoding, decoded, part, part_start, part_end) from speeches;
drop table speeches;
alter table older rename to speeches;
drop table made; drop table functions; drop table theme_sentences; drop table term_tags; drop table section_words;
update meta set value = '3' where key = 'version';
"""


@pytest.fixture(scope="module")
def of_version_3(lived_in, tmp_path_factory):
    """A backup as it was made of a workspace of version 3."""
    made = copy(lived_in.folder, DEFAULT, "旧")
    store = Store(made.folder)
    ensure_term_counts(store, Lexicon())
    store._connection.cursor().execute(TO_VERSION_3)
    path = tmp_path_factory.mktemp("older") / "3.zip"
    with pytest.MonkeyPatch.context() as then:
        then.setattr(backup, "VERSION", 3)
        back_up(store, path)
    store.close()
    return path


def test_a_backup_of_an_older_version_is_brought_up_to_date(lived_in, of_version_3, tmp_path):
    assert json.loads(members(of_version_3)["manifest.json"])["schema"] == 3
    restored_into(of_version_3, tmp_path / "new")
    assert [*(tmp_path / "new").iterdir()] == [tmp_path / "new" / FILE_NAME]
    store = Store(tmp_path / "new")
    try:
        assert store.get_meta("version") == VERSION
        now, before = every_row(store), every_row(lived_in)
        for table in ("sources", "sections", "sentences", "slogans", "tokens", "terms", "cuts", "selections", "corrections", "parts"):
            assert now[table] == before[table], table
        ids = [id_ for (id_,) in store.tuples("select id from speeches order by id")]
        assert [store.speech(id_, deleted=True) for id_ in ids] == [lived_in.speech(id_, deleted=True) for id_ in ids]
        assert queries.term_counts(store, ids, "speech", Lexicon()).equals(queries.term_counts(lived_in, ids, "speech", Lexicon()))
        with pytest.raises(Exception, match=r"(?i)constraint"):
            store._connection.cursor().execute("insert into speeches select * from speeches")
    finally:
        store.close()


def test_a_damaged_backup_of_an_older_version_leaves_nothing(of_version_3, tmp_path):
    for name, forge in {
        "a table too few": lambda files: without(files, "tables/sentences.parquet"),
        "a column too few": lambda files: forged(files, "sentences", lambda t: t.drop_columns("paragraph")),
        "another type": lambda files: forged(files, "sentences", lambda t: t.set_column(1, "id", t["id"].cast(pa.int64()))),
        "no version": lambda files: forged(files, "meta", lambda t: t.slice(0, 0)),
        "a key twice": lambda files: forged(files, "parts", lambda t: pa.concat_tables([t, t])),
    }.items():
        refused(zip_of(forge(members(of_version_3)), tmp_path / f"{name}.zip"), tmp_path, "backup_damaged")


# --- what is refused ---------------------------------------------------------------------------------------------------------


def changed(files, **changes):
    manifest = json.loads(files["manifest.json"])
    return files | {"manifest.json": json.dumps(manifest | changes)}


def forged(files, table, change):
    """A zip that agrees with its own manifest, with a table of one's own making."""
    import hashlib

    data = io.BytesIO()
    pq.write_table(change(pq.read_table(io.BytesIO(files[f"tables/{table}.parquet"]))), data)
    manifest = json.loads(files["manifest.json"])
    manifest["tables"][table] |= {"bytes": len(data.getvalue()), "sha256": hashlib.sha256(data.getvalue()).hexdigest()}
    return files | {f"tables/{table}.parquet": data.getvalue(), "manifest.json": json.dumps(manifest)}


def renamed(files, table, name):
    """A zip in which a table goes by another name."""
    manifest = json.loads(files["manifest.json"])
    manifest["tables"][name] = manifest["tables"].pop(table)
    data = files[f"tables/{table}.parquet"]
    return without(files, f"tables/{table}.parquet") | {f"tables/{name}.parquet": data, "manifest.json": json.dumps(manifest)}


def without(files, name):
    return {key: data for key, data in files.items() if key != name}


def in_manifest(files, table, **changes):
    manifest = json.loads(files["manifest.json"])
    manifest["tables"][table] |= changes
    return files | {"manifest.json": json.dumps(manifest)}


FORGERIES = {
    "another zip": (lambda _: {"甲.txt": b"x"}, "not_a_backup"),
    "no manifest": (lambda files: without(files, "manifest.json"), "not_a_backup"),
    "manifest is no json": (lambda files: files | {"manifest.json": b"\xff{"}, "not_a_backup"),
    "manifest is a list": (lambda files: files | {"manifest.json": b"[]"}, "not_a_backup"),
    "manifest is deep": (lambda files: files | {"manifest.json": b"[" * 100_000}, "not_a_backup"),
    "manifest of odd types": (lambda files: in_manifest(files, "meta", rows=[]), "not_a_backup"),
    "other format": (lambda files: changed(files, format=99), "backup_other_version"),
    "older tables than are known": (lambda files: changed(files, schema=1), "backup_other_version"),
    "newer tables": (lambda files: changed(files, schema=VERSION + 1), "backup_other_version"),
    "older tables that are none": (lambda files: changed(files, schema=3), "backup_damaged"),
    "a table's name that is SQL": (lambda files: renamed(changed(files, schema=3), "parts", 'x" as select 1; drop table "meta'), "backup_damaged"),
    "a table is missing": (lambda files: without(files, "tables/meta.parquet"), "backup_damaged"),
    "a table is not declared": (lambda files: changed(files, tables={}), "backup_damaged"),
    "an original is missing": (lambda files: without(files, next(n for n in files if n.startswith("originals/00002"))), "backup_damaged"),
    "an original is not declared": (lambda files: changed(files, originals={}), "backup_damaged"),
    "a byte was changed": (lambda files: files | {"tables/terms.parquet": files["tables/terms.parquet"][:-9] + b"x" + files["tables/terms.parquet"][-8:]}, "backup_damaged"),
    "an original was changed": (lambda files: {n: data.replace(b"\x00\xff", b"\x00\xfe") if n.startswith("originals/00001") else data for n, data in files.items()}, "backup_damaged"),
    "rows are not what is said": (lambda files: in_manifest(files, "terms", rows=1), "backup_damaged"),
    "no Parquet": (lambda files: changed_table(files, "terms", b"PAR1"), "backup_damaged"),
    "a column too many": (lambda files: forged(files, "terms", lambda t: t.append_column("more", t["term"])), "backup_damaged"),
    "a column is missing": (lambda files: forged(files, "speeches", lambda t: t.drop_columns("deleted")), "backup_damaged"),
    "a column of another type": (lambda files: forged(files, "terms", lambda t: t.set_column(1, "term", t["term"].cast(pa.int64()))), "backup_damaged"),
    "a key twice": (lambda files: forged(files, "speeches", lambda t: pa.concat_tables([t, t])), "backup_damaged"),
    "another version in the tables": (lambda files: forged(files, "meta", lambda t: t.slice(0, 0)), "backup_damaged"),
    "a name that goes up": (lambda files: files | {"originals/../../x": b""}, "backup_unsafe"),
    "a name from the root": (lambda files: files | {"/etc/x": b""}, "backup_unsafe"),
    "a name of a drive": (lambda files: files | {"C:x": b""}, "backup_unsafe"),
    "a name with backslashes": (lambda files: files | {"..\\x": b""}, "backup_unsafe"),
    "rows without end": (lambda files: in_manifest(files, "terms", rows=10**15), "backup_unsafe"),
}  # fmt: skip


def changed_table(files, table, data):
    import hashlib

    return in_manifest(files, table, bytes=len(data), sha256=hashlib.sha256(data).hexdigest()) | {f"tables/{table}.parquet": data}


def refused(file, tmp_path, detail):
    """Refused for this reason, and nothing left behind."""
    folder = tmp_path / "in" / "new"
    with pytest.raises(WorkspaceError) as caught:
        restored_into(file, folder)
    assert caught.value.fields["detail"] == detail
    assert not folder.exists()
    assert not folder.parent.exists() or list(folder.parent.iterdir()) == []


@pytest.mark.parametrize("forgery", FORGERIES)
def test_what_is_not_a_sound_backup_is_refused_and_leaves_nothing(forgery, zipped, tmp_path):
    make, detail = FORGERIES[forgery]
    refused(zip_of(make(members(zipped)), tmp_path / "forged.zip"), tmp_path, detail)


@pytest.mark.parametrize(
    ("data", "detail"), [(b"", "not_a_backup"), ("同志们：".encode(), "not_a_backup"), (b"PK\x03\x04" + b"\0" * 50, "backup_cut_off")]
)
def test_what_is_no_zip_is_refused(data, detail, tmp_path):
    refused(io.BytesIO(data), tmp_path, detail)


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_was_cut_off_is_refused(share, zipped, tmp_path):
    data = zipped.read_bytes()
    refused(io.BytesIO(data[: int(len(data) * share)]), tmp_path, "backup_cut_off")


def test_no_byte_of_a_backup_can_change_unnoticed(lived_in, zipped, tmp_path):
    whole = zipped.read_bytes()
    rng = np.random.default_rng(4)
    for n, place in enumerate(rng.integers(0, len(whole), 25).tolist()):
        data = bytearray(whole)
        data[place] ^= 1 << int(rng.integers(8))
        try:
            restored_into(io.BytesIO(bytes(data)), tmp_path / f"new{n}")
        except WorkspaceError:
            assert not (tmp_path / f"new{n}").exists()
        else:  # in the readme, a date, or another place that carries nothing
            store = Store(tmp_path / f"new{n}")
            assert every_row(store) == every_row(lived_in)
            store.close()


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path):
    refused(tmp_path / "none.zip", tmp_path, "not_readable")


def test_a_name_twice_is_refused(zipped, tmp_path):
    path = zip_of(members(zipped), tmp_path / "twice.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("manifest.json", "{}")
    refused(path, tmp_path, "backup_unsafe")


@pytest.mark.parametrize(
    ("limit", "value", "detail"), [("MOST_BYTES", 1000, "backup_unsafe"), ("MOST_MANIFEST", 10, "backup_unsafe"), ("MOST_ENTRIES", 5, "backup_unsafe"), ("MOST_ORIGINAL", 1, "backup_unsafe")]
)  # fmt: skip
def test_sizes_have_limits(limit, value, detail, zipped, tmp_path, monkeypatch):
    monkeypatch.setattr(restore, limit, value)
    refused(zipped, tmp_path, detail)


def test_too_little_room_is_said_before_anything_is_written(zipped, tmp_path, monkeypatch):
    monkeypatch.setattr(restore.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 1000}))
    refused(zipped, tmp_path, "disk_full")


def test_a_folder_with_something_in_it_is_left_alone(zipped, tmp_path):
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "mine.txt").write_text("mine")
    with pytest.raises(WorkspaceError) as caught:
        restored_into(zipped, tmp_path / "new")
    assert caught.value.fields["detail"] == "folder_taken"
    assert [path.name for path in tmp_path.rglob("*")] == ["new", "mine.txt"]


def test_an_empty_folder_is_taken(zipped, tmp_path):
    (tmp_path / "new").mkdir()
    restored_into(zipped, tmp_path / "new")
    assert (tmp_path / "new" / FILE_NAME).exists()


def test_a_stop_leaves_nothing(zipped, tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(restore, "_insert_sources", stop)
    with pytest.raises(KeyboardInterrupt):
        restored_into(zipped, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_fails_leaves_the_one_before(lived_in, tmp_path, monkeypatch):
    path = tmp_path / "b.zip"
    path.write_bytes(b"before")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "add_file", fail)
    with pytest.raises(WorkspaceError) as caught:
        back_up(lived_in, path)
    assert caught.value.fields["detail"] == "not_writable"
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_is_said(lived_in, tmp_path):
    with pytest.raises(WorkspaceError) as caught:
        back_up(lived_in, tmp_path / "none" / "b.zip")
    assert caught.value.fields["detail"] == "not_writable"


def test_a_link_in_a_zip_is_not_followed(zipped, tmp_path):
    info = zipfile.ZipInfo("originals/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zip_of(members(zipped), tmp_path / "link.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    restored_into(path, tmp_path / "new")
    assert [entry.name for entry in (tmp_path / "new").iterdir()] == [FILE_NAME]


# --- names -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("2012讲话.docx", "2012讲话.docx"),
        ("../../etc/passwd", "etc-passwd"),
        ("甲：乙.txt", "甲：乙.txt"),
        ("a\u202etxt.exe", "a-txt.exe"),
        ("长" * 200 + ".txt", "长" * 76 + ".txt"),
        ("无后缀", "无后缀"),
        ("", "file"),
        ("...", "file"),
        ("第1.2节的一个很长很长很长的名字", "第1.2节的一个很长很长很长的名字"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=120))
def test_a_safe_name_is_one_name(name):
    safe = safe_name(name)
    assert 0 < len(safe) <= 80
    assert not set(safe) & set('<>:"/\\|?*\0\n\r')
    assert safe[-1] not in " ."
    assert safe.encode()
