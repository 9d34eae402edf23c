"""A sentence ends at 。！？… or a line's end, with the closing quotes and brackets that follow; a semicolon does not end one."""

import re

_SENTENCE = re.compile(r"[^。！？!?…\n]*(?:[。！？!?…]+[”’」』）)》]*|\n|$)")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """
    Return the sentences of a text as (start, end), white space at their edges left out, empty ones passed over.

    A half-width full stop ends no sentence (1.5, No.3); where a text has no Chinese stop at all, a line is a sentence.
    """
    spans = []
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        piece = match.group()
        if piece.isspace() or not piece:
            continue
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        spans.append((start, end))
    return spans
