import json

import pandas as pd

from analysis.measures.record import by_kind, remark_places, repair_places

SPEECHES = pd.DataFrame(
    {
        "id": ["a", "b", "c"],
        "repairs": [json.dumps([["indent", [[0, 2, ""], [9, 11, ""]]], ["trailing", []]]), "[]", json.dumps([["indent", [[0, 1, ""]]]])],
        "remarks": ["[]", json.dumps([["doubled", 2, [[3, 5], [8, 10]]], ["images", 3, []]]), json.dumps([["images", 1, []]])],
    }
)


def rows(table):
    return list(table.itertuples(index=False, name=None))


def test_places_are_counted_by_kind_and_speech():
    assert rows(repair_places(SPEECHES)) == [("indent", "a", 2), ("indent", "c", 1)]
    assert rows(remark_places(SPEECHES)) == [("doubled", "b", 2), ("images", "b", 3), ("images", "c", 1)]


def test_kinds_stand_by_their_places():
    assert rows(by_kind(remark_places(SPEECHES))) == [("images", 4, 2), ("doubled", 2, 1)]
    assert by_kind(repair_places(SPEECHES.head(0))).empty
