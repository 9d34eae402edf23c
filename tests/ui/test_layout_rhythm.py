"""The layout page's rhythm, and its levels and lists, in both languages and in empty or hostile states."""

import pytest

from tests.ui.test_pages import check, open_page, workspace  # noqa: F401
from ui.words import LANGUAGES, Words


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rhythm")


def html(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", ["", "clause", "paragraph"])
def test_the_rhythm_is_drawn_with_what_was_clicked_beside_it(language, shape):
    app = open_page("layout", language, t="rhythm", v=shape)
    check(app)
    assert len(app.get("plotly_chart")) == 2
    assert len(app.dataframe) == 1
    assert html(app).count('class="yj-passage"') == 1
    assert "yj-answer" in html(app)


def test_another_speech_and_another_stretch_are_chosen(workspace):  # noqa: F811
    app = open_page("layout", t="rhythm")
    app.selectbox(key="layout_rhythm_of").select_index(4).run()
    check(app)
    chosen = app.selectbox(key="layout_rhythm_of").value
    (title,) = workspace.tuples("select title from speeches where id = ?", [chosen])[0]
    assert f"<mark>{title}</mark>" in html(app)
    app.button_group(key="layout_rhythm_shape").set_value("paragraph").run()
    check(app)
    assert app.selectbox(key="layout_rhythm_of").value == chosen
    assert "段长" in html(app)


def test_all_that_a_speech_counts_off_opens(workspace):  # noqa: F811
    (id_,) = workspace.tuples("select id from speeches where source_name = 'office_2017.txt'")[0]
    app = open_page("layout", t="rhythm", c=f"{id_}-e")
    check(app)
    assert Words("zh")("layout_rhythm.counted_off") in html(app)
    assert html(app).count('class="yj-passage"') == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_levels_are_drawn_with_the_units_of_a_cell(language, workspace):  # noqa: F811
    (id_,) = workspace.tuples("select id from speeches where source_name = 'office_2017.txt'")[0]
    app = open_page("layout", language, t="depth", c=f"{id_}-2")
    check(app)
    assert len(app.get("plotly_chart")) == 2
    assert len(app.dataframe) == 2
    assert Words(language)("layout_depth.units", n=2) in html(app)
    assert html(app).count('class="yj-passage"') == 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_are_drawn_for_all_and_for_one(language):
    app = open_page("layout", language, t="depth", v="lists")
    check(app)
    assert len(app.get("plotly_chart")) == 1
    assert Words(language)("layout_lists.opened", n=3) in html(app)
    app.selectbox(key="layout_depth_of").select_index(3).run()
    check(app)
    app.button_group(key="layout_depth_shape").set_value("levels").run()
    check(app)
    assert len(app.get("plotly_chart")) == 2


@pytest.mark.parametrize("part", ["rhythm", "depth"])
@pytest.mark.parametrize(
    "link", [{"c": "ffffffffffff-s9", "o": "x", "v": "lists"}, {"c": "n10-others", "v": "clause"}, {"y": "1950-1951"}, {"y": "2017"}]
)
def test_any_link_gives_a_page(part, link):
    check(open_page("layout", t=part, **link))


@pytest.mark.parametrize("part", ["rhythm", "depth"])
def test_a_speech_without_chinese_is_told(part, workspace):  # noqa: F811
    from analysis.model import Lexicon
    from analysis.reading.read import paste

    ids = workspace.add([paste("Hello, world.")], Lexicon())
    try:
        for shape in ("", "lists"):
            app = open_page("layout", t=part, d=ids[0], v=shape)
            check(app)
    finally:
        workspace.set_deleted(list(ids), deleted=True)
