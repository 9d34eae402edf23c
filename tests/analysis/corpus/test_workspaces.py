import subprocess
import sys

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import workspaces as ours
from analysis.corpus.build import import_sample
from analysis.corpus.store import FILE_NAME, Store
from analysis.errors import WorkspaceError
from analysis.model import Lexicon
from tests.conftest import ROOT


@pytest.fixture
def root(tmp_path):
    return tmp_path / "root"


def detail(caught):
    return caught.value.fields["detail"]


def names(root):
    return [workspace.name for workspace in ours.workspaces(root)]


def everything(folder):
    with duckdb.connect(str(folder / FILE_NAME)) as connection:
        tables = [name for (name,) in connection.execute("select table_name from duckdb_tables() order by all").fetchall()]
        rules = connection.execute("select table_name, constraint_text from duckdb_constraints() order by all").fetchall()
        columns = connection.execute(
            "select table_name, column_name, data_type, is_nullable from duckdb_columns() where not internal order by all"
        ).fetchall()
        others = {"meta": "where key <> 'name'"}
        rows = {name: connection.execute(f"select * from {name} {others.get(name, '')}").fetchall() for name in tables}
    return rows, rules, columns


# --- listing and making ------------------------------------------------------------------------------------------------------


def test_where_there_is_nothing_the_default_one_is_named_and_nothing_is_made(root):
    assert ours.workspaces(root) == (ours.Workspace(ours.DEFAULT, root, ""),)
    assert not root.exists()
    assert ours.folder_of(root, ours.DEFAULT) == root


def test_a_new_one_is_empty_and_its_name_no_path(root):
    made = ours.new(root, " ../../各省  2012年报告?.txt ")
    assert made.name == "../../各省 2012年报告?.txt"
    assert made.folder.parent == root
    assert made.folder.name == made.id
    assert ours.workspaces(root)[1:] == (made,)
    assert ours.folder_of(root, made.id) == made.folder
    assert [path.name for path in root.iterdir()] == [made.id]
    with duckdb.connect(str(made.folder / FILE_NAME)) as connection:
        assert connection.execute("select count(*) from speeches").fetchone() == (0,)
        assert connection.execute("select value from meta where key = 'started'").fetchone() == ("true",)


def test_the_default_one_comes_first_the_others_by_name_and_what_is_none_is_passed_over(root):
    for name in ("乙", "b", "a"):
        ours.new(root, name)
    Store(root).close()
    (root / "w12345678").mkdir()
    (root / "notes").mkdir()
    (root / "w0").mkdir()
    (root / "read me.txt").write_text("x")
    assert [(w.id == ours.DEFAULT, w.name) for w in ours.workspaces(root)] == [(True, ""), (False, "a"), (False, "b"), (False, "乙")]


@pytest.mark.parametrize("name", ["", "  ", "长" * 61, "a\u202eb", "a\0b"])
def test_a_name_that_cannot_be_shown_is_refused(name, root):
    with pytest.raises(WorkspaceError) as caught:
        ours.new(root, name)
    assert detail(caught) == "name_shape"
    assert not root.exists()


def test_a_name_is_given_once(root):
    made = ours.new(root, "Reports")
    for change in (
        lambda: ours.new(root, "reports "),
        lambda: ours.copy(root, made.id, "REPORTS"),
        lambda: ours.rename(root, ours.DEFAULT, "Reports"),
    ):
        with pytest.raises(WorkspaceError) as caught:
            change()
        assert detail(caught) == "name_taken"
    ours.rename(root, made.id, "reports")
    assert names(root) == ["", "reports"]


@given(st.text(max_size=12).filter(lambda id_: id_ != ours.DEFAULT))
def test_an_id_that_is_none_leads_nowhere(tmp_path_factory, id_):
    with pytest.raises(WorkspaceError) as caught:
        ours.folder_of(tmp_path_factory.getbasetemp(), id_)
    assert detail(caught) == "unknown_workspace"


@pytest.mark.parametrize("id_", ["..", "w0/../x", "trash", "w1234567g", "w12345678\n", "/etc"])
def test_ids_are_no_paths(root, id_):
    for act in (ours.delete, ours.folder_of, ours.bring_back):
        with pytest.raises(WorkspaceError) as caught:
            act(root, id_)
        assert detail(caught) == "unknown_workspace"


def test_one_that_cannot_be_opened_is_listed_with_its_reason(root):
    made = ours.new(root, "a")
    (made.folder / FILE_NAME).write_bytes(b"no database")
    assert ours.workspaces(root)[1].trouble == "not_a_workspace"


def test_one_that_another_program_holds_is_listed_and_left_alone(root):
    made = ours.new(root, "a")
    code = f"import duckdb; c = duckdb.connect({str(made.folder / FILE_NAME)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True) as other:
        assert other.stdout.readline() == "open\n"
        try:
            assert ours.workspaces(root)[1].trouble == "in_use"
            for act in (lambda: ours.delete(root, made.id), lambda: ours.copy(root, made.id, "b"), lambda: ours.rename(root, made.id, "b")):
                with pytest.raises(WorkspaceError) as caught:
                    act()
                assert detail(caught) == "in_use"
        finally:
            other.communicate("\n")
    assert names(root) == ["", "a"]
    assert [path.name for path in root.iterdir()] == [made.id]


def test_a_root_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(WorkspaceError) as caught:
        ours.new(tmp_path / "file" / "root", "a")
    assert detail(caught) == "not_writable"


# --- copying and renaming ----------------------------------------------------------------------------------------------------


def test_a_copy_of_an_open_workspace_is_the_same_and_then_its_own(root):
    with_sample = Store(root)
    import_sample(with_sample, Lexicon())
    made = ours.copy(root, ours.DEFAULT, "副本")
    assert with_sample.tuples("select distinct database_name from duckdb_databases() where not internal") == [("corpus",)]
    with_sample.set_meta("later", value=True)
    copied = Store(made.folder)
    assert (copied.get_meta("name"), copied.get_meta("later"), with_sample.get_meta("name")) == ("副本", None, None)
    import_sample(copied, Lexicon())  # keys are still keys: nothing twice
    with_sample.tuples("delete from meta where key = 'later'")
    with_sample.close()
    copied.close()
    assert everything(made.folder) == everything(root)
    assert sorted(path.name for path in root.iterdir()) == sorted([FILE_NAME, made.id])


def test_a_copy_that_fails_leaves_nothing(root, monkeypatch):
    made = ours.new(root, "a")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ours, "literal", fail)
    with pytest.raises(WorkspaceError) as caught:
        ours.copy(root, made.id, "b")
    assert detail(caught) == "not_writable"
    assert [path.name for path in root.iterdir()] == [made.id]


def test_nothing_cannot_be_copied_or_deleted(root):
    for act in (lambda: ours.copy(root, ours.DEFAULT, "b"), lambda: ours.delete(root, ours.DEFAULT)):
        with pytest.raises(WorkspaceError) as caught:
            act()
        assert detail(caught) == "unknown_workspace"


def test_an_open_one_can_be_renamed_and_knows_it(root):
    store = Store(root)
    ours.rename(root, ours.DEFAULT, "总库")
    assert store.get_meta("name") == "总库"
    assert names(root) == ["总库"]
    store.close()


# --- deleting and bringing back ----------------------------------------------------------------------------------------------


def test_a_deleted_one_comes_back_as_it_was(root):
    made = ours.new(root, "a")
    place = ours.delete(root, made.id)
    assert names(root) == [""]
    assert [(gone.place, gone.id, gone.name) for gone in ours.deleted(root)] == [(place, made.id, "a")]
    assert ours.bring_back(root, place) == made
    assert names(root) == ["", "a"]
    assert ours.deleted(root) == ()


def test_the_default_one_comes_back_to_its_place_and_leaves_the_others_alone(root):
    other = ours.new(root, "a")
    ours.rename(root, ours.DEFAULT, "总库")
    place = ours.delete(root, ours.DEFAULT)
    assert not (root / FILE_NAME).exists()
    assert names(root) == ["", "a"]
    assert ours.bring_back(root, place) == ours.Workspace(ours.DEFAULT, root, "总库")
    assert sorted(path.name for path in root.iterdir()) == sorted([FILE_NAME, other.id, ours.TRASH])
    assert list((root / ours.TRASH).iterdir()) == []


def test_one_whose_place_is_taken_comes_back_beside_it(root):
    ours.rename(root, ours.DEFAULT, "旧库")
    place = ours.delete(root, ours.DEFAULT)
    ours.rename(root, ours.DEFAULT, "新库")
    back = ours.bring_back(root, place)
    assert back.id != ours.DEFAULT
    assert names(root) == ["新库", "旧库"]


def test_the_last_deleted_stands_first(root):
    for name in ("a", "b", "c"):
        ours.delete(root, ours.new(root, name).id)
    assert [gone.name for gone in ours.deleted(root)] == ["c", "b", "a"]


def test_an_open_one_is_not_moved(root):
    made = ours.new(root, "a")
    store = Store(made.folder)
    with pytest.raises(WorkspaceError) as caught:
        ours.delete(root, made.id)
    assert detail(caught) == "in_use"
    store.set_meta("still", value="here")
    store.close()
    ours.delete(root, made.id)


def test_a_damaged_one_can_be_deleted(root):
    made = ours.new(root, "a")
    (made.folder / FILE_NAME).write_bytes(b"no database")
    ours.delete(root, made.id)
    assert names(root) == [""]


def test_what_is_not_in_the_trash_cannot_come_back(root):
    with pytest.raises(WorkspaceError) as caught:
        ours.bring_back(root, "20200101T000000000000-w12345678")
    assert detail(caught) == "unknown_workspace"


def test_a_new_folder_is_free(root):
    made = ours.new(root, "a")
    assert ours.free_folder(root).parent == root
    assert ours.free_folder(root) != made.folder
