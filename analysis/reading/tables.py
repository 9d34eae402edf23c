"""
A table with a speech a row (.csv, .tsv, .xlsx, .jsonl): what its columns seem to be, and its rows as sources.

openpyxl reads workbooks as a stream and the values of formulas as they were last computed; text tables go the way of all text (encodings). Columns are
known by their headings, else the one with the longest cells is the text (docs/decisions/0011-web-tables-archives.md).
"""

import csv
import datetime as dt
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from analysis.reading.encodings import decode
from analysis.reading.package import Package
from analysis.reading.sources import Source, refuse

MAX_ROWS = 100_000
MAX_COLUMNS = 500
SHOWN = 8
"""Rows of a preview."""

_TRIED = 200  # rows that the guess looks at
_HEADING = 40  # characters: a longer cell is no heading
_TEXT = 30  # characters of a cell, on average: a column of shorter ones is not guessed to be the text
_DELIMITERS = ("\t", ",", ";", "|")
_EXCEL = "Excel (.xlsx)"
_LAST_ROW = 1_048_576  # of a sheet, by ECMA-376
_SENTENCE = re.compile("[。！？；]|.{60}")

_NAMES = {
    "text": "正文|内容|全文|文本|讲话内容|讲话全文|讲话正文|文章内容|文章正文|讲话稿|原文|text|fulltext|content|contents|body|speech|speechtext|article",
    "title": "标题|题目|题名|讲话标题|文章标题|篇名|名称|title|headline",
    "subtitle": "副标题|副题|subtitle",
    "date": "日期|时间|讲话日期|讲话时间|发布日期|发布时间|发表时间|发表日期|成文日期|date|time|published|pubdate|datetime",
    "year": "年份|年度|年|year",
    "speaker": "讲话人|发言人|领导|领导人|讲话者|演讲者|演讲人|报告人|姓名|作者|讲话领导|speaker|author|leader",
    "office": "职务|职位|身份|讲话人职务|office|position",
    "venue": "地点|场合|会议|会议名称|会议地点|讲话地点|讲话场合|venue|place|meeting|location",
    "occasion": "事由|活动|背景|occasion|event",
    "kind": "类别|类型|种类|体裁|文种|讲话类型|kind|type|category|genre",
}
_KNOWN = {name: field for field, names in _NAMES.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of a table holds what, by its name; "" for none. `own` are columns a researcher wants to keep under their names."""

    text: str
    title: str = ""
    date: str = ""
    year: str = ""
    speaker: str = ""
    venue: str = ""
    kind: str = ""
    office: str = ""
    occasion: str = ""
    subtitle: str = ""
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The columns' names, the first rows, how many there are, the sheets of a workbook that are not read, and the guess where there is a text column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    n_rows: int
    guess: Columns | None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as read: its label (the number it has in the file) and its cells."""

    label: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Table:
    """The names of the columns, and the rows that hold anything, each as wide as they."""

    columns: tuple[str, ...]
    rows: list[_Row]
    left_out: tuple[str, ...] = ()


def peek(name: str, data: bytes, encoding: str | None = None) -> Preview:
    """Return what a person needs to say what the columns are. Raise ReadingError for what is no sound table."""
    table = _read(name, data, encoding)
    shown = [tuple(row.cells) for row in table.rows[:_TRIED]]
    return Preview(table.columns, tuple(shown[:SHOWN]), len(table.rows), _guess(table.columns, shown), table.left_out)


def rows(name: str, data: bytes, columns: Columns, encoding: str | None = None) -> Iterator[Source]:
    """Yield each row that holds anything as a source: its text as UTF-8, its other mapped cells as what is given. Raise ReadingError."""
    table = _read(name, data, encoding)
    known = table.columns
    if columns.text not in known:
        raise refuse(name, "no_text_column", format=_format(name), columns="、".join(known))
    mapped = [(field.name, getattr(columns, field.name)) for field in fields(Columns) if field.name not in {"text", "own"}]
    places = [(key, known.index(column)) for key, column in mapped if column in known]
    places += [(f"own:{column}", known.index(column)) for column in columns.own if column in known]
    text = known.index(columns.text)
    for row in table.rows:
        given = {key: value for key, i in places if (value := row.cells[i].strip())}
        yield Source(f"{name}#{row.label}.txt", row.cells[text].encode("utf-8", "replace"), given, "utf-8")


# --- what the columns are ----------------------------------------------------------------------------------------------------


def _guess(columns: tuple[str, ...], shown: Sequence[Sequence[str]]) -> Columns | None:
    """Return the columns that headings name, the text by its longest cells where none does; all others are kept as the researcher's own."""
    found: dict[str, str] = {}
    for column in columns:
        field = _KNOWN.get(_plain(column))
        if field and (field not in found or (field == "text" and _length(columns, shown, column) > _length(columns, shown, found[field]))):
            found[field] = column
    longest = max(columns, key=lambda column: _length(columns, shown, column), default="")
    if not _length(columns, shown, found.get("text", "")) and _length(columns, shown, longest) >= _TEXT:
        found = {field: column for field, column in found.items() if column != longest} | {"text": longest}
    if "text" not in found:
        return None
    own = tuple(column for column in columns if column not in found.values() and _length(columns, shown, column))
    return Columns(**found, own=own)


def _plain(heading: str) -> str:
    return re.sub(r"[\W_]|[（(].*?[）)]", "", unicodedata.normalize("NFKC", heading)).lower()


def _length(columns: tuple[str, ...], shown: Sequence[Sequence[str]], column: str) -> float:
    """The mean length of the cells of a column that hold anything."""
    lengths = [len(row[columns.index(column)]) for row in shown if row[columns.index(column)].strip()] if column else []
    return sum(lengths) / len(lengths) if lengths else 0


# --- the rows of every format ------------------------------------------------------------------------------------------------


def _format(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _read(name: str, data: bytes, encoding: str | None) -> _Table:
    """Return the table in a file. Raise ReadingError where it has more than MAX_ROWS rows or MAX_COLUMNS columns, or is torn."""
    ending = _format(name)
    if ending in {".jsonl", ".ndjson"}:
        table = _json_table(name, data, encoding)
    elif ending in {".csv", ".tsv"}:
        numbered = (_Row(str(i), cells) for i, cells in enumerate(_csv_rows(name, data, encoding), 1))
        table = _headed(_limited(name, numbered))
    else:
        table = _workbook(name, data)
    if len(table.columns) > MAX_COLUMNS:
        raise refuse(name, "too_many_columns", format=ending, allowed=MAX_COLUMNS)
    return table


def _limited(name: str, found: Iterable[_Row]) -> list[_Row]:
    """Return the rows that hold anything."""
    kept = list(islice((row for row in found if any(cell.strip() for cell in row.cells)), MAX_ROWS + 1))
    if len(kept) > MAX_ROWS:
        raise refuse(name, "rows_over_limit", format=_format(name), allowed=MAX_ROWS)
    return kept


def _headed(found: list[_Row]) -> _Table:
    """Part the headings from the rows: the first row of short cells, unless the next ones are wider. Columns without a heading are A, B, C."""
    head = next((i for i, row in enumerate(found[:5]) if _is_heading(row.cells, found[i + 1 : 5])), None)
    behind = found if head is None else found[head + 1 :]
    width = max((i for row in found for i, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
    columns = _unique(_padded(() if head is None else found[head].cells, width))
    return _Table(columns, [_Row(row.label, _padded(row.cells, width)) for row in behind])


def _padded(cells: Sequence[str], width: int) -> Sequence[str]:
    return cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]


def _is_heading(cells: Sequence[str], behind: list[_Row]) -> bool:
    named = [cell.strip() for cell in cells if cell.strip()]
    if any(_plain(cell) in _KNOWN for cell in named):
        return True
    wider = any(sum(bool(cell.strip()) for cell in row.cells) > len(named) for row in behind)
    return not wider and all(len(cell) <= _HEADING and not _SENTENCE.search(cell) and not re.fullmatch(r"[\d\W]+", cell) for cell in named)


def _unique(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the headings in one line each, those without one by their letter, those met before with a number."""
    names: list[str] = []
    met = Counter[str]()
    for i, cell in enumerate(cells):
        name = " ".join(cell.split()) or _letter(i)
        met[name] += 1
        names.append(name if met[name] == 1 else f"{name} ({met[name]})")
    return tuple(names)


def _letter(i: int) -> str:
    return (_letter(i // 26 - 1) if i >= 26 else "") + chr(ord("A") + i % 26)


# --- text tables -------------------------------------------------------------------------------------------------------------


def _csv_rows(name: str, data: bytes, encoding: str | None) -> list[list[str]]:
    _, text = decode(name, data, encoding)
    delimiter = "\t" if _format(name) == ".tsv" and "\t" in text else _delimiter(text)
    csv.field_size_limit(2**31 - 1)  # a speech is longer than the 131,072 characters that a cell may have by default
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):  # a quote that is never closed has swallowed rows
            raise refuse(name, "open_quote", format=_format(name)) from error
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))  # quotes within quotes, as careless programs write
    except csv.Error as error:
        raise refuse(name, "torn", format=_format(name)) from error


def _delimiter(text: str) -> str:
    """The sign that cuts the first rows into the most cells of one number; a comma where none does."""
    best, most = ",", 0.0
    for sign in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in islice(csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=sign), 20) if row)
        except csv.Error:
            continue
        width, times = max(((w, n) for w, n in widths.items() if w > 1), key=lambda item: item[1], default=(1, 0))
        share = times / max(widths.total(), 1) * min(width, 20) ** 0.25
        if width > 1 and share > most:
            best, most = sign, share
    return best


def _json_table(name: str, data: bytes, encoding: str | None) -> _Table:
    _, text = decode(name, data, encoding)
    found: list[tuple[int, dict[str, str]]] = []
    for i, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise refuse(name, "json_line", format=_format(name), line=i) from error
        if not isinstance(item, dict):
            raise refuse(name, "json_line", format=_format(name), line=i)
        found.append((i, {" ".join(key.split()): _written(value) for key, value in item.items()}))
    columns = tuple(islice(dict.fromkeys(key for _, item in found for key in item), MAX_COLUMNS + 1))
    return _Table(columns, _limited(name, (_Row(str(i), [item.get(column, "") for column in columns]) for i, item in found)))


# --- workbooks ---------------------------------------------------------------------------------------------------------------


def _workbook(name: str, data: bytes) -> _Table:
    """Return the rows of the first sheet that holds anything and of those with the same headings; the other sheets are named in `left_out`."""
    import openpyxl

    Package.open(name, data, _EXCEL)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # a damaged workbook fails in zip, XML and openpyxl in ways of their own
        raise refuse(name, "torn", format=_EXCEL) from error
    found: list[tuple[str, _Table]] = []
    left_out: list[str] = []
    for sheet in book.worksheets:
        table = _headed(_limited(name, _sheet_rows(name, sheet))) if sheet.sheet_state == "visible" else None
        if table and table.columns and (not found or table.columns == found[0][1].columns):
            found.append((sheet.title, table))
        elif table is None or table.columns:
            left_out.append(sheet.title)
    if not found:
        return _Table((), [])
    several = len(found) > 1
    together = (_Row(f"{title}!{row.label}" if several else row.label, row.cells) for title, table in found for row in table.rows)
    return _Table(found[0][1].columns, _limited(name, together), tuple(left_out))


def _sheet_rows(name: str, sheet: Any) -> Iterator[_Row]:
    for i, cells in enumerate(_raw_rows(name, sheet), 1):
        if i > _LAST_ROW:
            raise refuse(name, "rows_over_limit", format=_EXCEL, allowed=MAX_ROWS)
        if any(cell is not None for cell in cells[MAX_COLUMNS:]):
            raise refuse(name, "too_many_columns", format=_EXCEL, allowed=MAX_COLUMNS)
        if any(cell is not None for cell in cells):
            yield _Row(str(i), [_written(cell) for cell in cells[:MAX_COLUMNS]])


def _raw_rows(name: str, sheet: Any) -> Iterator[tuple[Any, ...]]:
    try:
        sheet.reset_dimensions()  # what a sheet says of its size is not believed
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:  # as above, but further on in the file
        raise refuse(name, "torn", format=_EXCEL) from error


def _written(value: Any) -> str:
    """Write a cell: days as 2012-03-05, whole numbers without a point, lists a member a line."""
    match value:
        case None:
            return ""
        case str():
            return value.replace("_x000D_", "")
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
        case bool() | dt.date() | dt.time():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case list():
            return "\n".join(map(_written, value))
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
