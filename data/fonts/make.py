"""Makes the two fonts of the pictures, which are part of the program, out of Pretendard.

    npm pack @fontsource/pretendard@5.3.0
    pip install fonttools==4.68.0
    python3 data/fonts/make.py fontsource-pretendard-5.3.0.tgz

The regular face keeps all 11,172 Hangul syllables, so that a name of any pack can be drawn; the bold one, for titles and names
that stand out, keeps the 2,350 of KS X 1001 and those that the packs and sentences of this repository use besides.
Both keep Latin, Greek, Cyrillic, punctuation, signs of units and money. The same input gives the same bytes.

Pretendard is under the SIL Open Font License 1.1 (OFL.txt), which reserves its name, so the faces made here have another one.
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parent
PACKAGE_SHA256 = "5969fb21871e7584dd7a99999b1d75d12b0f4f64fcf60b859dccc26b670f7334"
FAMILY = "Datum Sans"
FACES = [("Regular", 400, "pretendard-latin-400-normal.woff"), ("Bold", 700, "pretendard-latin-600-normal.woff")]
EPOCH = 2082844800  # 1970 in the time of TrueType, so that the files are always the same.

# First and last character of what both faces keep besides Hangul.
RANGES = [
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin with accents
    (0x0218, 0x021B),
    (0x0391, 0x03C9),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E80, 0x1E85),
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2010, 0x2027),  # dashes, quotes, dots
    (0x2030, 0x203A),
    (0x2070, 0x209C),  # small digits
    (0x20A0, 0x20BF),  # money
    (0x2100, 0x214F),  # degrees, numero, trade mark
    (0x2150, 0x218F),  # fractions, Roman numbers
    (0x2190, 0x2199),  # arrows
    (0x2200, 0x226F),  # mathematics
    (0x25A0, 0x25CF),  # squares, circles
    (0x3000, 0x301F),  # brackets
    (0x3131, 0x318E),  # Hangul letters
    (0x3380, 0x33DF),  # units in one square
    (0xFF01, 0xFF5E),  # wide ASCII
]


def all_hangul():
    return {chr(code) for code in range(0xAC00, 0xD7A4)}


def common_hangul():
    def is_common(c):
        try:
            return len(c.encode("euc-kr")) == 2
        except UnicodeEncodeError:
            return False

    texts = [*(FOLDER.parent / "packs").rglob("*.csv"), *(FOLDER.parent / "locales").rglob("*.ftl")]
    used = set().union(*(set(path.read_text(encoding="utf-8")) for path in texts))
    return {c for c in all_hangul() if is_common(c) or c in used}


def make(style, weight, data, hangul):
    font = TTFont(io.BytesIO(data))
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = []
    options.notdef_outline = True
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG"]
    subsetter = subset.Subsetter(options)
    others = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    subsetter.populate(text="".join(sorted(others | hangul)))
    subsetter.subset(font)
    font.flavor = None
    names = {
        0: "Copyright (c) 2021, Kil Hyung-jin (https://github.com/orioncactus/pretendard). Subset under another name.",
        1: FAMILY,
        2: style,
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"{FAMILY.replace(' ', '')}-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if weight >= 700 else 0x40
    font["head"].macStyle = 1 if weight >= 700 else 0
    font["head"].created = font["head"].modified = EPOCH
    font.recalcTimestamp = False
    file = FOLDER / f"{FAMILY.replace(' ', '')}-{style}.ttf"
    font.save(file)
    print(f"{file.name}: {file.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def main(package):
    data = Path(package).read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    if digest != PACKAGE_SHA256:
        sys.exit(f"{package} has the digest {digest}, not {PACKAGE_SHA256}: take @fontsource/pretendard 5.3.0")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        read = lambda name: archive.extractfile(f"package/{name}").read()
        (FOLDER / "OFL.txt").write_bytes(read("LICENSE"))
        for style, weight, name in FACES:
            make(style, weight, read(f"files/{name}"), all_hangul() if style == "Regular" else common_hangul())


if __name__ == "__main__":
    main(*sys.argv[1:])
