"""How large pictures are and which have transparency, by their heads, before they are decoded."""

from io import BytesIO
from typing import Final

from PIL import Image, UnidentifiedImageError

_FROM_BROWSERS: Final = ("PNG", "JPEG", "WEBP")
_LAYERED: Final = ("PNG", "WEBP", "GIF")
_WITH_ALPHA: Final = frozenset({"LA", "PA", "RGBA", "RGBa", "La"})


def pixels_in(data: bytes) -> int:
    """Return how many pixels a PNG, JPEG or WebP claims to have; 0 where it is none of them."""
    return _head(data, _FROM_BROWSERS)[0]


def transparent_pixels(data: bytes) -> int:
    """Return how many pixels a picture with transparency has; 0 for one without."""
    pixels, is_transparent = _head(data, _LAYERED)
    return pixels if is_transparent else 0


def _head(data: bytes, formats: tuple[str, ...]) -> tuple[int, bool]:
    try:
        with Image.open(BytesIO(data), formats=formats) as picture:
            is_transparent = picture.mode in _WITH_ALPHA or "transparency" in picture.info
            return picture.width * picture.height, is_transparent
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Image.MAX_IMAGE_PIXELS or 0, False
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return 0, False
