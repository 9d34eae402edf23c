"""
What is known of a speech (title, date, speaker, occasion, kind), read from its first lines, its last ones and its file's name, each with its evidence.

Only the frame of a speech is asked: the short lines before the salutation, where official papers put title, date and speaker, and date and signature
at the foot. Prose is never asked, so a date or a name that is merely mentioned is not taken. What is not found stays empty. The one exception is the
kind, for which the first lines of what is said are asked too: there a report to a congress says what it is.

How sure each field is: "sure" is labelled (时间：) or stands in its place in the frame, "likely" is known by its shape or its place at the foot, "guess" is
from the file's name, a lone year or the date of a web page.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from analysis.model import Confidence, Metadata
from analysis.reading.metadata_dates import find_day
from analysis.reading.metadata_lines import Lines, line_of, lines_of
from analysis.reading.metadata_occasions import find_occasion, find_place
from analysis.reading.metadata_people import find_speaker
from analysis.reading.metadata_titles import find_title

_SAID = 400  # characters of a first line hold the sentence that says what is reported

_KINDS = Path(__file__).parents[2] / "data" / "lexicon" / "kinds.toml"


@dataclass(slots=True)
class _Found:
    """The line and the confidence of each field that was found."""

    evidence: dict[str, str] = field(default_factory=dict)
    confidence: dict[str, Confidence] = field(default_factory=dict)

    def say(self, key: str, line: str, confidence: Confidence) -> None:
        self.evidence[key], self.confidence[key] = line, confidence


def find(text: str, name: str) -> Metadata:
    """Return what the text and its file's name, with its folders, say of the speech."""
    lines = lines_of(text)
    stem = unicodedata.normalize("NFKC", PurePosixPath(name.replace("\\", "/")).stem)
    found = _Found()

    title = find_title(lines, stem, name)
    if title.text:
        found.say("title", title.lines, title.confidence)
    if title.subtitle:
        found.say("subtitle", title.subtitle_line, "sure")

    titles = (title.text, title.lines), (title.subtitle, title.subtitle_line)
    day, year, placed = find_day(lines, stem, name, titles)
    if day:
        found.say("date", day.line, day.confidence)
    if year:
        found.say("year", year.line, year.confidence)

    speaker, officer = find_speaker(lines, tuple(filter(None, (title.lines, title.subtitle_line))), name, stem)
    if speaker:
        found.say("speaker", speaker.line, speaker.confidence)
    if officer:
        found.say("office", officer.line, officer.confidence)

    occasion = find_occasion(lines, *titles[0], *titles[1])
    if occasion:
        found.say("occasion", occasion.line, min(occasion.confidence, found.confidence.get("title", "sure"), key=_WEAKEST.index))
    venue = find_place(lines, placed.place if placed else "", placed.line if placed else "", *titles) or occasion
    if venue:
        found.say("venue", venue.line, found.confidence["occasion"] if venue is occasion else venue.confidence)

    kind = _find_kind(lines, found, title.text, occasion.text if occasion else "")
    return Metadata(
        title=title.text,
        subtitle=title.subtitle,
        date=day.date if day else None,
        year=year.year if year else None,
        speaker=speaker.name if speaker else "",
        office=officer.office if officer else "",
        venue=venue.text if venue else "",
        occasion=occasion.text if occasion else "",
        kind=kind,
        evidence=found.evidence,
        confidence=found.confidence,
    )


_WEAKEST: tuple[Confidence, ...] = ("guess", "likely", "sure")


@cache
def _kinds() -> tuple[tuple[str, dict[str, re.Pattern[str]]], ...]:
    """The kinds and the patterns they are known by, from data/lexicon/kinds.toml."""
    kinds = tomllib.loads(_KINDS.read_text("utf-8"))["kind"]
    return tuple((k["id"], {place: re.compile("|".join(k[place])) for place in ("title", "speaker", "opening") if place in k}) for k in kinds)


def _find_kind(lines: Lines, found: _Found, title: str, occasion: str) -> str:
    """The first kind known by the title or the occasion, by who speaks, or by what is said first; "other" if there is none."""
    places = {
        "title": [(line_of(text).plain, found.evidence[key]) for key, text in (("title", title), ("occasion", occasion)) if text],
        "speaker": [(line_of(found.evidence["speaker"]).plain, found.evidence["speaker"])] if "speaker" in found.evidence else [],
        "opening": [(line[:_SAID], line) for line in lines.said[:3]],
    }
    for place, said in places.items():
        for kind, patterns in _kinds():
            for text, line in said if place in patterns else ():
                if patterns[place].search(text):
                    found.say("kind", line, found.confidence["title"] if place == "title" and "title" in found.confidence else "likely")
                    return kind
    return "other"
