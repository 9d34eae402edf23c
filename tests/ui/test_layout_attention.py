"""The layout page's functions and the card of a unit, in both languages and in empty or hostile states."""

from urllib.parse import parse_qsl

import pytest

from tests.ui.test_pages import check, open_page, workspace  # noqa: F401
from ui.answers.layout_attention import SHARINGS
from ui.parts.layout_attention import PAGE
from ui.words import LANGUAGES, Words


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("attention")


def html(app):
    return " ".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tab_answers_draws_and_lists_the_units(language):
    words = Words(language)
    app = open_page("layout", language, t="attention", c="2015-tasks")
    check(app)
    shown = html(app)
    assert f"<mark>{words('function.tasks')}</mark>" in shown
    assert words("layout_attention.piece", year="2015", function=words("function.tasks")) in shown
    assert len(app.get("plotly_chart")) == 1
    assert len(app.dataframe) == 2
    assert shown.count('class="yj-passage"') == PAGE


def test_characters_go_to_the_finest_units_until_a_person_says_otherwise():
    app = open_page("layout", t="attention", k="party_office")
    check(app)
    (control,) = [c for c in app.get("button_group") if c.key == "attention_sharing"]
    assert control.value == SHARINGS[0]
    finest = app.dataframe[0].value
    app = open_page("layout", t="attention", k="party_office", v="top")
    check(app)
    assert not finest.equals(app.dataframe[0].value)
    assert finest.groupby("year")["han"].sum().equals(app.dataframe[0].value.groupby("year")["han"].sum())


def test_each_unit_has_links_to_its_cues_and_to_its_correction():
    app = open_page("layout", t="attention", c="2015-tasks")
    links = [link.proto for link in app.get("page_link")]
    for label, part in (("看线索", "outline"), ("校改", "correct")):
        queries = [dict(parse_qsl(link.query_string)) for link in links if link.label == label]
        assert len(queries) == PAGE
        for query in queries:
            speech, _, unit = query["c"].rpartition("-")
            assert (query["t"], query.get("o", "")) == (part, speech if part == "correct" else "")
            assert unit.isdigit()
            check(open_page("layout", **query))


@pytest.mark.parametrize("chosen", ["2012-review", "2018-review", "2014-tasks", "nonsense", "1e99-tasks"])
def test_any_piece_of_a_link_gives_a_page(chosen):
    check(open_page("layout", t="attention", c=chosen))


def test_years_without_speeches_leave_the_tab_without_an_answer_but_whole():
    check(open_page("layout", t="attention", y="1950-1951"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_names_what_the_unit_does_and_its_cues(language):
    words = Words(language)
    app = open_page("layout", language)
    check(app)
    shown = html(app)
    assert words("unit_card.function", function=words("function.tasks")) in shown
    assert words("unit_card.function_pass", least="3", margin="1") in shown
    assert words("unit_card.cue_children", form="46%", points="2.3") in shown
    assert words("unit_card.cue_place", form="11%", points="1") in shown
    assert "function_name" in app.dataframe[0].value
    assert "function_name" in open_page("layout", language, t="outline").dataframe[0].value


def test_a_link_to_a_unit_says_what_it_does(workspace):  # noqa: F811
    (id_,) = workspace.tuples("select id from speeches where source_name = 'office_2012.txt'")[0]
    unit = workspace.tuples("select sections.id from sections join speeches using (speech) where speeches.id = ? and heading like '盘点%'", [id_])[0][
        0
    ]
    app = open_page("layout", c=f"{id_}-{unit}")
    check(app)
    assert Words("zh")("unit_card.function", function="回顾") in html(app)
    assert "标题中的“盘点”5 分" in html(app)
