import pytest

from analysis.annotation.numerals import value_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十六", 36),
        ("两", 2),
        ("双", 2),
        ("12", 12),
        ("９", 9),
        ("百", None),
        ("多", None),
        ("一一", None),
        ("", None),
        ("百十", None),
    ],
)
def test_a_numeral_says_its_number_or_none(numeral, value):
    assert value_of(numeral) == value
