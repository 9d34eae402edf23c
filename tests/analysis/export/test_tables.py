import csv
import io
import json
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest

from analysis.errors import ExportError
from analysis.export import tables

TABLE = pd.DataFrame(
    {
        "term": ["发展", "=1+1", "@SUM(A1)", "-5", "\t=x", "＝一", "http://a.cn"],
        "n": [3, -4, 5, 0, 1, 2, 2**60],
        "rate": [1.5, -2.25, np.nan, np.inf, 0.1, 0.0, 7.0],
        "=day": [date(2012, 3, 5)] * 7,
        "years": [[2012, 2013]] + [[]] * 6,
    }
)


def rows(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_csv_opens_in_excel_and_runs_nothing():
    data = tables.csv_bytes(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    head, *body = rows(data)
    assert head == ["term", "n", "rate", "'=day", "years"]
    assert [row[0] for row in body] == ["发展", "'=1+1", "'@SUM(A1)", "'-5", "'\t=x", "'＝一", "http://a.cn"]
    assert [row[1] for row in body] == ["3", "-4", "5", "0", "1", "2", str(2**60)]
    assert [row[2] for row in body] == ["1.5", "-2.25", "", "", "0.1", "0.0", "7.0"]
    assert body[0][3:] == ["2012-03-05", "2012、2013"]


def test_xlsx_keeps_values_and_carries_the_recipe(recipe):
    book = openpyxl.load_workbook(io.BytesIO(tables.xlsx_bytes(TABLE, recipe, sheets=("数据", "做法"))))
    data, how = book["数据"], book["做法"]
    cells = [list(row) for row in data.iter_rows(min_row=2)]
    assert [row[0].value for row in cells] == list(TABLE["term"])
    assert {row[0].data_type for row in cells} == {"s"}
    assert not any(cell.hyperlink for row in cells for cell in row)
    assert [row[1].value for row in cells] == [3, -4, 5, 0, 1, 2, str(2**60)]
    assert [row[2].value for row in cells] == [1.5, -2.25, None, None, 0.1, 0, 7]
    assert cells[0][3].value.date() == date(2012, 3, 5)
    settings = {row[0].value: row[1].value for row in how.iter_rows()}
    assert settings["measure"] == "words"
    assert settings["settings.kinds"] == "word、own"
    assert settings["counts.han"] == 41_000


def test_an_empty_table_and_one_too_long(recipe):
    assert rows(tables.csv_bytes(TABLE.head(0)))[0][0] == "term"
    assert tables.xlsx_bytes(TABLE.head(0), recipe)
    with pytest.raises(ExportError, match="CSV"):
        tables.xlsx_bytes(pd.DataFrame({"n": np.zeros(1_048_576, dtype="int8")}), recipe)


def test_columns_of_one_name_stay_apart(recipe):
    twice = pd.DataFrame([[1, 2]], columns=["n", "n"])
    assert rows(tables.csv_bytes(twice)) == [["n", "n"], ["1", "2"]]
    assert tables.xlsx_bytes(twice, recipe)


def test_the_recipe_is_json(recipe):
    assert json.loads(tables.recipe_bytes(recipe))["settings"]["least"] == 2
