"""Stage notes and speakers' labels become units of their own in the outline, so that what was not said is counted by itself or not at all."""

from collections.abc import Sequence

from analysis.annotation.stage import find_stage
from analysis.model import Section


def with_stage(text: str, sections: Sequence[Section]) -> Sequence[Section]:
    """Return the outline with a unit of role `stage` for each stage note and label, below the deepest unit it stands in."""
    notes = find_stage(text)
    if not notes:
        return sections
    hosts = [(start, end, kind, _host(sections, start)) for start, end, kind in notes]
    rows: list[tuple[Section, Section | None]] = [(section, None) for section in sections]
    rows += [
        (Section(-1, -1, host.level + 1, "stage", "inline", text[start:end], "", start, min(end, host.end), min(end, host.end), (f"+{kind}",)), host)
        for start, end, kind, host in hosts
        if start > host.start or host.end > end  # a unit that is nothing but a note stays what it is
    ]
    rows.sort(key=lambda row: (row[0].start, row[1] is not None, row[0].id))
    new = {section.id: place for place, (section, host) in enumerate(rows) if host is None}
    return [row._replace(id=place, parent=new[host.id] if host else new.get(row.parent, -1)) for place, (row, host) in enumerate(rows)]


def _host(sections: Sequence[Section], position: int) -> Section:
    """The deepest unit that holds a position: the last in reading order that does."""
    return next(section for section in reversed(sections) if section.start <= position < section.end)
