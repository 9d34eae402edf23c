"""Tables as files: CSV and Excel in which numbers are numbers, text is only ever text, and the recipe goes along."""

import math
import numbers
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pandas as pd

from analysis.cells import harmless
from analysis.errors import ExportError
from analysis.model import Recipe

_MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its header."""

_LONGEST_CELL = 32_767
"""Characters of an Excel cell."""

_EXACT = 2**53
"""Whole numbers beyond it are rounded by Excel; they are written as text."""


def recipe_bytes(recipe: Recipe) -> bytes:
    """The recipe as a JSON file, which stands beside whatever was exported."""
    return (recipe.to_json() + "\n").encode()


def csv_bytes(df: pd.DataFrame) -> bytes:
    """
    Return *df* as CSV that Excel opens rightly.

    It begins with a byte order mark, without which Excel takes UTF-8 for the system's own encoding and shows Chinese as rubbish. Text that a
    spreadsheet would run as a formula gets a leading apostrophe; numbers, negative ones too, are left as they are. An undefined value is an empty cell.
    """
    safe = pd.DataFrame({i: [_harmless(_plain(value)) for value in df.iloc[:, i]] for i in range(df.shape[1])}, dtype=object)
    header = [_harmless(str(column)) for column in df.columns]
    text: str = safe.to_csv(index=False, header=header, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def xlsx_bytes(df: pd.DataFrame, recipe: Recipe, *, sheets: tuple[str, str] = ("data", "recipe")) -> bytes:
    """Return an Excel workbook: *df* on the first sheet, its recipe on the second. Text is stored as text, so nothing in it is run or made a link."""
    import xlsxwriter

    if len(df) > _MOST_ROWS:
        raise ExportError(detail="too_many_rows")
    file = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        heading, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        data, how = book.add_worksheet(sheets[0]), book.add_worksheet(sheets[1])
        for number, column in enumerate(df.columns):
            values = [_plain(value) for value in df.iloc[:, number]]
            data.write_string(0, number, str(column), heading)
            for row, value in enumerate(values, start=1):
                _write(data, row, number, value, day)
            data.set_column(number, number, _width(str(column), values))
        data.freeze_panes(1, 0)
        data.autofilter(0, 0, max(len(df), 1), max(df.shape[1] - 1, 0))
        for row, (name, value) in enumerate(recipe_rows(recipe)):
            how.write_string(row, 0, name)
            _write(how, row, 1, _plain(value), day)
        how.set_column(0, 0, 28)
        how.set_column(1, 1, 60)
    return file.getvalue()


def recipe_rows(recipe: Recipe) -> list[tuple[str, Any]]:
    """The recipe as names and values, for people: one setting a line."""
    return [
        ("measure", recipe.measure),
        *((f"settings.{name}", value) for name, value in sorted(recipe.settings.items())),
        ("lexicon", recipe.lexicon),
        ("corpus", recipe.corpus),
        *((f"counts.{name}", value) for name, value in sorted(recipe.counts.items())),
        ("version", recipe.version),
    ]


def _plain(value: Any) -> Any:
    """A cell's value as a plain number, date, text or None; what holds several is joined, and NaN, NaT and infinities are nothing."""
    if isinstance(value, Mapping):
        return "；".join(f"{key}: {_plain(item)}" for key, item in value.items())
    if isinstance(value, (list, tuple, set, frozenset)) or (hasattr(value, "tolist") and getattr(value, "ndim", 0) > 0):
        return "、".join(str(_plain(item)) for item in value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, (str, bool, date)):
        return value.to_pydatetime() if isinstance(value, pd.Timestamp) else value
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value) if math.isfinite(value) else None
    return value.item() if type(value).__module__ == "numpy" else str(value)


def _harmless(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    """Write by the value's own type, never by what its text looks like."""
    if value is None:
        sheet.write_blank(row, column, None)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)) and abs(value) <= _EXACT:
        sheet.write_number(row, column, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value.replace(tzinfo=None) if isinstance(value, datetime) else value, day)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…")


def _width(name: str, values: list[Any]) -> float:
    """A column's width by its name and first rows; a Chinese character is two wide. At most 60, since passages would push all else off the screen."""
    longest = max((sum(2 if ord(c) > 0x2E7F else 1 for c in str(v)[:60]) for v in [name, *values[:200]]), default=8)
    return min(60, max(8, longest + 2))
