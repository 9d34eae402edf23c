from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import FAMILIES, font_path, subset_woff2

TEXT = "朱镕基喆堃國務院“发展”：12.5% 𠮷"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_subset_holds_each_glyph_and_no_others(family):
    font = TTFont(BytesIO(subset_woff2(TEXT, family)))
    whole = TTFont(font_path(family), lazy=True)
    wanted = {ord(c) for c in TEXT} & set(whole.getBestCmap())
    assert {ord(c) for c in "镕喆堃國务”%".replace("务", "務")} <= wanted
    assert set(font.getBestCmap()) == wanted
    assert font.flavor == "woff2"
    glyphs, originals = font.getGlyphSet(), whole.getGlyphSet()
    for code, name in font.getBestCmap().items():
        assert glyphs[name].width == originals[whole.getBestCmap()[code]].width
    assert "Open Font License" in font["name"].getDebugName(13)


def test_the_outline_is_the_font_s_own():
    from fontTools.pens.boundsPen import BoundsPen

    bounds = []
    for font in (TTFont(BytesIO(subset_woff2("镕"))), TTFont(font_path())):
        glyphs = font.getGlyphSet()
        pen = BoundsPen(glyphs)
        glyphs[font.getBestCmap()[ord("镕")]].draw(pen)
        bounds.append(pen.bounds)
    assert bounds[0] == pytest.approx(bounds[1], abs=1)


def test_no_text_is_a_font_too():
    assert TTFont(BytesIO(subset_woff2(""))).getBestCmap() == {}
