import pytest

from analysis.corpus import queries
from analysis.corpus.build import count
from analysis.measures.layout import depth, layout
from analysis.model import Lexicon


@pytest.fixture(scope="module")
def result(sample_store):
    ids = [id_ for (id_,) in sample_store.tuples("select id from speeches")]
    return layout(queries.outlines(sample_store, ids), count(sample_store, ids, Lexicon()))


def test_top_units_share_out_the_whole_text(result):
    top = result.table[result.table["parent"] == -1]
    assert top.groupby("id")["share"].sum().round(9).eq(1).all()
    for _, units in top.groupby("id"):
        assert units["before"].tolist() == pytest.approx([0, *units["share"].cumsum()[:-1]])


def test_children_lie_within_their_parents(result):
    for _, units in result.table.groupby("id"):
        by_unit = units.set_index("unit")
        for row in units[units["parent"] >= 0].itertuples():
            parent = by_unit.loc[row.parent]
            assert parent["before"] <= row.before + 1e-9
            assert row.before + row.share <= parent["before"] + parent["share"] + 1e-9


def test_depth_counts_marked_units(result):
    shape = depth(result.table).set_index("id")
    for id_, units in result.table.groupby("id"):
        assert shape.loc[id_, "units"] == len(units[(units["level"] == 1) & (units["role"] == "unit")])
