"""A plain text is its decoded characters, and nothing else."""

from analysis.reading.encodings import decode


def extract(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the encoding and the text."""
    return decode(name, data, encoding)
