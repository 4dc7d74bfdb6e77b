"""The first page of a PDF as a picture, to be looked at before it is taken."""

from io import BytesIO

from pypdfium2 import PdfDocument

_PIXELS_PER_POINT = 1.25


def first_page(pdf: bytes) -> bytes:
    """Return the first page as PNG, about a thousand pixels wide."""
    document = PdfDocument(pdf)
    try:
        picture = document[0].render(scale=_PIXELS_PER_POINT).to_pil()
    finally:
        document.close()
    out = BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()
