"""A paragraph is a line that is not blank: speeches are stored one paragraph a line, and a line break says more than any rule."""


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the bounds of every line that holds more than white space, without its line break; indents stay inside."""
    bounds: list[tuple[int, int]] = []
    start, length = 0, len(text)
    while start < length:
        end = text.find("\n", start)
        if end < 0:
            end = length
        if end > start and not text[start:end].isspace():
            bounds.append((start, end))
        start = end + 1
    return bounds
