"""
Metadata that were given beside the text, laid over what was found in it: by a table's columns, or by the file's own properties.

What a column says stands, whatever the text says; what a file says of itself (its author may be who typed it, its title a template's) only fills what
was not found. Nothing given is lost without a word: a date that cannot be read leaves no date and its evidence shows what was given.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analysis.errors import SettingsError
from analysis.model import Confidence, Metadata
from analysis.reading.metadata_dates import YEARS, lone_year, read_date, valid
from analysis.reading.metadata_lines import HAN, line_of
from analysis.reading.metadata_people import person_of

OWN = "own:"
TEXTS = ("title", "subtitle", "speaker", "office", "venue", "occasion", "kind")

_COMPACT = re.compile(r"^(?:D:)?(\d{4})(\d{2})(\d{2})(?:\d{6}.*|T.*)?$")
_NO_TITLE = re.compile(r"Microsoft|^(?:文档|演示文稿|工作簿|幻灯片|新建|无标题|未命名|模板|标题)", re.IGNORECASE)


def lay_over(found: Metadata, given: Mapping[str, str]) -> Metadata:
    """
    Return what was found with what a table's columns give laid over it, each given field "sure" with what was given as its evidence.

    Keys are the fields of Metadata (title, subtitle, date, year, speaker, office, venue, occasion, kind) or "own:" and a column's name. An empty cell gives
    nothing. A date or year that cannot be read is none, and its evidence is what was given. Raises SettingsError for any other key.
    """
    said = {key: text.strip() for key, text in given.items() if text.strip()}
    known = {*TEXTS, "date", "year"}
    if unknown := sorted(key for key in said if key not in known and not (key.startswith(OWN) and key != OWN)):
        raise SettingsError(given=", ".join(unknown), name="given", allowed=", ".join((*sorted(known), f"{OWN}…")))
    fields: dict[str, Any] = {key: said[key] for key in TEXTS if key in said}
    fields["own"] = {**found.own, **{key.removeprefix(OWN): text for key, text in said.items() if key.startswith(OWN)}}
    evidence = {**found.evidence, **{key: said[key] for key in known if key in said}}
    confidence: dict[str, Confidence] = {**found.confidence, **{key: "sure" for key in known if key in said}}
    year, date = found.year, found.date
    if "year" in said:
        year = lone_year(line_of(said["year"]).plain)
        if date is not None and date.year != year and "date" not in said:  # the date found is that of another year
            date = None
            evidence.pop("date", None)
            confidence.pop("date", None)
    if "date" in said:
        date_year, date = day_of(said["date"])
        if "year" not in said and date_year is not None:
            year, evidence["year"], confidence["year"] = date_year, said["date"], "sure"
    return replace(found, **fields, date=date, year=year, evidence=evidence, confidence=confidence)


def fill(found: Metadata, facts: Mapping[str, str], *, published: bool = False) -> Metadata:
    """
    Return what was found, filled with what the file says of itself, each a "guess": its title, and of a page that was *published* author and date.

    A document's own author and date are those of who typed it, and when.

    A title without Chinese characters or of a template, an author who is no person with a Chinese name (Administrator, 微软用户), and a date of another
    year than the one found are left.
    """
    fields: dict[str, Any] = {}
    evidence, confidence = dict(found.evidence), dict(found.confidence)

    def guess(key: str, value: object, fact: str) -> None:
        fields[key], evidence[key], confidence[key] = value, fact, "guess"

    title = facts.get("title", "").strip()
    if not found.title and len(re.findall(HAN, title)) >= 3 and not _NO_TITLE.search(title):
        guess("title", title, title)
    if not published:
        return replace(found, **fields, evidence=evidence, confidence=confidence)
    author = facts.get("author", "").strip()
    if not found.speaker and (person := person_of(line_of(author), bare=True)) and person[0]:
        guess("speaker", person[0], author)
        if person[1] and not found.office:
            guess("office", person[1], author)
    date = facts.get("date", "").strip()
    year, day = day_of(date)
    if found.date is None and day and found.year in {None, year}:
        guess("date", day, date)
    if found.year is None and year:
        guess("year", year, date)
    return replace(found, **fields, evidence=evidence, confidence=confidence)


def day_of(given: str) -> tuple[int | None, dt.date | None]:
    """
    Return the year and the date a cell or property gives; None for what it does not say or cannot be read.

    All forms of `metadata_dates` alone or before a time, 20120305, and a PDF's D:20120305120000. 5/3/2012 gives the year only: which number is the day is
    not to be known.
    """
    plain = line_of(given.strip()).plain
    if compact := _COMPACT.match(plain):
        whole = valid(*(int(part) for part in compact.groups()))
        return (whole.year, whole) if whole else (None, None)
    found = read_date(plain)
    if found and not plain[: found[2]].strip(" (["):
        return found[0], found[1]
    year = lone_year(plain)
    return (year, None) if year in YEARS else (None, None)
