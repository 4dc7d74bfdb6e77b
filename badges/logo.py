"""The organiser's logo: whatever is uploaded comes out as a small clean PNG, or is refused."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from badges.errors import PrintingRefused, Refusal
from badges.svg import looks_like_svg, render_svg

LARGEST_FILE = 2 * 1024 * 1024
LARGEST_SIDE = 720  # pixels of the result: 60 mm at 300 dpi
_MOST_PIXELS = 40_000_000
_FORMATS = ("PNG", "JPEG")


def read_logo(content: bytes) -> bytes:
    """Return the uploaded PNG, JPEG or SVG re-encoded: RGBA, at most 720 pixels a side, trimmed.

    Nothing but the picture survives: no metadata, no colour profile, no trailing bytes.
    """
    if len(content) > LARGEST_FILE:
        size, most = str(len(content) // 1024), str(LARGEST_FILE // 1024)
        raise PrintingRefused(Refusal.LOGO_TOO_LARGE, size=size, most=most)
    picture = render_svg(content, LARGEST_SIDE) if looks_like_svg(content) else content
    return _encoded(_trimmed(_opened(picture)))


def _opened(content: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
        _check_pixels(image.size)
        upright = ImageOps.exif_transpose(image)
        return upright.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except PrintingRefused:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PrintingRefused(Refusal.LOGO_NOT_A_PICTURE) from error


def _check_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > _MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> PrintingRefused:
    return PrintingRefused(Refusal.LOGO_TOO_MANY_PIXELS, most=f"{_MOST_PIXELS // 1_000_000}")


def _trimmed(image: Image.Image) -> Image.Image:
    """Cut off what is fully transparent, so that the logo is as large as its box allows."""
    box = image.getchannel("A").getbbox()
    if box is None:
        raise PrintingRefused(Refusal.LOGO_EMPTY)
    return image.crop(box)


def _encoded(image: Image.Image) -> bytes:
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGBA", image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, "PNG", optimize=True)
    return out.getvalue()
