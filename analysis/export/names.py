"""File names that every system takes: a speech is called 《2012》讲话, and some of that can't stand in a Windows file name."""

import re

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')
"""What Windows forbids, and invisible signs of direction, with which a name can pretend to another ending."""

_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""Names of devices, which Windows takes for the device whatever the ending."""

LONGEST = 80
"""Characters; with three bytes each it stays below the 255 bytes of Linux file systems."""


def file_name(stem: str, ending: str) -> str:
    """Return *stem* made safe, with *ending* (no dot)."""
    safe = _FORBIDDEN.sub("-", stem).strip(" .-")[:LONGEST].rstrip(" .-")
    if not safe or _RESERVED.match(safe):
        safe = f"yanjing-{safe}".rstrip("-")
    return f"{safe}.{ending}"
