"""What the styles of a Word document say of its paragraphs and runs: numbering, hiding, and whether they are lines of a table of contents."""

import re
from collections.abc import Iterator
from typing import Any

from analysis.reading.wordml import flag, value, w

_CONTENTS = re.compile(r"(?:toc|contents) ?(?:\d|heading)|table of figures|目录 ?\d", re.IGNORECASE)


class Styles:
    """The styles by id, each followed through those it is based on."""

    def __init__(self, root: Any | None) -> None:
        self._styles = {s.get(w("styleId"), ""): s for s in (root.iterfind(w("style")) if root is not None else ())}
        self.default = next((i for i, s in self._styles.items() if s.get(w("type")) == "paragraph" and s.get(w("default")) in {"1", "true"}), "")
        self.lists = {i: value(s.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")) for i, s in self._styles.items() if s.get(w("type")) == "numbering"}
        self._hides: dict[str, bool] = {}

    def chain(self, style: str) -> Iterator[tuple[str, Any]]:
        """The style and those it is based on, nearest first; a circle is left after one turn."""
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield style, self._styles[style]
            style = value(self._styles[style].find(w("basedOn")))

    def hides(self, style: str) -> bool:
        """Whether what has this style is hidden."""
        if style not in self._hides:
            found = (element.find(f"{w('rPr')}/{w('vanish')}") for _, element in self.chain(style))
            self._hides[style] = next((flag(vanish) for vanish in found if vanish is not None), False)
        return self._hides[style]

    def run_hidden(self, run: Any, style: str) -> bool:
        """Whether a run in a paragraph of this style is hidden."""
        properties = run.find(w("rPr"))
        if properties is None:
            return self.hides(style)
        vanish = properties.find(w("vanish"))
        if vanish is not None:
            return flag(vanish)
        return self.hides(value(properties.find(w("rStyle")))) or self.hides(style)

    def of_contents(self, style: str) -> bool:
        """Whether a paragraph style is one that Word gives the lines of a table of contents; its name is the same in every language of Word."""
        element = self._styles.get(style)
        return element is not None and _CONTENTS.fullmatch(value(element.find(w("name")))) is not None
