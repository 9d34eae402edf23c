import math
from itertools import combinations

from analysis.measures.cloud_layout import DROP, SMALLEST, layout

WEIGHTS = {
    f"{a}{b}": 100 / (1 + i) for i, (a, b) in enumerate((a, b) for a in ("发展", "改革", "一", "经济") for b in ("建设", "一带一路", "", "GDP"))
}
FRAME = (640, 440)


def boxes(placed):
    for word in placed:
        wide = word.size * sum(1 if ord(c) > 0x2E7F else 0.5 for c in word.term)
        middle = word.y - DROP * word.size
        yield word.x - wide / 2, middle - word.size / 2, word.x + wide / 2, middle + word.size / 2


def test_the_same_words_stand_in_the_same_places():
    assert layout(WEIGHTS, *FRAME, seed=1) == layout(dict(reversed(WEIGHTS.items())), *FRAME, seed=1)
    assert layout(WEIGHTS, *FRAME, seed=1) != layout(WEIGHTS, *FRAME, seed=2)


def test_words_stand_apart_and_inside():
    placed = layout(WEIGHTS, *FRAME)
    assert {word.term for word in placed} == set(WEIGHTS)
    for left, top, right, bottom in boxes(placed):
        assert left >= 0
        assert top >= 0
        assert right <= FRAME[0]
        assert bottom <= FRAME[1]
    for a, b in combinations(boxes(placed), 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_size_is_the_root_of_the_weight():
    placed = {word.term: word.size for word in layout(WEIGHTS, *FRAME)}
    largest = max(placed.values())
    for term, size in placed.items():
        assert size == SMALLEST or abs(size - largest * math.sqrt(WEIGHTS[term] / 100)) <= 1.5


def test_nothing_one_and_too_many():
    assert layout({}, *FRAME) == []
    assert layout({"零": 0, "无": math.nan}, *FRAME) == []
    assert [word.term for word in layout({"发展": 3}, *FRAME)] == ["发展"]
    crowd = layout({f"发展建设{i}": 1 + i for i in range(400)}, 200, 200)
    assert 0 < len(crowd) < 400
    assert layout({"很长的一个词语放不下": 1}, 60, 40) == []
