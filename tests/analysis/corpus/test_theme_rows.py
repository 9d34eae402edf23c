"""Where themes stand in stored speeches: words whole, strings anywhere, the longest once; counted text alone; made once and dropped when out of use."""

import pytest

from analysis.annotation.corrections import anchor
from analysis.annotation.segmentation import is_han
from analysis.corpus import queries
from analysis.corpus.build import Manner, manner_of, read_files, set_manner
from analysis.corpus.corrections import add_correction, undo_last
from analysis.corpus.functions import ensure_functions
from analysis.corpus.theme_corpus import theme_corpus
from analysis.corpus.theme_rows import KEPT
from analysis.corpus.themes import Theme, starter_themes
from analysis.model import PARTS, Lexicon
from analysis.reading.read import paste

TEXT = (
    "在全县农业工作会议上的讲话\n（2014年2月11日）\n县长　贺长林\n同志们：\n今天开会部署农业工作。\n"
    "一、抓好粮食生产\n粮食是根本。农业现代化要靠改革，农业要增效。\n"
    "二、深化农村改革\n改革不停步，改革开放。（掌声）\n"
)
FARMS = Theme("农业", ("农业", "粮食"), ("农业现代化",))
REFORM = Theme("改革", ("改革",), ("改革开放", "开放"))


def corpus(store, themes=(FARMS, REFORM), lexicon=None):
    ids = list(queries.speeches(store)["id"])
    return theme_corpus(store, ids, themes, lexicon or Lexicon())


def told(found):
    """Return sentence → (theme, uses), by the words of the sentence."""
    text = found.sentences.assign(n=range(len(found.sentences)))
    return {(int(text.loc[r.row, "sentence"]), found.themes[r.theme].name): r.uses for r in found.uses.itertuples()}


def texts_of(store, table):
    texts = queries.texts(store, list(table["id"].unique()))
    return [texts[r.id][r.start : r.end] for r in table.itertuples()]


def test_words_are_whole_strings_anywhere_and_the_longest_counts_once(store):
    store.add([paste(TEXT)], Lexicon())
    found = corpus(store)
    places = found.places(found.themes)
    assert texts_of(store, places) == list(places["form"])
    assert list(zip(places["theme"], places["form"], strict=True)) == [
        (0, "农业"), (0, "粮食"), (0, "粮食"), (0, "农业现代化"), (1, "改革"), (0, "农业"), (1, "改革"), (1, "改革"), (1, "改革开放")
    ]  # fmt: skip
    assert found.uses["uses"].sum() == len(places)


def test_a_word_within_a_longer_token_is_not_counted_and_a_string_is(store):
    store.add([paste("同志们：\n要建设社会主义。")], Lexicon())
    assert len(corpus(store, [Theme("社会", ("社会",))]).uses) == 0
    assert len(corpus(store, [Theme("社会", (), ("社会",))]).uses) == 1


@pytest.mark.parametrize(
    ("form", "text", "folded", "found"),
    [
        ("双随机,一公开", "推行双随机,一公开。", False, 1),
        ("双随机，一公开", "推行双随机,一公开。", False, 1),
        ("双随机,一公开", "推行双随机，一公开。", False, 1),
        ("４０年", "走过40年。", False, 1),
        ("1,000", "植树1,000棵。", False, 1),
        ("發展", "加快發展。", True, 1),
        ("發展", "加快发展。", True, 1),
        ("发展", "加快發展。", True, 1),
        ("發展", "加快發展。", False, 1),
        ("發展", "加快发展。", False, 0),
        ("发展", "加快發展。", False, 0),
    ],
)
def test_forms_are_read_like_the_text_and_shown_as_they_were_typed(store, form, text, folded, found):
    store.set_meta("folded", folded)
    store.add(read_files([("讲话.txt", f"同志们：\n{text}".encode())], manner_of(store)).speeches, Lexicon())
    places = corpus(store, [Theme("一", (), (form,))]).places([Theme("一", (), (form,))])
    assert places["form"].tolist() == [form] * found
    if "," not in form and "，" not in form:
        own = Lexicon(("发展", "發展", "40年", "４０年"))
        assert len(corpus(store, [Theme("一", (form,))], own).uses) == found


def test_a_change_of_manner_seeks_anew(store):
    store.add([paste("同志们：\n加快发展。")], Lexicon())
    theme = [Theme("一", (), ("發展",))]
    assert len(corpus(store, theme).uses) == 0
    set_manner(store, Manner(folded=True))
    assert len(corpus(store, theme).uses) == 1


def test_words_follow_the_lexicon(store):
    store.add([paste("同志们：\n推进高质量发展。")], Lexicon())
    theme = Theme("发展", ("高质量发展",))
    assert len(corpus(store, [theme]).uses) == 0
    assert len(corpus(store, [theme], Lexicon(("高质量发展",))).uses) == 1
    assert len(corpus(store, [theme]).uses) == 0


@pytest.mark.parametrize("parts", [("heading", "body"), ("body",), ("heading",), ("title", "salutation"), ("body", "stage"), PARTS])
def test_sentences_hold_the_counted_characters_whatever_is_counted(store, parts):
    store.add([paste(TEXT)], Lexicon())
    store.set_parts(parts)
    found = corpus(store)
    rows = queries.speeches(store)
    assert found.sentences["han"].sum() == rows["counted_han"].sum()
    wanted = {"heading": 2, "body": 7, "title": 1}  # uses in each
    assert found.uses["uses"].sum() == sum(wanted.get(part, 0) for part in parts) == len(found.places(found.themes))


def test_what_was_laid_out_follows_every_change(store):
    speech = paste(TEXT)
    (id_,) = store.add([speech], Lexicon())
    assert set(corpus(store).sentences["function"]) == {"undecided", "frame"}
    ensure_functions(store)
    before = set(corpus(store).sentences["function"])
    place = speech.text.index("一、抓好")
    assert add_correction(store, id_, "function", anchor(speech.text, place, place + 8), "call") is None
    ensure_functions(store)
    assert "call" in set(corpus(store).sentences["function"]) - before
    undo_last(store, id_)
    ensure_functions(store)
    assert set(corpus(store).sentences["function"]) == before
    for parts in (("body",), PARTS, ("heading", "body")):
        store.set_parts(parts)
        assert corpus(store).sentences["han"].sum() == queries.speeches(store)["counted_han"].sum()
    store.replace(paste(TEXT))
    store.edit({id_: {"year": 1999}})
    assert set(corpus(store).sentences["year"]) == {1999}


def test_the_sample_is_laid_out_as_it_is_counted(sample_store, sample_ids):
    found = theme_corpus(sample_store, sample_ids, starter_themes(), Lexicon())
    by_speech = found.sentences.groupby("id", observed=True)["han"].sum()
    assert by_speech.to_dict() == queries.speeches(sample_store).set_index("id")["counted_han"].to_dict()
    texts = queries.texts(sample_store, sample_ids)
    whole = sum(sum(map(is_han, text)) for text in texts.values())
    assert 0 < by_speech.sum() < whole
    places = found.places(found.themes)
    assert texts_of(sample_store, places) == list(places["form"])
    assert (places.groupby(["row", "theme"]).size() == found.uses.set_index(["row", "theme"])["uses"]).all()
    words = places[[found.themes[t].kind(f) == "word" for t, f in zip(places["theme"], places["form"], strict=True)]]
    for form, n in words["form"].value_counts().head(20).items():
        assert n <= len(queries.term_positions(sample_store, sample_ids, form, Lexicon()))


def test_without_overlaps_a_word_is_counted_as_it_is_elsewhere(sample_store, sample_ids):
    found = theme_corpus(sample_store, sample_ids, [Theme("作风", ("作风",))], Lexicon())
    elsewhere = queries.term_positions(sample_store, sample_ids, "作风", Lexicon())
    assert found.places(found.themes)[["id", "start"]].sort_values(["id", "start"]).to_numpy().tolist() == (
        elsewhere[["id", "start"]].sort_values(["id", "start"]).to_numpy().tolist()
    )


def test_unnamed_sentences_and_named_ones_are_all_counted_ones(store):
    store.add([paste(TEXT)], Lexicon())
    found = corpus(store)
    assert set(found.unnamed()["row"]) | set(found.uses["row"]) == {i for i, han in enumerate(found.sentences["han"]) if han}
    assert not set(found.unnamed()["row"]) & set(found.uses["row"])


def test_the_order_of_places_is_that_of_the_scope(store):
    ids = store.add([paste(TEXT), paste(TEXT.replace("2014年2月", "2012年3月"))], Lexicon())
    for scope in (ids, ids[::-1]):
        found = theme_corpus(store, scope, [FARMS], Lexicon())
        assert list(dict.fromkeys(found.places([FARMS])["id"])) == scope


def test_rows_are_made_once_for_a_set_and_those_long_out_of_use_are_dropped(store):
    store.add([paste(TEXT)], Lexicon())
    for n in range(KEPT + 2):
        corpus(store, [Theme(f"主题{n}", (), ("农业",))])
        corpus(store, [Theme(f"主题{n}", (), ("农业",))])
    assert store.tuples("select count(distinct themes), count(*) from theme_sentences") == [(KEPT, KEPT * 2)]
    assert store.tuples("select count(*) from made where name like 'themes-%'") == [(KEPT,)]


def test_a_speech_read_anew_has_its_rows_made_anew(store):
    speech = paste(TEXT)
    store.add([speech], Lexicon())
    before = corpus(store, [FARMS], Lexicon(("粮食生产",))).uses["uses"].sum()
    store.replace(speech)
    assert corpus(store, [FARMS], Lexicon(("粮食生产",))).uses["uses"].sum() == before


@pytest.mark.parametrize("themes", [[], [Theme("空")], [Theme("生僻", ("𠀀",), ("𠀀𠀁",))]])
def test_themes_without_uses_give_none(store, themes):
    store.add([paste(TEXT), paste("Comrades.")], Lexicon())
    found = corpus(store, themes)
    assert found.uses.empty
    assert found.places(themes).empty
    assert len(found.unnamed()) == (found.sentences["han"] > 0).sum()


def test_an_empty_scope_has_no_sentences(store):
    found = theme_corpus(store, [], [FARMS], Lexicon())
    assert found.sentences.empty
    assert found.uses.empty
    assert found.places([FARMS]).empty
