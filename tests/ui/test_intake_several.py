"""The intake says which files seem to hold several speeches, and splits none unasked."""

import io
import zipfile

import pytest

from analysis.corpus import queries
from analysis.corpus.build import read_files
from analysis.model import Lexicon
from tests.analysis.corpus.test_split import DATA, FIRST, SECOND
from tests.ui.test_intake import ONE, ZH, button, give, opened, said, titles, workspace  # noqa: F401  a fixture
from ui.parts.escape import plain
from ui.parts.intake_lists import FEW

TITLES = ("在全县防汛工作会议上的讲话", "在全县信访工作会议上的讲话")


def upload(app, **files):
    for name, data in files.items():
        app.file_uploader[0].upload(name.replace("_", "."), data, "application/octet-stream")
    return app.run()


def switches(app):
    return [group for group in app.get("button_group") if (group.key or "").startswith("intake_several_")]


def told(app, name):
    line = ZH("intake.several", name=plain(name), n=2, titles=plain(ZH("list.comma").join(TITLES)))
    return any(text.value == line for text in app.markdown)


def test_a_collection_is_said_and_stays_one_unless_it_is_split(workspace):  # noqa: F811
    app = upload(opened(), 汇编_txt=DATA, 一_txt=FIRST.replace("防汛", "抗旱").replace("水", "旱").encode())
    assert told(app, "汇编.txt")
    assert not told(app, "一.txt")
    (switch,) = switches(app)
    assert switch.value == "whole"
    assert button(app, "intake.import", n=2)
    switch.set_value("split").run()
    assert not app.exception
    assert told(app, "汇编.txt")
    assert button(app, "intake.import", n=3)
    grid = next(frame.value for frame in app.dataframe if "source_name" in frame.value)
    assert [name for name in grid["source_name"] if "#" in name] == ["汇编#1.txt", "汇编#2.txt"]
    assert set(grid["title"]) > set(TITLES)
    switches(app)[0].set_value("whole").run()
    assert button(app, "intake.import", n=2)
    switches(app)[0].set_value("split").run()
    button(app, "intake.import", n=3).click().run()
    assert said(app, "intake.done", n=3)
    assert set(titles(workspace)) > set(TITLES)
    ids = queries.speeches(workspace).set_index("source_name")["id"]
    assert workspace.speech(ids["汇编#2.txt"]).data == DATA
    assert workspace.tuples("select count(*) from sources") == [(2,)]


def test_many_collections_are_a_table(workspace):  # noqa: F811
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for n in range(FEW + 1):
            text = (FIRST + SECOND).replace("这几年", f"这{n + 3}年来{'水旱风火虫雪'[n] * 13}")
            archive.writestr(f"{n}.txt", text.replace("防汛", f"第{n}次防汛").encode())
    app = upload(opened(), 几个_zip=packed.getvalue())
    assert not switches(app)
    assert any(text.value == ZH("intake.several_head", n=FEW + 1) for text in app.markdown)
    table = next(editor for editor in app.data_editor if (editor.key or "").startswith("intake_several_"))
    assert list(table.value["split"]) == [False] * (FEW + 1)
    app.session_state[table.key] = {"edited_rows": {1: {"split": True}}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception
    assert button(app, "intake.import", n=FEW + 2)


def choice(app):
    return next((group for group in app.get("button_group") if (group.key or "").startswith("intake_otherwise_")), None)


def live(store):
    return sorted(queries.speeches(store)["source_name"])


def imported_whole(store):
    return store.add(read_files([("旧名.txt", DATA)]).speeches, Lexicon())


def split_now(app):
    switches(app)[0].set_value("split").run()
    assert not app.exception
    return app


def test_parts_of_a_file_that_is_here_whole_take_its_place(workspace):  # noqa: F811
    (whole,) = imported_whole(workspace)
    app = split_now(upload(opened(), 汇编_txt=DATA))
    assert said(app, "intake.otherwise_split", name=plain("汇编.txt"), titles=plain(workspace.speech(whole).metadata.title))
    assert not any((group.key or "").startswith("intake_alike_") for group in app.get("button_group"))
    assert choice(app).value == "replace"
    button(app, "intake.import", n=2).click().run()
    assert said(app, "intake.done", n=2)
    assert said(app, "intake.done_otherwise", n=1)
    assert live(workspace) == ["汇编#1.txt", "汇编#2.txt"]
    assert queries.last_deleted(workspace) == [whole]
    app = upload(opened(), 汇编_txt=DATA)
    assert said(app, "intake.otherwise_whole", name=plain("汇编.txt"), n=2, titles=plain(ZH("list.comma").join(TITLES)))
    button(app, "intake.import", n=1).click().run()
    assert live(workspace) == ["旧名.txt"]


@pytest.mark.parametrize(("chosen", "there"), [("keep", ["旧名.txt", "汇编#1.txt", "汇编#2.txt"]), ("skip", ["旧名.txt"])])
def test_a_person_may_keep_both_or_leave_the_new_ones_out(workspace, chosen, there):  # noqa: F811
    imported_whole(workspace)
    app = split_now(upload(opened(), 汇编_txt=DATA, 一_txt=ONE.encode()))
    choice(app).set_value(chosen).run()
    button(app, "intake.import", n=len(there)).click().run()
    assert live(workspace) == sorted([*there, "一.txt"])
    assert not any(ZH("intake.done_otherwise", n=1) in text.value for text in app.success)


def test_a_pasted_text_is_offered_to_be_split_as_a_file_is(workspace):  # noqa: F811
    app = give(opened(), FIRST + SECOND)
    assert told(app, ZH("intake.pasted"))
    (switch,) = switches(app)
    assert (switch.value, bool(button(app, "intake.import", n=1))) == ("whole", True)
    switch.set_value("split").run()
    assert not app.exception
    button(app, "intake.import", n=2).click().run()
    assert live(workspace) == ["pasted text#1", "pasted text#2"]
    app = give(app, ONE)
    assert not switches(app)
    assert button(app, "intake.import", n=1)
