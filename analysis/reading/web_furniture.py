"""
What a web page says of itself below a text that was copied from it: its source, its editor, its buttons, its licence.

Only lines at the very end that can be nothing else, going up from the last: a line of another kind ends the search. In a speech's own signature nobody
is responsible editor and nothing is to be printed.
"""

import re

from analysis.model import Edit

_TAIL = 1_500  # characters; no footer is longer

_EDGE = r"[\s　【】\[\]（）()〔〕|｜·>»*]*"
_BUTTON = (
    "打印本页|打印本文|打印此页|打印|关闭窗口|关闭本页|关闭|返回顶部|回到顶部|返回首页|返回列表|收藏本页|加入收藏|我要纠错|网页纠错|分享到?[：:]?|微信|微博|QQ空间|字号[：:]?|字体[：:]?|大|中|小|"
    "扫一扫[^。]{0,20}|网站地图|联系我们|关于我们|网站声明|设为首页|上一页|下一页"
)
_SURE_BUTTON = re.compile(
    "打印本|打印此|关闭窗口|关闭本页|返回顶部|回到顶部|返回列表|加入收藏|收藏本页|纠错|分享到|扫一扫|网站地图|设为首页|【打印】|【关闭】"
)
_BUTTONS = re.compile(rf"{_EDGE}(?:(?:{_BUTTON}){_EDGE})+")
_CREDIT = re.compile(
    rf"{_EDGE}(?:(?:(?:信息|文章|稿件|新闻)?来源|(?:责任|网络|责编|网站)?编辑|责编|审核|校对|作者|记者|发布时间|发布日期|点击数|浏览次数|阅读次数)"
    rf"\s*[：:]\s*[^。！？；，：:]{{0,30}}(?:\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?{_EDGE})+"
)
_SURE_CREDIT = re.compile("来源|编辑|责编|次数|点击")
_LEGAL = re.compile(
    r".{0,60}(?:版权所有|版权归.{0,20}所有|ICP备|公网安备|网安备|网站标识码|[Cc]opyright|©|All [Rr]ights [Rr]eserved|Public domain|(?:本|此|该)作品.{0,100}公有领域).{0,120}"
)


def find(decoded: str) -> list[Edit]:
    """Return one edit for each line of a page's footer, its line break with it; none where the text would be nothing else."""
    edits: list[Edit] = []
    end = len(decoded)
    earliest = max(0, end - _TAIL)
    while end > earliest:
        start = decoded.rfind("\n", 0, end) + 1
        line = decoded[start:end]
        if line.strip():
            if start == 0 or not _is_furniture(line.strip()):
                break
            edits.append(Edit(start, min(end + 1, len(decoded)), ""))
        end = start - 1
    return edits[::-1]


def _is_furniture(line: str) -> bool:
    if len(line) > 240:
        return False
    if _LEGAL.fullmatch(line) or (_BUTTONS.fullmatch(line) and _SURE_BUTTON.search(line)):
        return True
    return bool(_CREDIT.fullmatch(line) and _SURE_CREDIT.search(line))
