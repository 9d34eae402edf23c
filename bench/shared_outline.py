"""
The outline of the shared texts, damaged: F1 of headings on each form of outline_damage, found in the file through reading and its repairs.

Scored as eval/score.py does: an inline unit where a heading is known is a hit, elsewhere it counts neither way. Besides, the outline of all shared texts is
asked to stay the same where nothing that matters was changed (invariance).
"""

import json
from pathlib import Path

from analysis.annotation.report import report
from analysis.reading.read import read
from bench.outline_changes import CHANGES, changed, doubts, shortened
from bench.outline_damage import FORMS, LEAST, Damaged, file_bytes


def show(gold: Path, reports: Path, *, missed: bool = False) -> int:
    """Print both tables; return how many forms stay below what they are to reach, and texts whose outline changed where it must not."""
    return _damaged(gold, missed=missed) + _changed([*sorted(gold.glob("*.txt")), *sorted(reports.glob("*.txt"))])


def _damaged(gold: Path, *, missed: bool) -> int:
    names = list(FORMS)
    print(f"\n{'headings F1, damaged':24}" + "".join(f"{name:>17}" for name in names))
    total = dict.fromkeys(names, (0, 0, 0))
    for known in sorted(gold.glob("*.json")):
        text = known.with_suffix(".txt").read_text(encoding="utf-8")
        outline = json.loads(known.read_text(encoding="utf-8"))["outline"]
        row = f"{known.stem:24}"
        for name, damage in FORMS.items():
            counts = _counts(name, damage(text), outline, missed=missed)
            total[name] = tuple(map(sum, zip(total[name], counts, strict=True)))  # type: ignore[assignment]
            row += f"{_f1(counts):17.3f}"
        print(row)
    print(f"{'total':24}" + "".join(f"{_f1(total[name]):17.3f}" for name in names))
    below = [name for name in names if _f1(total[name]) < LEAST[name]]
    if below:
        print("below what is asked: " + "; ".join(f"{name} {_f1(total[name]):.3f} < {LEAST[name]}" for name in below))
    return len(below)


def _changed(paths: list[Path]) -> int:
    """
    Print which changes alter an outline, and which numbers taken out of a series are not missed.

    Only the former count as failures: where a series lies in one of its own kind, a number taken out of one may be found in the other.
    """
    failed = taken = noticed = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        altered = list(changed(text))
        failed += bool(altered)
        if altered:
            print(f"{path.stem}: the outline changes with {', '.join(altered)}")
        before = doubts(text)
        for section, rest, last in shortened(text):
            number = section.evidence[0].split(":")[1].split("/")[0]
            right = dict(doubts(rest) - before) == ({} if last else {f"-missing:{number}": 1})
            taken, noticed = taken + 1, noticed + right
            if not right:
                print(f"{path.stem}: without {section.marker}{section.heading[:16]} ({section.evidence[0]}) it says {dict(doubts(rest) - before)}")
    print(
        f"outlines that stay through {len(CHANGES)} changes and a paragraph more: {len(paths) - failed} of {len(paths)}; members taken out: {taken}, rightly noticed {noticed}"
    )
    return failed


def _counts(name: str, damaged: Damaged, outline: list[dict[str, object]], *, missed: bool) -> tuple[int, int, int]:
    """Hits, headings said, headings known."""
    found = report(read("text.txt", file_bytes(name, damaged)))["outline"]
    places = damaged.places
    known = {places[int(str(unit["start"]))]: unit for unit in outline if unit["style"] != "inline"}
    said = {unit["start"]: unit for unit in found}
    hits = known.keys() & said.keys()
    headings = {start for start, unit in said.items() if unit["style"] != "inline"} | hits
    inline = {places[int(str(unit["start"]))] for unit in outline if unit["style"] == "inline"}
    if missed:
        text = damaged.text
        for start in sorted(known.keys() - said.keys()):
            print(f"  {name}: missed {start} {text[start : start + 40]!r}")
        for start in sorted(headings - known.keys()):
            print(f"  {name}: extra {start} {text[start : start + 40]!r}{' (known as inline)' if start in inline else ''}")
    return len(hits), len(headings), len(known)


def _f1(counts: tuple[int, int, int]) -> float:
    hits, said, known = counts
    return 2 * hits / (said + known) if said + known else 1.0
