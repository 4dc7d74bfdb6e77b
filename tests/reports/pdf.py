"""Reading PDFs back with somebody else's eyes."""

from pypdfium2 import PdfDocument


def pages_of(content: bytes) -> list[str]:
    """Return the text of each page."""
    document = PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def text_of(content: bytes) -> str:
    """Return the text of all pages, with single spaces."""
    return " ".join(" ".join(pages_of(content)).split())
