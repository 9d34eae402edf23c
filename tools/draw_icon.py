"""
Draw the icon of the browser's tab, a cinnabar seal with 言 in paper, as static/icon.png (256 px) and static/icon-64.png; developers run it once.

    python -m tools.draw_icon
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from analysis.fonts import font_path

STATIC = Path(__file__).resolve().parent.parent / "static"
CINNABAR, PAPER = "#B5342A", "#FAF8F3"
SCALE = 4
"""Drawn four times too large and shrunk, so that edges are smooth at 16 px too."""


def seal(side: int) -> Image.Image:
    """The seal, *side* px wide; no inner frame, for at the size of a tab it would run into the strokes."""
    full = side * SCALE
    image = Image.new("RGBA", (full, full), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, full - 1, full - 1), radius=full * 0.11, fill=CINNABAR)
    font = ImageFont.truetype(str(font_path("Noto Serif SC")), int(full * 0.8))
    left, top, right, bottom = draw.textbbox((0, 0), "言", font=font, stroke_width=full // 90)
    place = ((full - right - left) / 2, (full - bottom - top) / 2)
    draw.text(place, "言", font=font, fill=PAPER, stroke_width=full // 90, stroke_fill=PAPER)
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    seal(256).save(STATIC / "icon.png", optimize=True)
    seal(64).save(STATIC / "icon-64.png", optimize=True)


if __name__ == "__main__":
    main()
