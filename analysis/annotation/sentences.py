"""A sentence ends at 。！？… or a line's end, with the closing quotes and brackets that follow; a semicolon does not end one."""

import re

_SENTENCE = re.compile(r"\S[^。！？!?…\n]*(?:[。！？!?…]+[”’」』）)》]*)?")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """
    Return the sentences of a text as (start, end), white space at their edges left out.

    A half-width full stop ends no sentence (1.5, No.3); where a text has no Chinese stop at all, a line is a sentence.
    """
    spans = [match.span() for match in _SENTENCE.finditer(text)]
    return [(a, b) if not text[b - 1].isspace() else (a, a + len(text[a:b].rstrip())) for a, b in spans]
