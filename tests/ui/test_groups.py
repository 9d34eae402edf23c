"""Own columns make groups that restrict the selection and can be compared."""

import pandas as pd
import pytest

from analysis.corpus import queries
from analysis.corpus.store import Store
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.compare import answer_compare, chosen_sides, side_names
from ui.asked import ask
from ui.groups import group_key, in_groups, own_groups
from ui.selection import selected
from ui.view import View, decode, encode

OWN = ({"省份": "浙江", "届次": "十一届"}, {"省份": "浙江"}, {"省份": "甘肃", "届次": "十一届"}, {})
ZHEJIANG, GANSU, ELEVENTH = group_key("省份", "浙江"), group_key("省份", "甘肃"), group_key("届次", "十一届")


@pytest.fixture
def corpus(tmp_path):
    store = Store(tmp_path)
    texts = [f"在第{i}次会议上的讲话\n（20{10 + i}年3月5日）\n同志们：\n要抓好“三农”工作{'，绿水青山' * i}。" for i in range(4)]
    ids = store.add([paste(text) for text in texts], Lexicon())
    for id_, own in zip(ids, OWN, strict=True):
        store.edit({id_: {"own": own}})
    yield store
    store.close()


def chosen(store, *groups):
    rows = queries.speeches(store)
    return list(rows.loc[in_groups(rows, groups), "year"])


def test_groups_are_the_values_of_own_columns(corpus):
    groups = own_groups(queries.speeches(corpus))
    assert {(g.column, g.value, len(g.ids)) for g in groups.values()} == {("省份", "浙江", 2), ("省份", "甘肃", 1), ("届次", "十一届", 2)}


def test_values_of_a_column_add_up_and_columns_restrict(corpus):
    assert chosen(corpus, ZHEJIANG) == [2010, 2011]
    assert chosen(corpus, ZHEJIANG, GANSU) == [2010, 2011, 2012]
    assert chosen(corpus, ZHEJIANG, GANSU, ELEVENTH) == [2010, 2012]
    assert chosen(corpus, "gnone") == []
    assert chosen(corpus) == [2010, 2011, 2012, 2013]


def test_a_link_carries_groups_and_no_word_of_them(corpus):
    view = View(own=(ZHEJIANG,))
    params = encode(view, lambda _ids: "s0")
    assert decode(params, lambda _key: None) == view
    assert "浙江" not in str(params)
    assert len(selected(queries.speeches(corpus), view)) == 2


def test_two_groups_stand_side_by_side(corpus):
    asked = ask(corpus, View(a=ZHEJIANG, b=GANSU))
    sides = side_names(asked)
    assert sides[ZHEJIANG] == "省份：浙江"
    found = answer_compare(asked, sides, *chosen_sides(asked, sides))
    assert (len(found.a.ids), len(found.b.ids)) == (2, 1)
    assert "绿水青山" in set(found.words.table["term"])


def test_speeches_without_own_columns_have_no_groups():
    assert own_groups(pd.DataFrame({"id": ["a"], "own": ["{}"]})) == {}
