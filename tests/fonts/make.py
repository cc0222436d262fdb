"""Makes the two fonts of the picture tests: every letter is a filled box, so they belong to nobody and are small.

    pip install fonttools && python3 tests/fonts/make.py

`latin.ttf` has ASCII and a few signs; `korean.ttf` has all Hangul syllables besides.
"""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FOLDER = Path(__file__).parent
EPOCH = 2082844800  # 1970 in the time of TrueType, so that the files are always the same.


def box(width):
    pen = TTGlyphPen(None)
    if width:
        corners = [(60, 0), (60, 700), (width - 60, 700), (width - 60, 0)]
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def make(family, file, wide):
    glyphs = {".notdef": 500, "space": 300, "narrow": 550, "wide": 950}
    cmap = {code: "narrow" for code in range(0x21, 0x7F)}
    cmap |= {ord(c): "narrow" for c in "·–—‘’“”…×÷−é₩€²~"}
    cmap[0x20] = "space"
    cmap |= {code: "wide" for code in wide}
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(cmap)
    font.setupGlyf({name: box(0 if name == "space" else width) for name, width in glyphs.items()})
    font.setupHorizontalMetrics({name: (width, 60) for name, width in glyphs.items()})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    font.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = EPOCH
    font.font.recalcTimestamp = False
    font.save(FOLDER / file)


make("Boxes Latin", "latin.ttf", [])
make("Boxes Korean", "korean.ttf", range(0xAC00, 0xD7A4))
