"""What browsers get from static/ is what the pinned packages and the configuration say."""

import tomllib
from pathlib import Path

from fontTools.ttLib import TTFont
from plotly.offline import get_plotlyjs

ROOT = Path(__file__).resolve().parents[3]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_plotly_is_that_of_the_package():
    assert (ROOT / "static" / "plotly.min.js").read_text(encoding="utf-8") == get_plotlyjs()


def test_each_family_has_its_rare_face_first():
    faces = CONFIG["theme"]["fontFaces"]
    for family in ("Noto Sans SC", "Noto Serif SC"):
        rest, common = [face for face in faces if face["family"] == family]
        assert "unicodeRange" in rest
        assert "unicodeRange" not in common
        has = [set(TTFont(ROOT / "static" / Path(face["url"]).name, lazy=True).getBestCmap()) for face in (rest, common)]
        assert {ord(c) for c in "镕喆堃珺國務報總"} <= has[0]
        assert {ord(c) for c in "发展“”，。A1①"} <= has[1]
        assert not has[0] & has[1]
        assert all(covered(code, rest["unicodeRange"]) for code in has[0])
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static" / "OFL.txt").read_text(encoding="utf-8")


def covered(code, ranges):
    return any(int(first, 16) <= code <= int(last, 16) for first, last in (r.strip()[2:].split("-") for r in ranges.split(",")))


def test_nothing_leaves_the_machine_and_ramps_have_ten_steps():
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["address"] == "localhost"
    assert CONFIG["server"]["showEmailPrompt"] is False
    for theme in (CONFIG["theme"], CONFIG["theme"]["dark"]):
        assert len(theme["chartSequentialColors"]) == len(theme["chartDivergingColors"]) == 10
