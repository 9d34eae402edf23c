"""The management of the corpus: every switch takes effect in the figures, and workspaces come, go and come back."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import queries, workspaces
from analysis.corpus.backup import back_up
from analysis.corpus.build import import_sample, manner_of
from analysis.model import COUNTED_PARTS, Lexicon
from tests.conftest import ROOT
from ui import cache
from ui.asked import ask
from ui.view import View
from ui.words import Words

ZH = Words("zh")
TEXT = "在全市專題會議上的講話\n（{year}年3月5日）\n各位代表：\n　　今年抓好三件大事,抓好落實。\n一、抓項目\n　　項目要實。\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(tmp_path))
    return tmp_path.resolve()


@pytest.fixture
def store(root):
    return cache.store_of(workspaces.DEFAULT)


def open_page(tab="", language="zh", **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    for key, value in params.items():
        app.query_params[key] = value
    if tab:
        app.session_state[f"manage_{language}"] = Words(language)(f"manage.{tab}")
    app.run()
    return check(app)


def check(app):
    assert not app.exception
    assert not app.error, [e.value for e in app.error]
    return app


def sentence(app):
    """Return the sentence that answers the page's question."""
    return next(element.proto.body for element in app.get("html") if "yj-answer" in element.proto.body)


def opened(app):
    """Return the id of the workspace in the link, as a list: empty where it is the default one."""
    found = app.query_params.get("w", [])
    return [found] if isinstance(found, str) else found


def button(app, label):
    return next(b for b in app.button if b.label == label)


def widget(app, kind, key):
    return next(w for w in getattr(app, kind) if w.key == key)


# --- what counts -------------------------------------------------------------------------------------------------------------


def test_parts_that_are_switched_on_are_counted_and_said(store):
    app = open_page()
    before = sentence(app)
    pills = widget(app, "button_group", "count_parts")
    assert pills.value == list(COUNTED_PARTS)
    check(pills.set_value(["heading", "body", "title"]).run())
    assert store.parts() == ("heading", "body", "title")
    assert sentence(app) != before
    assert any("篇题" in c.value for c in app.sidebar.caption)
    assert ask(store, View()).counted.recipe("x", {}).settings["parts"] == ["heading", "body", "title"]
    check(button(app, ZH("parts.reset")).click().run())
    assert (store.parts(), sentence(app)) == (COUNTED_PARTS, before)


def test_counting_nothing_is_no_choice(store):
    app = open_page()
    check(widget(app, "button_group", "count_parts").set_value([]).run())
    assert store.parts() == COUNTED_PARTS
    assert widget(app, "button_group", "count_parts").value == list(COUNTED_PARTS)


def test_variants_are_left_out_until_they_are_asked_for(store):
    first, second, *_ = queries.speeches(store)["id"]
    store.set_variant([second], first)
    app = open_page()
    assert sentence(app).startswith('<p class="yj-answer">11 篇')
    assert ZH("corpus.variants_left_out", n=1) in sentence(app)
    check(app.toggle(key="count_variants").set_value(True).run())
    assert sentence(app).startswith('<p class="yj-answer">12 篇')
    check(app.toggle(key="count_variants").set_value(False).run())
    app.multiselect(key="count_as_own").set_value([second]).run()
    check(button(app, ZH("variants.take_off")).click().run())
    assert sentence(app).startswith('<p class="yj-answer">12 篇')
    assert queries.speeches(store)["variant_of"].isna().all()


# --- how it is read ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(root):
    """A workspace of two speeches in traditional characters, indented, with a half-width comma."""
    from analysis.corpus.build import read_files

    made = workspaces.new(root, "專題")
    store = cache.store_of(made.id)
    store.add(read_files((f"{year}.txt", TEXT.format(year=year).encode()) for year in (2011, 2012)).speeches, Lexicon())
    return made.id, store


def test_a_repair_is_switched_off_and_on_for_the_whole_corpus(own):
    id_, store = own
    texts = queries.texts(store, list(queries.speeches(store)["id"]))
    app = open_page("record", w=id_)
    toggle = app.toggle(key="repair_on_indent")
    assert toggle.value
    assert toggle.label == ZH("manner.repair", kind=ZH("repair.indent"), places=4, speeches=2)
    check(toggle.set_value(False).run())
    assert manner_of(store).off == ("indent",)
    assert any(s.value == ZH("manner.done", n=2) for s in app.success)
    assert all("\u3000" in text for text in queries.texts(store, list(texts)).values())
    assert app.toggle(key="repair_on_indent").label == ZH("manner.repair_off", kind=ZH("repair.indent"))
    check(app.toggle(key="repair_on_indent").set_value(True).run())
    assert queries.texts(store, list(texts)) == texts


def test_an_interrupted_rereading_leaves_everything_as_it_was(own, monkeypatch):
    from analysis.corpus import build

    _, store = own
    ids = list(queries.speeches(store)["id"])
    texts, reread, calls = queries.texts(store, ids), build.reread, []

    def failing(*arguments, **settings):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        reread(*arguments, **settings)

    monkeypatch.setattr(build, "reread", failing)
    from ui.parts import rereading

    monkeypatch.setattr(rereading, "store", lambda: store)
    monkeypatch.setattr(rereading.st, "button", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        rereading._reread(build.Manner(("indent",)))
    assert len(calls) == 4, "the two that were begun are put back"
    assert manner_of(store) == build.Manner()
    assert queries.texts(store, ids) == texts


def test_traditional_characters_are_counted_as_simplified_ones_where_asked(own):
    id_, store = own
    terms = set(queries.term_counts(store, list(queries.speeches(store)["id"]), "all", Lexicon())["term"])
    assert "项目" not in terms
    app = open_page("counting", w=id_)
    check(app.toggle(key="count_folded").set_value(True).run())
    assert manner_of(store).folded
    assert "项目" in set(queries.term_counts(store, list(queries.speeches(store)["id"]), "all", Lexicon())["term"])
    assert app.toggle(key="count_folded").value


# --- rhythm ------------------------------------------------------------------------------------------------------------------


def test_a_rhythm_set_by_hand_says_which_years_are_missing(store):
    app = open_page("rhythm")
    assert "缺 2014 年" in sentence(app)
    for kind in ("government", "party_office"):
        check(app.selectbox(key=f"rhythm_{kind}").set_value(0).run())
    assert "缺" not in sentence(app)
    assert store.get_meta("rhythm") == {"government": 0, "party_office": 0}
    check(app.selectbox(key="rhythm_government").set_value(-1).run())
    assert "缺 2014 年" in sentence(app)


# --- named selections --------------------------------------------------------------------------------------------------------


def test_a_selection_is_kept_under_a_name_chosen_renamed_and_dropped(store):
    app = open_page(y="2012-2013", k="government")
    app.sidebar.text_input[0].set_value("  两年  政府 ")
    check(button(app.sidebar, ZH("side.save")).click().run())
    ((key, (name, ids)),) = store.named_selections().items()
    assert (name, len(ids)) == ("两年 政府", 2)
    assert widget(app.sidebar, "selectbox", "side_saved").value == key
    assert sentence(app).startswith('<p class="yj-answer">2 篇')
    check(widget(app.sidebar, "selectbox", "side_saved").set_value(None).run())
    assert sentence(app).startswith('<p class="yj-answer">12 篇')
    check(widget(app.sidebar, "selectbox", "side_saved").set_value(key).run())
    app.sidebar.text_input[0].set_value("政府")
    check(button(app.sidebar, ZH("side.rename")).click().run())
    assert [name for name, _ in store.named_selections().values()] == ["政府"]
    check(button(app.sidebar, ZH("side.forget")).click().run())
    assert store.named_selections() == {}


# --- workspaces --------------------------------------------------------------------------------------------------------------


def name_field(app, form):
    return next(t for t in app.text_input if t.proto.form_id == form)


def test_a_workspace_is_made_named_filled_copied_deleted_and_brought_back(root, store):
    app = open_page("workspaces")
    name_field(app, "workspace_new").set_value("各省报告")
    check(button(app, ZH("workspace.make")).click().run())
    made = workspaces.workspaces(root)[1]
    assert (made.name, opened(app)) == ("各省报告", [made.id])
    assert any(ZH("page.corpus.empty")[:20] in m.value for m in app.markdown)
    check(button(app, ZH("empty.sample")).click().run())
    assert sentence(app).startswith('<p class="yj-answer">12 篇')
    check(button(app, ZH("workspace.do_copy", name="各省报告")).click().run())
    copied = next(w for w in workspaces.workspaces(root) if w.name == "各省报告 副本")
    assert opened(app) == [copied.id]
    name_field(app, "workspace_rename").set_value("副本甲")
    check(button(app, ZH("workspace.do_rename")).click().run())
    assert "副本甲" in {w.name for w in workspaces.workspaces(root)}
    check(button(app, ZH("workspace.do_delete", name="副本甲")).click().run())
    assert not opened(app)
    assert copied.id not in {w.id for w in workspaces.workspaces(root)}
    undo = next(b for b in app.button if b.key and b.key.startswith("undo_"))
    assert "副本甲" in undo.label
    check(undo.click().run())
    assert opened(app) == [copied.id]
    assert sentence(app).startswith('<p class="yj-answer">12 篇')
    check(app.selectbox(key="workspace_open").set_value(workspaces.DEFAULT).run())
    assert not opened(app)


def test_a_name_that_is_taken_is_refused_in_a_sentence(root, store):
    workspaces.new(root, "甲")
    app = open_page("workspaces")
    name_field(app, "workspace_new").set_value("甲")
    button(app, ZH("workspace.make")).click().run()
    assert not app.exception
    assert len(app.error) == 1
    assert ZH("detail.name_taken") in app.error[0].value
    assert len(workspaces.workspaces(root)) == 2


@pytest.mark.parametrize("given", ["w12345678", "nowhere", "w0000", "W0", "../w0"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_link_to_a_workspace_that_is_not_here_says_so_and_shows_the_default_one(store, language, given):
    app = open_page(language=language, w=given, k="government")
    said = [w.value for w in app.warning]
    words = Words(language)
    if re.fullmatch(r"[a-z0-9_-]+", given):
        assert said == [words("workspace.refused", detail=words("detail.unknown_workspace"))]
        assert re.search(r">12 (篇|speeches)", sentence(app))
    assert not opened(app)
    check(app.toggle(key="count_folded").run())


def test_two_tabs_show_two_workspaces(root, store):
    made = workspaces.new(root, "乙")
    one, two = open_page(), open_page(w=made.id)
    assert sentence(one).startswith('<p class="yj-answer">12 篇')
    assert any(ZH("page.corpus.empty")[:20] in m.value for m in two.markdown)
    one.run()
    assert sentence(one).startswith('<p class="yj-answer">12 篇')
    one.switch_page("ui/pages/words.py").run()
    two.switch_page("ui/pages/words.py").run()
    assert len(check(one).dataframe) == 1
    assert not check(two).dataframe
    assert opened(two) == [made.id]


def test_a_workspace_deleted_in_another_tab_is_refused_there(root, store):
    made = workspaces.new(root, "丙")
    app = open_page(w=made.id)
    cache.close(made.id)
    workspaces.delete(root, made.id)
    check(app.run())
    assert app.warning[0].value == ZH("workspace.refused", detail=ZH("detail.unknown_workspace"))


def test_a_backup_is_restored_as_a_new_workspace_that_can_be_renamed(root, store, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "backup.zip"
    store.set_parts(["body"])
    gone = queries.speeches(store)["id"].iloc[0]
    store.set_deleted([gone], deleted=True)
    back_up(store, file)
    app = open_page("backup")
    app.file_uploader(key="restore_0").upload("backup.zip", file.read_bytes(), "application/zip").run()
    check(button(app, ZH("backup.do")).click().run())
    made = workspaces.workspaces(root)[1]
    assert made.name.startswith(ZH("workspace.default"))
    assert opened(app) == [made.id]
    assert sentence(app).startswith('<p class="yj-answer">11 篇')
    restored = cache.store_of(made.id)
    assert restored.parts() == ("body",)
    assert queries.last_deleted(restored) == [gone]
    name_field(app, "workspace_restored").set_value("找回的")
    check(button(app, ZH("workspace.do_rename")).click().run())
    assert workspaces.workspaces(root)[1].name == "找回的"


@pytest.mark.parametrize(("data", "detail"), [(b"no zip at all", "not_a_backup"), (b"PK\x03\x04 torn", "backup_cut_off")])
def test_what_is_no_backup_is_refused_in_a_sentence(root, store, data, detail):
    app = open_page("backup")
    app.file_uploader(key="restore_0").upload("x.zip", data, "application/zip").run()
    button(app, ZH("backup.do")).click().run()
    assert not app.exception
    assert ZH(f"detail.{detail}") in app.error[0].value
    assert len(workspaces.workspaces(root)) == 1


def test_an_empty_workspace_can_be_left_and_filled_from_a_backup(root):
    made = workspaces.new(root, "空")
    app = open_page("workspaces", w=made.id)
    assert app.selectbox(key="workspace_open").value == made.id
    assert len(app.file_uploader) == 1  # that of the intake; the backups' stands in the other tab
    import_sample(cache.store_of(made.id), Lexicon())
    assert sentence(check(app.run())).startswith('<p class="yj-answer">12 篇')


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("tab", ["counting", "record", "rhythm", "backup", "workspaces"])
def test_every_tab_is_drawn_in_both_languages_full_and_empty(root, store, language, tab):
    open_page(tab, language)
    open_page(tab, language, w=workspaces.new(root, "空").id)
