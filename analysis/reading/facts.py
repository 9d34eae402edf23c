"""What a document says of itself, less what the program that made it wrote there on its own."""

import datetime as dt
import re
from collections.abc import Mapping

_NO_TITLES = re.compile(
    r"(?:microsoft word - )?(?:word document|document ?\d*|untitled ?\d*|无标题|未命名|文档 ?\d*|新建.*文档.*|[?？]+|doc\d+|powerpoint presentation|标题|title)"
    r"(?:\.docx?)?",
    re.IGNORECASE,
)
_NO_AUTHORS = re.compile(
    r"[?？]+|python-docx|docx4j|apache poi|openpyxl|libreoffice|openoffice|wps(?: office)?|kingsoft|pandoc|"
    r"(?:microsoft )?(?:office )?(?:user|用户)|windows (?:user|用户)|微软用户|微软中国|microsoft|administrator|admin|"
    r"user\d*|pc|hp|dell|lenovo|thinkpad|asus|acer|china|unknown(?: author)?|un-named|author|作者|mc system|雨林木风|深度技术|番茄花园|电脑公司|sky123\.org",
    re.IGNORECASE,
)
_TEMPLATE_DATE = "2013-12-23"
"""The date in the template that python-docx starts from."""


def facts(title: str, author: str, created: str) -> Mapping[str, str]:
    """Return `title`, `author` and `date` (as 2012-03-05), those that somebody said. *created* is a date as XML writes it, 2012-03-05T08:00:00Z."""
    title, author = " ".join(title.split()), " ".join(author.split())
    found = {
        "title": "" if _NO_TITLES.fullmatch(title) else title,
        "author": "" if _NO_AUTHORS.fullmatch(author) else author,
        "date": "" if created.startswith(_TEMPLATE_DATE) and author == "python-docx" else _day(created),
    }
    return {key: value for key, value in found.items() if value}


def _day(created: str) -> str:
    try:
        day = dt.date.fromisoformat(created.strip()[:10])
    except ValueError:
        return ""
    return day.isoformat() if day.year >= 1980 else ""  # 1601 and 1970 are where clocks begin to count
