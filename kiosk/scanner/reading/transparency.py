"""How large pictures are and which have transparency, by the first bytes of their files."""

from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

HEAD: Final = 4096  # Bytes that are enough to tell.

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_WITH_ALPHA: Final = frozenset({4, 6})  # Colour types of PNG (ISO/IEC 15948, table 11.1).
_WEBP_ALPHA: Final = 0x10  # Of the flags of an extended WebP (RFC 9649, 2.7).
_LOSSLESS_ALPHA: Final = 28  # The bit after two sizes of 14 bits (RFC 9649, 3.4).
_SHORTEST: Final = 30
_FROM_BROWSERS: Final = ("PNG", "JPEG", "WEBP")


def pixels_in(data: bytes) -> int:
    """Return how many pixels a PNG, JPEG or WebP claims to have; 0 where it is none of them."""
    try:
        with Image.open(BytesIO(data), formats=_FROM_BROWSERS) as picture:
            return picture.width * picture.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Image.MAX_IMAGE_PIXELS or 0
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0


def transparent_pixels(head: bytes) -> int:
    """Return how many pixels a picture with transparency has; 0 for one without."""
    if len(head) < _SHORTEST:
        return 0
    if head.startswith(_PNG):
        width, height = (int.from_bytes(head[at : at + 4], "big") for at in (16, 20))
        return width * height if head[25] in _WITH_ALPHA or b"tRNS" in head else 0
    if head.startswith(b"GIF8"):
        width, height = (int.from_bytes(head[at : at + 2], "little") for at in (6, 8))
        return width * height
    return _of_webp(head) if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else 0


def _of_webp(head: bytes) -> int:
    if head[12:16] == b"VP8X" and head[20] & _WEBP_ALPHA:
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return width * height
    sizes = int.from_bytes(head[21:25], "little")
    if head[12:16] == b"VP8L" and sizes >> _LOSSLESS_ALPHA & 1:
        return ((sizes & 0x3FFF) + 1) * ((sizes >> 14 & 0x3FFF) + 1)
    return 0
