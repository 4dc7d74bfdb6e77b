"""Pictures and PDFs that want to stop the product: each a function that makes its bytes."""

import base64
import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'


def chunk(kind: bytes, body: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + body))
    return struct.pack(">I", len(body)) + kind + body + check


def png(width: int, height: int, *others: bytes, rows: bytes | None = None) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(bytes(height * (1 + (width + 7) // 8)) if rows is None else rows, 9)
    body = chunk(b"IHDR", head) + b"".join(others) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return _PNG + body


def svg(inside: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    return f"<svg {_SVG} {attributes}>{inside}</svg>".encode()


def _text_bomb() -> bytes:
    text = zlib.compress(bytes(400_000_000), 9)
    return png(100, 100, chunk(b"zTXt", b"Comment\0\0" + text))


def _many_texts() -> bytes:
    text = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(900_000), 9))
    return png(100, 100, *[text] * 1_500)


def _profile_bomb() -> bytes:
    return png(100, 100, chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(400_000_000), 9)))


def _many_scans() -> bytes:
    """A progressive JPEG whose last scan comes thousands of times."""
    out = io.BytesIO()
    Image.new("RGB", (5_000, 5_000), "white").save(out, "JPEG", progressive=True, quality=5)
    data = out.getvalue()
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * (1_900_000 // len(scan)) + b"\xff\xd9"


def _nested_use() -> bytes:
    groups = "".join(
        f'<g id="g{each}">{f"""<use x:href="#g{each - 1}"/>""" * 20}</g>' for each in range(1, 12)
    )
    return svg(
        f'<defs><g id="g0"><rect width="9" height="9"/></g>{groups}</defs><use x:href="#g11"/>'
    )


def _use_of_itself() -> bytes:
    return svg('<g id="a"><use x:href="#b"/></g><g id="b"><use x:href="#a"/></g><use x:href="#a"/>')


def _nested_patterns() -> bytes:
    patterns = "".join(
        f'<pattern id="p{each}" width=".001" height=".001"><rect width="99" height="99" '
        f'fill="url(#p{each - 1})"/></pattern>'
        for each in range(1, 60)
    )
    return svg(f'<defs>{patterns}</defs><rect width="100" height="100" fill="url(#p59)"/>')


def _filters() -> bytes:
    many = '<feTurbulence baseFrequency=".9" numOctaves="99999999"/>' * 200
    return svg(
        f'<filter id="f" x="-9999" y="-9999" width="99999" height="99999">{many}</filter>'
        '<rect width="100" height="100" filter="url(#f)"/>'
    )


def _picture_inside() -> bytes:
    inner = base64.b64encode(png(40_000, 40_000)).decode()
    return svg(f'<image width="9" height="9" href="data:image/png;base64,{inner}"/>')


def pdf(*objects: str | bytes, root: int = 1) -> bytes:
    """A PDF of these objects, the first of which has the number 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        body = each if isinstance(each, bytes) else each.encode()
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += (
        f"trailer\n<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    )
    return bytes(out)


def page(content: bytes, box: str = "0 0 595 842", resources: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    stream = f"<</Length {len(packed)}/Filter/FlateDecode>>\nstream\n".encode() + packed
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<<{resources}>>>>",
        stream + b"\nendstream",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R/B 6 0 R>>>>"
        "/Length 30>>\nstream\n" + "/A Do /B Do " * 2 + "      \nendstream",
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 5 0 R/B 5 0 R>>>>"
        "/Length 30>>\nstream\n" + "/A Do /B Do " * 2 + "      \nendstream",
    )


def _kids_in_a_circle() -> bytes:
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 9>>",
        "<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>",
    )


def _many_pages() -> bytes:
    return pdf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2000000000>>")


def _tables_in_a_circle() -> bytes:
    data = page(b"")
    start = data.rindex(b"xref\n0")
    return data.replace(b"trailer\n<<", f"trailer\n<</Prev {start}".encode())


def _gif_of_many_frames() -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 65_535, 65_535, 0) + b"\2\2\x44\1\0"
    return head + frame * 50_000 + b"\x3b"


def _tiff(*tags: tuple[int, int, int], strip: bytes = b"") -> bytes:
    """A TIFF of one strip; a tag is its number, its type (TIFF 6.0, section 2) and its value."""
    directory = struct.pack("<H", len(tags))
    directory += b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8 + len(strip)) + strip + directory + b"\0\0\0\0"


def _tiff_of_3600_megapixels() -> bytes:
    strip, size = zlib.compress(bytes(60_000_000), 9), 60_000
    sizes = [(256, 4, size), (257, 4, size), (258, 3, 8), (259, 3, 8), (262, 3, 1)]
    return _tiff(*sizes, (273, 4, 8), (278, 4, size), (279, 4, len(strip)), strip=strip)


def _interlaced() -> bytes:
    head = struct.pack(">IIBBBBB", 7_000, 7_000, 16, 6, 0, 0, 1)
    data = chunk(b"IDAT", zlib.compress(bytes(60_000_000), 9))
    return _PNG + chunk(b"IHDR", head) + data + chunk(b"IEND", b"")


def _moving_png() -> bytes:
    frames = [
        chunk(b"fcTL", struct.pack(">IIIIIHHBB", each, 4_000, 4_000, 0, 0, 1, 1, 0, 0))
        for each in range(20_000)
    ]
    return png(4_000, 4_000, chunk(b"acTL", struct.pack(">II", 20_000, 0)), *frames)


def _jpeg_that_claims_to_be_large() -> bytes:
    out = io.BytesIO()
    Image.new("L", (16, 16)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    struct.pack_into(">HH", data, data.index(b"\xff\xc0") + 5, 65_500, 65_500)
    return bytes(data)


def _jpeg_of_many_facts() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (100, 100)).save(out, "JPEG")
    data, fact = out.getvalue(), b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 5_000)
    facts = b"\xff\xe1" + struct.pack(">H", 65_535) + fact.ljust(65_533, b"\0")
    return data[:2] + facts * 40 + data[2:]


PICTURES: dict[str, Callable[[], bytes]] = {
    "a GIF of 50,000 frames of 4300 megapixels": _gif_of_many_frames,
    "a TIFF of 3600 megapixels": _tiff_of_3600_megapixels,
    "an interlaced PNG of 49 megapixels and 16 bits": _interlaced,
    "a PNG of 20,000 frames": _moving_png,
    "a JPEG that claims 4300 megapixels": _jpeg_that_claims_to_be_large,
    "a JPEG of 200,000 facts": _jpeg_of_many_facts,
    "a BMP of 2^31 pixels": lambda: (
        b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 99, 0, 0, 54, 40, 2**31 - 1, 2**31 - 1, 1, 24, *[0] * 6)
    ),
    "an HDR of 10,000 megapixels": lambda: (
        b"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 99999 +X 99999\n" + b"\2\2" * 1000
    ),
    "a PNM of 10,000 megapixels": lambda: b"P6 99999 99999 255\n" + b"x" * 1000,
    "a drawing called a picture": _nested_use,
    "31 MB of zeros": lambda: bytes(31 * 1024 * 1024),
}
"""Pictures sent to a door by what is wrong with them; none of them holds a badge."""

LOGOS: dict[str, Callable[[], bytes]] = {
    "256 megapixels": lambda: png(16_000, 16_000),
    "3600 megapixels that are not there": lambda: png(60_000, 60_000, rows=b""),
    "2^31 pixels wide": lambda: png(2**31 - 1, 1, rows=b""),
    "a comment of 400 MB": _text_bomb,
    "1500 comments of 1 MB": _many_texts,
    "a profile of 400 MB": _profile_bomb,
    "thousands of scans": _many_scans,
    "use of use of use": _nested_use,
    "patterns in patterns": _nested_patterns,
    "filters without end": _filters,
    "a picture of 1600 megapixels in a drawing": _picture_inside,
    "200,000 groups deep": lambda: svg("<g>" * 200_000 + "</g>" * 200_000),
    "blanks after url(": lambda: svg("<style>a{b:url(" + " " * 1_900_000 + "'}</style>"),
    "a million document types": lambda: b"<svg>" + b"<!DOCTYPE" * 200_000,
    "an enormous size": lambda: svg("<rect/>", 'width="1e30" height="1e-30"'),
    "entities": lambda: b'<!DOCTYPE svg [<!ENTITY a "&b;&b;">]>' + svg("&a;"),
    "a set default": lambda: (
        b'<!DOCTYPE svg [<!ATTLIST image href CDATA "file:///etc/passwd">]>' + svg("<image/>")
    ),
}
"""Logos by what is wrong with them; each is refused, or becomes a small picture."""

PDFS: dict[str, Callable[[], bytes]] = {
    "a page of 5 km": lambda: page(b"", "0 0 14400000 14400000"),
    "a page of nothing": lambda: page(b"", "0 0 0 0"),
    "a page without end": lambda: page(b"", "0 0 1e38 1e38"),
    "pages in a circle": _kids_in_a_circle,
    "2000 million pages": _many_pages,
    "tables in a circle": _tables_in_a_circle,
    "a gigabyte of drawing": lambda: page(b"0 0 m 595 842 l S\n" * 30_000_000),
    "drawings in a circle": lambda: page(b"/A Do", resources="/XObject<</A 5 0 R>>"),
    "a million letters q": lambda: page(b"q " * 5_000_000),
}
"""PDFs by what is wrong with them; each is refused, or has no badges."""
