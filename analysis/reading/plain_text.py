"""A plain text is its decoded characters, and nothing else."""

from analysis.reading.encodings import decode
from analysis.reading.extracted import Extracted


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text."""
    found, text = decode(name, data, encoding)
    return Extracted(text, found)
