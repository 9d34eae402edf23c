"""Correcting an outline on the page: what is done shows at once and everywhere, can be undone, and what can't be done is said in a sentence."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.annotation.corrections import anchor
from analysis.corpus import build, queries
from analysis.corpus import store as stores
from analysis.corpus.corrections import add_correction, corrections_count, export_corrections, lost_corrections
from analysis.model import Lexicon
from analysis.reading.read import paste
from tests.conftest import ROOT
from ui import cache
from ui.parts.escape import plain
from ui.words import LANGUAGES, Words

TEXT = """在苇塘镇水利工作会议上的讲话
（2019年3月5日）
同志们：
今天的会议，主要是部署今年的水利工作。
一、认清今年的水情
去年冬天雪少，春水来得晚。上游水库只蓄了七成；下游的田要早做打算。
二、抓好*三项*工程
（一）清淤
河道要清，沟渠要通。
（二）打井
井位由水利站定。
三、落实各级责任
各村要有人管，镇里要有人查。
让我们一起把水的文章做好！
"""
ZH = Words("zh")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("correct")


@pytest.fixture
def workspace(folder, request, monkeypatch):
    path = folder / request.node.name[:40]
    monkeypatch.setenv(cache.WORKSPACE, str(path))
    return cache.store_at(str(path.resolve()))


@pytest.fixture
def id_(workspace):
    return workspace.add([paste(TEXT)], Lexicon())[0]


def open_part(id_, unit=None, language="zh", **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    given = {"lang": language, "t": "correct", "o": id_, **({"c": key(id_, unit)} if unit else {}), **params}
    for name, value in given.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("ui/pages/layout.py").run()
    check(app)
    return app


def check(app, errors=0):
    assert not app.exception
    assert len(app.error) == errors, [e.value for e in app.error]


def units(id_):
    return queries.outlines(cache.store(), [id_])


def key(id_, label):
    rows = units(id_)
    return f"{id_}-{rows.loc[(rows['marker'] + rows['heading']) == label, 'unit'].iloc[0]}"


def level(id_, label):
    rows = units(id_)
    return int(rows.loc[(rows["marker"] + rows["heading"]) == label, "level"].iloc[0])


def click(app, name):
    app.button(key=f"correct_{name}").click().run()
    return app


def captions(app):
    return " ".join(caption.value for caption in app.caption)


def chosen(app):
    return app.session_state["view"]["chosen"]


def at(app, quote):
    """Choose a sentence of the chosen unit's text."""
    app.session_state["correct_place"] = {"unit": chosen(app), "place": TEXT.index(quote)}
    app.run()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_part_is_drawn_in_both_languages(id_, language):
    app = open_part(id_, "（一）清淤", language)
    words = Words(language)
    assert {words(f"correction.{name}") for name in ("promote", "demote", "join", "unmark", "split", "mark")} <= {b.label for b in app.button}
    assert words("layout_correct.hint") in captions(app)


@pytest.mark.parametrize("params", [{"c": "ffffffffffff-99999"}, {"c": "<script>", "o": "../.."}, {"o": "000000000000", "s": "000000000000.3"}])
def test_a_hostile_link_gives_the_part(id_, params):
    open_part(id_, **params)


def test_what_is_done_shows_at_once_is_undone_and_made_again(id_):
    label = "二、抓好*三项*工程"
    app = click(open_part(id_, label), "demote")
    check(app)
    assert level(id_, label) == 2
    assert level(id_, "（一）清淤") == 3
    assert chosen(app) == key(id_, label)
    assert ZH("layout_correct.done", what=plain(ZH("layout_correct.name", action=ZH("correction.demote"), quote=label)), reason="") in captions(app)
    assert any(ZH("correction_state.applied") in text.value for text in app.markdown)
    click(app, "undo")
    assert level(id_, label) == 1
    click(app, "redo")
    assert level(id_, label) == 2
    (entry,) = cache.store().corrections(id_)
    app.button(key=f"correct_undo_{entry.correction.id}").click().run()
    assert level(id_, label) == 1
    assert any(ZH("correction_state.undone") in text.value for text in app.markdown)


def test_what_cannot_be_done_is_disabled_and_says_why(id_):
    app = open_part(id_, "一、认清今年的水情")
    assert {
        name: app.button(key=f"correct_{name}").disabled for name in ("promote", "demote", "join", "unmark", "split", "mark", "undo", "redo")
    } == {
        "promote": True,
        "demote": True,
        "join": False,
        "unmark": False,
        "split": True,
        "mark": True,
        "undo": True,
        "redo": True,
    }
    assert app.button(key="correct_promote").help == ZH("correction_lost.topmost")
    assert app.button(key="correct_demote").help == ZH("correction_lost.no_sister")
    assert app.button(key="correct_split").help == ZH("layout_correct.no_place")


def test_a_sentence_begins_a_unit_and_its_paragraph_is_marked_at_a_level(id_):
    app = open_part(id_, "一、认清今年的水情")
    at(app, "下游的田")
    check(app)
    click(app, "split")
    assert "下游的田要早做打算" in set(units(id_)["heading"])
    assert chosen(app) == key(id_, "下游的田要早做打算")
    click(app, "undo")
    app = open_part(id_, "三、落实各级责任")
    at(app, "各村要有人管")
    (levels,) = [box for box in app.selectbox if box.label == ZH("layout_correct.at_level")]
    assert levels.options == [ZH("layout_correct.level", n=n) for n in (1, 2)]
    levels.set_value("2").run()
    click(app, "mark")
    assert level(id_, "各村要有人管，镇里要有人查") == 2


def test_a_heading_and_a_function_are_given(id_):
    app = open_part(id_, "三、落实各级责任")
    app.text_input(key="correct_heading").input("  落实到人 ").run()
    check(app)
    assert level(id_, "三、落实到人") == 1
    app.text_input(key="correct_heading").input("  ").run()
    assert level(id_, "三、落实到人") == 1
    app.selectbox(key="correct_function").set_value("call").run()
    check(app)
    rows = units(id_).set_index("heading")
    assert (rows.loc["落实到人", "function"], bool(rows.loc["落实到人", "corrected"])) == ("call", True)
    app.selectbox(key="correct_function").set_value("").run()
    assert units(id_).set_index("heading").loc["落实到人", "function"] == ""
    assert "→" + ZH("function.undecided") in captions(app)


def test_other_pages_and_recipes_follow(id_):
    before = build.count(cache.store(), [id_], Lexicon())
    click(open_part(id_, "（一）清淤"), "promote")
    after = build.count(cache.store(), [id_], Lexicon())
    assert (before.corrections, after.corrections) == (0, 1)
    assert before.corpus != after.corpus
    for part in ("outline", "attention"):
        app = open_part(id_, "（一）清淤", t=part, d=id_)
        check(app)
    read = open_part(id_, s=id_)
    read.switch_page("ui/pages/read.py").run()
    check(read)
    assert level(id_, "（一）清淤") == 1


def test_another_session_that_writes_is_said_in_a_sentence(id_, workspace, monkeypatch):
    monkeypatch.setattr(stores, "LONG_WAIT", 0.05)
    monkeypatch.setattr(stores, "SHORT_WAIT", 0.05)
    app = open_part(id_, "（一）清淤")
    with workspace._importing:
        click(app, "promote")
    check(app, errors=1)
    assert plain(ZH("detail.busy")) in app.error[0].value
    assert level(id_, "（一）清淤") == 2
    click(app, "promote")
    check(app)
    assert level(id_, "（一）清淤") == 1


def test_what_was_done_elsewhere_meanwhile_is_refused_with_its_reason(id_, workspace):
    app = open_part(id_, "（一）清淤")
    start = TEXT.index("（一）清淤")
    assert add_correction(workspace, id_, "promote", anchor(TEXT, start, start + 5)) is None
    click(app, "promote")
    check(app)
    assert ZH("correction_lost.topmost") in captions(app)
    assert corrections_count(workspace, [id_]) == 1


def test_lost_corrections_stand_with_their_reason_and_a_link(id_, workspace):
    app = open_part(id_, "一、认清今年的水情")
    at(app, "上游水库")
    click(app, "split")
    app.text_input(key="correct_heading").input("水库").run()
    first = workspace.corrections(id_)[0]
    app.button(key=f"correct_undo_{first.correction.id}").click().run()
    check(app)
    assert [entry.lost for entry in lost_corrections(workspace, [id_])] == ["no_unit"]
    assert any(ZH("correction_lost.no_unit") in text.value for text in app.markdown)
    assert ZH("layout_correct.lost_title", n=1) in {title.value for title in app.subheader}
    other = open_part(queries.speeches(workspace)["id"].iloc[0])
    assert ZH("layout_correct.lost_title", n=1) in {title.value for title in other.subheader}


def test_a_file_of_corrections_is_brought_in_and_reported(id_, workspace):
    app = click(open_part(id_, "（一）清淤"), "promote")
    data = export_corrections(workspace, [id_], "jsonl")
    lines = data.decode().splitlines()
    strange = lines[0].replace(id_, "0" * 12).replace(workspace.tuples("select text_hash from speeches where id = ?", [id_])[0][0], "f" * 12)
    lost = lines[0].replace("清淤", "修渠").replace('"promote"', '"demote"')
    app.file_uploader[0].upload("校改.jsonl", "\n".join([lines[0], strange, lost]).encode(), "application/jsonl").run()
    click(app, "bring")
    check(app)
    said = app.success[0].value
    assert said == " ".join([ZH("layout_correct.added", n=1), *(ZH(f"layout_correct.brought_{what}", n=1) for what in ("known", "strange", "lost"))])
    app.file_uploader[0].upload("讲话.csv", "标题,正文\n一,二\n".encode(), "text/csv").run()
    click(app, "bring")
    check(app, errors=1)
    assert plain(ZH("detail.no_corrections")) in app.error[0].value


def test_an_outline_of_many_units_comes_in_pages(workspace):
    (many,) = workspace.add([paste("同志们：\n" + "".join(f"{n}. 第{n}件事要办好。\n" for n in range(1, 1201)))], Lexicon())
    app = open_part(many, c=f"{many}-900")
    check(app)
