"""Writes the typeface of the pages as WOFF2: what most pages need, and the letters that few do.

`.ci/prepare` calls it. The fonts come from pymupdf-fonts; browsers load the second file where a
name has such letters (tokens.css says which).
"""

import sys
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# The keys are those of pymupdf-fonts: FiraGO, regular and bold.
_FONTS = {"FiraGO-Regular": "figo", "FiraGO-Bold": "figbo"}
_LATIN = ((0x20, 0x24F), (0x2BB, 0x2DD), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x25FF))


def main(folder: Path) -> None:
    """Write both files of each font."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, key in _FONTS.items():
        file = bytes(pymupdf_fonts.myfont(key))
        known = set(TTFont(BytesIO(file)).getBestCmap())
        latin = {each for each in known if any(first <= each <= last for first, last in _LATIN)}
        for part, letters in (("latin", latin), ("others", known - latin)):
            _write(folder / f"{name}-{part}.woff2", file, letters)


def _write(path: Path, file: bytes, letters: set[int]) -> None:
    options = Options()
    options.flavor = "woff2"
    options.layout_features += ["tnum", "lnum"]
    font = TTFont(BytesIO(file))
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
