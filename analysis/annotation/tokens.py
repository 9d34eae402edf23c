"""
Texts are cut into the words of a lexicon, and each token is given its place.

In two steps, since the segmenter holds Python's lock and the arrays do not: an import makes the rows of one part while it cuts the next.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.annotation.places import Ints, bases_of, codes_of, deepest, last_at
from analysis.annotation.segmentation import engine
from analysis.model import Lexicon

_MARKS = "\uffff\ufffe" + "".join(map(chr, range(0xFDD0, 0xFDF0)))
"""Code points that are no characters, one of which no text is expected to hold."""


def cut(texts: Sequence[str], lexicon: Lexicon) -> Ints:
    """Cut texts into the words of a lexicon; return where each word ends in the texts laid end to end, which they cover."""
    segment = engine(lexicon).cut
    mark = next((mark for mark in _MARKS if not any(mark in text for text in texts)), None)
    if mark is None:
        return np.asarray(np.cumsum([len(word) for text in texts for word in segment(text)], dtype=np.int32))
    marked = "".join([mark.join(segment(text)) + mark for text in texts if text])  # joining and counting in arrays: a third of the time of len(word)
    ends = np.flatnonzero(codes_of(marked) == ord(mark)).astype(np.int32)
    return np.asarray(ends - np.arange(len(ends), dtype=np.int32), dtype=np.int32)


def token_rows(texts: Sequence[str], ends: Ints, sections: pa.Table, sentences: pa.Table) -> pa.Table:
    """
    Make the tokens of texts whose words have these *ends* (`cut`): text (its place among *texts*), term (dictionary-encoded), start, sentence, section. White space is left out.

    *sections* and *sentences* are those of the same texts' `Annotation`; a token belongs to the deepest section at its start.
    """
    starts = np.concatenate([np.zeros(1, dtype=np.int32), ends[:-1]]) if len(ends) else ends
    terms = _slices("".join(texts), ends).dictionary_encode()
    codes, forms = terms.indices.to_numpy(), terms.dictionary
    blank = pc.utf8_is_space(forms).to_numpy(zero_copy_only=False).astype(bool)
    if blank.any():
        keep = ~blank[codes]
        starts, codes = starts[keep], (np.cumsum(~blank, dtype=np.int32) - 1)[codes[keep]]
        forms = forms.filter(pa.array(~blank))
    bases = bases_of(texts)
    text = last_at(bases[:-1], starts)
    borders, owners = deepest(_spans(sections, len(texts)), bases)
    of_sentence = sentences["text"].to_numpy()
    first = np.searchsorted(of_sentence, np.arange(len(texts))).astype(np.int32)
    return pa.table(
        {
            "text": text,
            "term": pa.DictionaryArray.from_arrays(codes, forms),
            "start": starts - bases[text],
            "sentence": last_at(sentences["start"].to_numpy() + bases[of_sentence], starts) - first[text],
            "section": owners[last_at(borders, starts)],
        }
    )


def _spans(sections: pa.Table, n: int) -> list[list[tuple[int, int, int]]]:
    rows = list(zip(*(sections[c].to_pylist() for c in ("id", "start", "end")), strict=True))
    first = np.searchsorted(sections["text"].to_numpy(), np.arange(n + 1)).tolist()
    return [rows[a:b] for a, b in pairwise(first)]


def _slices(text: str, ends: Ints) -> pa.StringArray:
    """Return the pieces of a text between successive *ends*, which cover it: Arrow's own layout, so no piece is copied from Python."""
    codes = codes_of(text)
    widths = 1 + (codes >= 0x80).astype(np.int32) + (codes >= 0x800) + (codes >= 0x10000)
    offsets = np.zeros(len(ends) + 1, dtype=np.int32)
    offsets[1:] = np.cumsum(widths, dtype=np.int32)[ends - 1]
    return pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(text.encode("utf-8", "surrogatepass")))
