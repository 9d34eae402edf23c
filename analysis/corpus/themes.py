"""
The user's own themes, a dictionary: theme → its words and strings. Checked, kept in the workspace, and carried as CSV.

A *word* is found where the lexicon cuts it whole, a *string* wherever it stands in the text. A workspace without themes of its own shows the starter set of
data/lexicon/themes.csv.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from analysis.cells import bare, harmless
from analysis.corpus.store import Store
from analysis.errors import BrokenFileError, EmptyFileError, TooLargeError
from analysis.model import digest
from analysis.reading.encodings import decode

Kind = Literal["word", "string"]

MOST_THEMES, MOST_FORMS = 200, 5_000
LONGEST_NAME, LONGEST_FORM = 30, 40
LARGEST = 2
"""Megabytes of a CSV."""

META = "themes"

COLUMNS = ("theme", "kind", "form")

PROBLEMS = {
    "no_name": "line {line} names no theme; write one before its words",
    "name_shape": "the theme in line {line} has no usable name; a name has 1–30 printable characters",
    "name_twice": "line {line} names the theme “{name}” once more; give each theme one line, or another name",
    "kind": "line {line} has the kind “{given}”; allowed are word and string",
    "form_shape": "“{form}” in line {line} can't be sought; a word or string has 1–40 printable characters without blanks",
    "pattern": "“{form}” in line {line} is a pattern; words and strings are sought as they are written, so give each form by itself",
    "twice": "“{form}” in line {line} is in the theme “{name}” already; give it once",
    "many_themes": "there are more than {allowed} themes; join or drop some",
    "many_forms": "there are more than {allowed} words and strings; drop some",
    "no_columns": "its first line lacks the column “{column}”; the columns are theme, kind and form",
    "no_rows": "there is no theme under its first line",
    "torn": "it is no table",
}
"""What can be wrong with themes, with fields in it; the interface says them in its own language."""

_PATTERN = re.compile(r"[\\|^$*\[\]{}]|\.[+?]|\(\?")
_FORMS = re.compile(r"“([^”]*)”|\"([^\"]*)\"|([^、,，;；\s“”\"]+)")
_SEPARATOR = re.compile(r"[、,，;；\s]")
_NAMES = {"主题": "theme", "类型": "kind", "词形": "form"}
_KINDS: dict[str, Kind] = {"word": "word", "string": "string", "词": "word", "字符串": "string"}
_STARTER = Path(__file__).parents[2] / "data" / "lexicon" / "themes.csv"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme; `id` is neutral and made from its name. No form stands in it twice."""

    name: str
    words: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What links carry for it."""
        return digest("theme", self.name, length=8)

    @property
    def forms(self) -> tuple[str, ...]:
        """Its words, then its strings."""
        return self.words + self.strings

    def kind(self, form: str) -> Kind:
        """Return what a form of it is."""
        return "word" if form in self.words else "string"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why themes can't be used as they were given: a key of PROBLEMS with its fields."""

    code: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a theme as it was given, with the line it stands in; `given` is the kind as written. Without a form it only names a theme."""

    line: int
    name: str
    given: str
    form: str


def themes_hash(themes: Iterable[Theme]) -> str:
    """Return a short id of a set of themes; the order of themes, words and strings does not matter."""
    return digest(*sorted("\0".join([t.name, *sorted(t.words), "", *sorted(t.strings)]) for t in themes))


def themes_of(entries: Iterable[Entry]) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """Return the themes that entries make, in the order in which they are first named, and everything that is wrong with the entries."""
    words: dict[str, list[str]] = {}
    strings: dict[str, list[str]] = {}
    problems: list[Problem] = []
    number = 0
    for entry in entries:
        name, form, kind = " ".join(entry.name.split()), entry.form.strip(), _KINDS.get(entry.given.strip().lower())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            problems.append(Problem("name_shape" if name else "no_name", {"line": entry.line}))
            continue
        words.setdefault(name, [])
        strings.setdefault(name, [])
        if not form:
            continue
        number += 1
        if kind is None:
            problems.append(Problem("kind", {"line": entry.line, "given": entry.given[:LONGEST_FORM]}))
        elif len(form) > LONGEST_FORM or not form.isprintable() or any(c.isspace() for c in form):
            problems.append(Problem("form_shape", {"line": entry.line, "form": form[:LONGEST_FORM]}))
        elif _PATTERN.search(form):
            problems.append(Problem("pattern", {"line": entry.line, "form": form}))
        elif form in words[name] or form in strings[name]:
            problems.append(Problem("twice", {"line": entry.line, "form": form, "name": name}))
        else:
            (words if kind == "word" else strings)[name].append(form)
    if len(words) > MOST_THEMES:
        problems.append(Problem("many_themes", {"allowed": MOST_THEMES}))
    if number > MOST_FORMS:
        problems.append(Problem("many_forms", {"allowed": MOST_FORMS}))
    return tuple(Theme(name, tuple(words[name]), tuple(strings[name])) for name in words), tuple(problems)


# --- a line a theme, as in a grid --------------------------------------------------------------------------------------------


def forms_in(cell: str) -> list[str]:
    """Return the forms in a cell, parted by 、, comma, semicolon or blank; what stands in quotes is one form (“双随机、一公开”)."""
    return [form for found in _FORMS.findall(cell) if (form := "".join(found).strip())]


def cell_of(forms: Iterable[str]) -> str:
    """Write forms into a cell from which `forms_in` reads them."""
    return "、".join(f"“{form}”" if _SEPARATOR.search(form) else form for form in forms)


def themes_in_lines(lines: Iterable[tuple[str, str, str]]) -> tuple[tuple[Theme, ...], tuple[Problem, ...]]:
    """The same as `themes_of` for lines of name, words and strings; blank lines are passed over, and no two may have one name."""
    entries: list[Entry] = []
    again: list[Problem] = []
    met: set[str] = set()
    for number, (name, words, strings) in enumerate(lines, start=1):
        forms = [(kind, form) for kind, cell in (("word", words), ("string", strings)) for form in forms_in(cell)]
        plain = " ".join(name.split())
        if not plain and not forms:
            continue
        if plain and plain in met:
            again.append(Problem("name_twice", {"line": number, "name": plain}))
            continue
        met.add(plain)
        named = [Entry(number, name, "", "")]
        entries += named + [Entry(number, name, kind, form) for kind, form in forms] if plain else named
    themes, problems = themes_of(entries)
    return themes, (*again, *problems)


# --- in the workspace --------------------------------------------------------------------------------------------------------


@cache
def starter_themes() -> tuple[Theme, ...]:
    """Return the themes that ship with the program."""
    return read_themes(_STARTER.name, _STARTER.read_bytes())


def kept_themes(store: Store) -> tuple[Theme, ...]:
    """Return the workspace's themes: the starter set until they were edited."""
    kept = store.get_meta(META)
    return starter_themes() if kept is None else tuple(Theme(name, tuple(words), tuple(strings)) for name, words, strings in kept)


def keep_themes(store: Store, themes: Sequence[Theme] | None) -> None:
    """Keep themes in the workspace; None goes back to the starter set."""
    store.set_meta(META, None if themes is None else [[t.name, list(t.words), list(t.strings)] for t in themes])


# --- as CSV ------------------------------------------------------------------------------------------------------------------


def write_themes(themes: Iterable[Theme]) -> bytes:
    """Return themes as CSV, a form a line: UTF-8 with a byte order mark, for Excel; a cell that a spreadsheet would run gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for theme in themes:
        rows: list[tuple[str, ...]] = [(theme.name, theme.kind(form), form) for form in theme.forms]
        writer.writerows(map(harmless, row) for row in rows or [(theme.name, "", "")])
    return out.getvalue().encode("utf-8-sig")


def read_themes(name: str, data: bytes) -> tuple[Theme, ...]:
    """
    Read themes from CSV, such as `write_themes` makes: columns theme, kind (word or string) and form, in UTF-8, GB18030 or another encoding of Chinese text.

    Raises:
        EmptyFileError, TooLargeError, UndecodableError, NotTextError: the file named *name* is none that can be read.
        BrokenFileError: it is no table of themes; its field `problem` is a key of PROBLEMS, with that problem's fields.

    """
    if len(data) > LARGEST * 1_000_000:
        raise TooLargeError(name=name, size=f"{len(data) / 1e6:.1f}", allowed=LARGEST)
    if not data.strip():
        raise EmptyFileError(name=name, size=len(data))
    _, text = decode(name, data)
    themes, problems = themes_of(_entries(name, text))
    if problems:
        raise _broken(name, problems[0])
    if not themes:
        raise _broken(name, Problem("no_rows", {}))
    return themes


def _entries(name: str, text: str) -> list[Entry]:
    head = next((line for line in text.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        rows = [(reader.line_num, [bare(cell) for cell in row]) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _broken(name, Problem("torn", {})) from error
    if not rows:
        return []
    columns = [_NAMES.get(cell.strip(), cell.strip().lower()) for cell in rows[0][1]]
    for column in COLUMNS:
        if column not in columns:
            raise _broken(name, Problem("no_columns", {"column": column}))
    places = [columns.index(column) for column in COLUMNS]
    return [Entry(line, *(row[place] if place < len(row) else "" for place in places)) for line, row in rows[1:]]


def _broken(name: str, problem: Problem) -> BrokenFileError:
    fields: dict[str, Any] = {**problem.fields, "problem": problem.code}
    detail = PROBLEMS[problem.code].format_map(problem.fields)
    return BrokenFileError(**{"theme": fields.pop("name", ""), **fields, "name": name, "format": "CSV", "detail": detail})
