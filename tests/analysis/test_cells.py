"""No cell of a CSV is run, and what goes out comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.cells import bare, harmless
from analysis.export.tables import csv_bytes


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-甲", "@SUM(A1)", "\t=1", "\r1", "\n1", "＝一", "＋一", "－一", "＠甲"])
def test_what_a_spreadsheet_runs_gets_an_apostrophe(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "甲", "1=1", "'甲", "“=”"])
def test_other_text_is_left_alone(cell):
    assert harmless(cell) == bare(cell) == cell


@given(st.text(alphabet="'=＝-甲a"))
def test_what_goes_out_comes_back(cell):
    assert bare(harmless(cell)) == cell
    assert not harmless(cell).startswith(("=", "-", "＝"))


def test_a_table_says_the_same_of_its_cells():
    import pandas as pd

    table = csv_bytes(pd.DataFrame({"甲": ["'=1", "=1", "'乙", 5]})).decode("utf-8-sig").split("\r\n")
    assert table == ["甲", "''=1", "'=1", "'乙", "5", ""]
