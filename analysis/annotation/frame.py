"""
The frame of a speech: title block and salutation before what is said, closing and signature after it.

They are units of their own because they are counted otherwise (docs/methods.md, What is counted). What marks them is form, not wording:
short lines without a full stop at the head, an address that ends in a colon, a date at the foot.
"""

import re
from collections.abc import Sequence

_BLANK = " \t\u3000\xa0\ufeff"
_TITLE_LINES = 10  # title, subtitle, date, office, name, occasion, document number; more short lines are a text without punctuation
_TITLE_LENGTH = 70
_SALUTATION_LENGTH = 90
_SIGNATURE_LENGTH = 40
_CLOSING_SHARE = 0.2  # of the speech: a later address that more than this follows opens a new topic, not the closing

_ADDRESSED = "同志|各位|代表|委员|朋友|女士|先生|同学|老师|乡亲|战友|来宾|嘉宾|主席|委员长|总理|书记|市长|部长|校长|阁下|诸位|大家|父老|官兵|将士|同胞|侨胞|会员|理事|企业家|记者|读者|青年"
_ADDRESS = re.compile(rf"^(?:尊敬的|敬爱的|亲爱的|各位)?[^。；，,！!：:]{{0,40}}(?:{_ADDRESSED})[^。；]{{0,60}}[：:！!]$")
_HONOURED = re.compile("^(?:尊敬的|敬爱的|亲爱的)[^。；，]{2,60}[，,]$")
_RECIPIENTS = re.compile(r"^各[^。]{1,80}[：:]$")
_ASIDE = re.compile(r"^(?:同志们|各位代表|各位委员|同胞们|朋友们|女士们|先生们|同学们|各位[^，。！：]{1,8})[，,！!：:]")
_SUMMONS = re.compile(r"让我们|希望大家|以优异的成绩|新的更大的?贡献|而(?:努力)?奋斗[！!。]|谢谢|^(?:总之|最后)[，,]")
_STOPPED = "。！？；，、：!?;:,…"
_DAY = re.compile(
    r"^[（(]?[\d〇零○Ｏ一二三四五六七八九十]{2,4}\s*年[\s\d〇一二三四五六七八九十]{1,4}月(?:[\s\d〇一二三四五六七八九十]{1,4}日)?[）)]?$"
)
_NOTE = re.compile(r"^(?:［\d{1,3}］|\[\d{1,3}\]|〔\d{1,3}〕)")
_NOTES = re.compile(r"^(?:注释|注解|脚注|尾注|附注|参考文献)[：:]?$")


def stripped(text: str, bounds: tuple[int, int]) -> tuple[int, int]:
    """Bounds without the white space at both ends."""
    start, end = bounds
    while start < end and text[start] in _BLANK:
        start += 1
    while end > start and (text[end - 1] in _BLANK or text[end - 1] == "\r"):
        end -= 1
    return start, end


def is_date(line: str) -> bool:
    """Whether a line says a day or a month and nothing else."""
    return bool(_DAY.match(line))


def is_stopped(line: str) -> bool:
    """Whether a line ends as a sentence or a clause does."""
    return line[-1:] in _STOPPED or (line[-1:] in "”’」』）)" and line[-2:-1] in "。！？…")


def is_address(line: str) -> bool:
    """Whether a whole line speaks to the audience (同志们：, 各位代表！) or names whom a paper is for (各区县人民政府：)."""
    if len(line) > _SALUTATION_LENGTH or line[-1:] not in "：:！!，,":
        return False
    return bool(_HONOURED.match(line) if line[-1:] in "，," else _ADDRESS.match(line) or _RECIPIENTS.match(line))


def title_lines(lines: Sequence[str], limit: int) -> int:
    """How many of the first *limit* lines are the title block: short ones that do not end as sentences do."""
    count = 0
    for line in lines[: min(limit, _TITLE_LINES)]:
        if len(line) > _TITLE_LENGTH or is_address(line) or (is_stopped(line) and not line.startswith(("——", "（", "("))):
            break
        if line[:-1].count("。"):
            break
        count += 1
    if count == _TITLE_LINES or (count == len(lines) and count > 1):
        return 1  # nothing here is punctuated, so only the first line can be told to be a title
    return 0 if count == len(lines) else count


def salutation_lines(lines: Sequence[str], first: int, limit: int) -> int:
    """How many lines from *first* on address the audience; a greeting may take two (尊敬的主席，/ 各位来宾：)."""
    count = first
    while count < limit and is_address(lines[count]):
        count += 1
    return count - first


def closing_line(lines: Sequence[str], earliest: int, end: int) -> int | None:
    """
    The line the closing begins with: the last that turns to the audience again, else the last line (or two) if it is a summons.

    *earliest* is the first line after the last marked unit's own; what stands before it belongs to a unit.
    """
    total = sum(map(len, lines)) or 1
    rest = 0
    for index in range(end - 1, earliest - 1, -1):
        rest += len(lines[index])
        if rest > _CLOSING_SHARE * total and index < end - 1:
            break
        if _ASIDE.match(lines[index]):
            return index
    first = end
    while first > max(earliest, end - 2) and _SUMMONS.search(lines[first - 1]):
        first -= 1  # the summons, and 谢谢大家！ after it
    return first if first < end else None


def notes_line(lines: Sequence[str], earliest: int) -> int:
    """The first line of the notes at the foot of a text (［1］ … or 注释： and what follows); the number of lines if there are none."""
    first = len(lines)
    while first > earliest and _NOTE.match(lines[first - 1]):
        first -= 1
    if first < len(lines):
        return first - 1 if first > earliest and _NOTES.match(lines[first - 1]) else first
    return next((index for index in range(earliest, len(lines)) if _NOTES.match(lines[index])), len(lines))


def signature_line(lines: Sequence[str], earliest: int, end: int) -> int:
    """The first line of the signature that stands right before line *end*: a date, and up to two short lines over it. *end* if there is none."""
    if end <= earliest or not is_date(lines[end - 1]):
        return end
    first = end - 1
    while first > max(earliest, end - 3) and len(lines[first - 1]) <= _SIGNATURE_LENGTH and not is_stopped(lines[first - 1]):
        first -= 1
    return first
