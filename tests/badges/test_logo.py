"""Logos: re-encoded, small, and refused with the reason."""

from io import BytesIO

import pytest
from PIL import Image

from badges.errors import PrintingRefused, Refusal
from badges.logo import LARGEST_SIDE, read_logo
from kiosk.strangers.readers import Readers

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" {}>{}</svg>'
OUTSIDE = Refusal.LOGO_REFERS_OUTSIDE
DISC = '<circle cx="50" cy="10" r="9" fill="#1d6b3f"/>'


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(logo: bytes) -> Image.Image:
    return Image.open(BytesIO(logo), formats=["PNG"])


def svg(content: str, attributes: str = 'viewBox="0 0 100 20"') -> bytes:
    return SVG.format(attributes, content).encode()


def test_a_large_photograph_becomes_a_small_png() -> None:
    logo = opened(read_logo(encoded(Image.new("RGB", (3000, 1500), "#1d6b3f"), "JPEG")))

    assert logo.size == (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert logo.mode == "RGBA"


@pytest.mark.parametrize(("high", "fits"), [(10_000, True), (10_001, False)])
def test_a_picture_has_at_most_forty_million_pixels(*, high: int, fits: bool) -> None:
    content = encoded(Image.new("1", (4000, high), 1))

    if fits:
        assert opened(read_logo(content)).height == LARGEST_SIDE
        return
    with pytest.raises(PrintingRefused) as refused:
        read_logo(content)
    assert refused.value.reason is Refusal.LOGO_TOO_MANY_PIXELS
    assert "40 megapixels" in str(refused.value)


def test_metadata_does_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    content = encoded(Image.new("RGB", (30, 20), "red"), "JPEG", exif=exif)

    logo = read_logo(content + b"<script>")

    assert b"home" in content
    assert b"home" not in logo
    assert b"script" not in logo


def test_a_photograph_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    logo = read_logo(encoded(Image.new("RGB", (30, 20), "red"), "JPEG", exif=exif))

    assert opened(logo).size == (20, 30)


def test_a_transparent_border_is_cut_off() -> None:
    image = Image.new("RGBA", (100, 100))
    image.paste("red", (20, 40, 60, 50))

    assert opened(read_logo(encoded(image))).size == (40, 10)


def test_an_svg_is_drawn() -> None:
    logo = opened(read_logo(svg(DISC)))

    assert logo.width == pytest.approx(logo.height, abs=2)
    assert logo.getpixel((logo.width // 2, logo.height // 2)) == (0x1D, 0x6B, 0x3F, 255)


def test_an_svg_may_refer_to_itself_and_carry_a_document_type() -> None:
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    inside = f'<defs><g id="a">{DISC}</g></defs><use x:href="#a" style="filter:url(#none)"/>'

    assert opened(read_logo(b"\xef\xbb\xbf" + kind + svg(inside.replace("filter", "mask")))).size


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ('<image x:href="file:///etc/passwd" width="9" height="9"/>', OUTSIDE),
        ('<image href="http://example.org/a.png" width="9" height="9"/>', OUTSIDE),
        ('<image href="/etc/hostname.png" width="9" height="9"/>', OUTSIDE),
        ('<rect width="9" height="9" fill="url(http://example.org/a.svg#b)"/>', OUTSIDE),
        ('<style>@import "http://example.org/a.css";</style>', OUTSIDE),
        ("<style>rect { fill: url('other.svg#a') }</style>", OUTSIDE),
        ("<script>alert(1)</script>", Refusal.LOGO_HAS_A_SCRIPT),
        ("<foreignObject><p>Hello</p></foreignObject>", Refusal.LOGO_HAS_A_SCRIPT),
        ('<text x="1" y="9">Dinas Pendidikan</text>', Refusal.LOGO_HAS_TEXT),
        ('<use href="data:image/svg+xml;base64,AAAA#a"/>', OUTSIDE),
    ],
)
def test_an_svg_that_reaches_outside_is_refused(inside: str, reason: Refusal) -> None:
    with pytest.raises(PrintingRefused) as refusal:
        read_logo(svg(DISC + inside))

    assert refusal.value.reason is reason


def test_an_svg_with_entities_is_refused() -> None:
    entity = b'<!DOCTYPE svg [<!ENTITY a "x">]>'

    with pytest.raises(PrintingRefused) as refusal:
        read_logo(entity + svg("&a;"))

    assert refusal.value.reason is OUTSIDE


def test_an_svg_of_extreme_shape_does_not_end_the_process(readers: Readers) -> None:
    with pytest.raises(PrintingRefused):
        readers.call("a", read_logo, svg(DISC, 'width="0" height="0"'))

    assert readers.call(
        "a", read_logo, svg('<rect width="1" height="100000"/>', 'viewBox="0 0 1 100000"')
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"hello",
        b"<svg",
        b"<svg>\xff</svg>",
        encoded(Image.new("RGB", (9, 9)), "GIF"),
        encoded(Image.new("RGB", (90, 90), "red"))[:60],
        b"<html><svg></html>",
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PrintingRefused) as refusal:
        read_logo(content)

    assert refusal.value.reason is Refusal.LOGO_NOT_A_PICTURE


def test_a_file_that_is_too_large_is_refused_with_the_numbers() -> None:
    with pytest.raises(PrintingRefused, match="2929 kB, but at most 2048 kB"):
        read_logo(b"\x89PNG" + bytes(3_000_000))


def test_a_small_file_with_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    bomb = encoded(Image.new("1", (20_000, 9_000)))

    with pytest.raises(PrintingRefused) as refusal:
        read_logo(bomb)

    assert len(bomb) < 100_000
    assert refusal.value.reason is Refusal.LOGO_TOO_MANY_PIXELS


def test_a_picture_of_nothing_is_refused() -> None:
    with pytest.raises(PrintingRefused) as refusal:
        read_logo(encoded(Image.new("RGBA", (50, 50))))

    assert refusal.value.reason is Refusal.LOGO_EMPTY
