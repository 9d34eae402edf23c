"""What is found in one speech as plain values, for the command line: offsets point into the text as decoded, before repairs."""

from typing import Any

from analysis.annotation.expansions import find_expansions
from analysis.annotation.outline import find_sections
from analysis.annotation.slogans import find_slogans
from analysis.model import Speech
from analysis.reading.repairs import mapping


def report(speech: Speech) -> dict[str, Any]:
    """
    Return outline, slogans and parallels of a speech.

    Returns:
        outline: the marked units in reading order: level, marker, heading, start, end, style.
        slogans: form, pattern, starts (of every occurrence), expansion (members as printed, or None), class; only those taken as slogans.
        parallels: empty: they are not looked for yet.

    """
    back = mapping(speech.repairs)
    slogans = find_slogans(speech.analysed)
    fullest = sorted(find_expansions(speech.analysed, slogans), key=lambda e: (e.complete, len(e.items), -e.start))
    members = {e.form: list(e.items) for e in fullest if e.cls == "slogan"}
    forms: dict[str, dict[str, Any]] = {}
    for slogan in slogans:
        if slogan.decision:
            entry = {"form": slogan.form, "pattern": slogan.pattern, "starts": [], "expansion": members.get(slogan.form), "class": slogan.cls}
            forms.setdefault(slogan.form, entry)["starts"].append(back(slogan.start))
    outline = [
        {"level": s.level, "marker": s.marker, "heading": s.heading, "start": back(s.start), "end": back(s.end), "style": s.style}
        for s in find_sections(speech.analysed)
        if s.role == "unit"
    ]
    return {"outline": outline, "slogans": list(forms.values()), "parallels": []}
