"""What is found in a file's speeches, printed for a person or a program."""

import json
from pathlib import Path
from typing import Any

from analysis.annotation.report import report
from analysis.commands.single import head, holds_several, readings, say
from analysis.errors import ReadingError


def show(path: Path, *, encoding: str | None, as_json: bool) -> int:
    """Print outline and slogans of the speeches in a file; return how many could not be read."""
    failed = 0
    reports: list[dict[str, Any]] = []
    several = holds_several(path)
    for found in readings(path, encoding):
        if isinstance(found, ReadingError):
            failed += 1
            say(found)
        elif as_json:
            reports.append({"name": found.source_name} | report(found) if several else report(found))
        else:
            if several:
                print(head(found.source_name))
            _print(report(found))
    if reports or (as_json and several):
        print(json.dumps(reports if several else reports[0], ensure_ascii=False, indent=1))
    return failed


def _print(found: dict[str, Any]) -> None:
    for unit in found["outline"]:
        print("  " * (unit["level"] - 1) + unit["marker"] + unit["heading"])
    for slogan in found["slogans"]:
        print(f"{slogan['form']}\t{len(slogan['starts'])}\t{'、'.join(slogan['expansion'] or [])}")
