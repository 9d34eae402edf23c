"""A file's text as it would be stored, and beside it how it came about: what was found of the speech, what was repaired, noticed and left out."""

import json
import sys
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analysis.commands.single import head, holds_several, readings, say
from analysis.errors import ReadingError
from analysis.model import Repair, Speech
from analysis.reading.encodings import margin
from analysis.reading.several import speeches_in

FIRST = 3
"""Places of a repair or remark that are shown."""

_FIELDS = ("title", "subtitle", "date", "year", "speaker", "office", "venue", "occasion", "kind")
_BARE_TEXT = ("txt", "md")


def show(path: Path, *, encoding: str | None, off: Collection[str], report: bool) -> int:
    """Print the texts in a file, and with *report* how each was read; return how many could not be read."""
    failed = 0
    for found in readings(path, encoding, off):
        if isinstance(found, ReadingError):
            failed += 1
            if report:
                _put({"name": found.fields.get("name", ""), "error": found.code, "sentence": str(found)})
            else:
                say(found)
            continue
        if report:
            _put(report_of(found, by_hand=encoding is not None))
        if holds_several(path):
            print(head(found.source_name))
        print(found.text.removesuffix("\n"))
    return failed


def _put(report: dict[str, Any]) -> None:
    print(json.dumps(report, ensure_ascii=False, indent=1), file=sys.stderr)


def report_of(speech: Speech, *, by_hand: bool = False) -> dict[str, Any]:
    """
    Return how a speech was read, as plain values; an encoding *by_hand* stands beside what would have been taken.

    Returns:
        name, id, reading, format, characters (of the decoded text and of the text stored).
        encoding: None where the format says its own; taken, by_hand, and how sure it is (`encodings.Margin`).
        metadata: field → value, evidence, confidence, of what was found; own: the researcher's columns.
        repairs: kind, count, first (start, end in the decoded text; was, now), off (those switched off).
        remarks: kind, count, first (start, end in the text stored).
        left_out: kind → count of what is in the file and not in the text.
        several: where the text seems to hold several speeches, of each: title, start in the text stored, signs by which it is known; else nothing.

    """
    about = speech.metadata
    known = {name: getattr(about, name) for name in _FIELDS if getattr(about, name)}
    return {
        "name": speech.source_name,
        "id": speech.id,
        "reading": speech.reading,
        "format": speech.format,
        "characters": {"decoded": len(speech.decoded), "text": len(speech.text)},
        "encoding": _encoding(speech, by_hand=by_hand),
        "metadata": {
            name: {
                "value": value if isinstance(value, int) else str(value),
                "evidence": about.evidence.get(name, ""),
                "confidence": about.confidence.get(name, ""),
            }
            for name, value in known.items()
        },
        "own": dict(about.own),
        "repairs": [_repair(speech.decoded, repair) for repair in speech.repairs],
        "off": list(speech.off),
        "remarks": [{"kind": r.kind, "count": r.count, "first": [list(place) for place in r.places[:FIRST]]} for r in speech.remarks if r.places],
        "left_out": {remark.kind: remark.count for remark in speech.remarks if not remark.places},
        "several": [asdict(beginning) for beginning in speeches_in(speech.text)],
    }


def _encoding(speech: Speech, *, by_hand: bool) -> dict[str, Any] | None:
    if not speech.encoding:
        return None
    found: dict[str, Any] = {"taken": speech.encoding, "by_hand": by_hand}
    if speech.format in _BARE_TEXT:
        try:
            sure = margin(speech.source_name, speech.data)
        except ReadingError:  # it is in none by itself: a person had to say which
            return found
        found |= {"likeliest": sure.encoding, "score": round(sure.score, 3), "other": sure.other, "other_score": round(sure.other_score, 3)}
    return found


def _repair(decoded: str, repair: Repair) -> dict[str, Any]:
    first = [{"start": e.start, "end": e.end, "was": decoded[e.start : e.end], "now": e.replacement} for e in repair.edits[:FIRST]]
    return {"kind": repair.kind, "count": len(repair.edits), "first": first}
