"""A reportlab canvas that writes each finished page to the file at once.

reportlab keeps every page until the end; 10,000 badges would fill the memory. Here a page and its
drawing are formatted and forgotten as soon as it is done; only where they lie in the file is kept.
"""

from collections.abc import Mapping
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from badges.devanagari import GlyphPlace
from badges.fonts import Run, font
from badges.symbol import ModuleGrid

_VERSION = (1, 6)
_WRITTEN = pdfdoc.PDFObject()


class StreamedCanvas(Canvas):
    """A canvas whose pages go to ``out`` one by one; ``save`` adds fonts and directory."""

    def __init__(self, out: BinaryIO, page: tuple[float, float]) -> None:
        """Begin a PDF on pages of (width, height) points."""
        base = font("figo").name  # any embedded font: the default would not be embedded
        super().__init__(
            out,
            pagesize=page,
            pageCompression=1,
            initialFontName=base,  # type: ignore[arg-type]  # the stub says float by mistake
        )
        self.top = page[1]
        self.symbols: Mapping[str, ModuleGrid] = {}  # those made ahead, by code
        self._doc = _StreamedDocument(out)
        self.setViewerPreference("PrintScaling", "None")

    def shown(self, run: Run, size: float) -> str:
        """Return the operators that show a run of text inside BT and ET, and embed its letters."""
        if run.places:
            return self._placed(run, size)
        face = font(run.font).true_type
        return "".join(
            f"{face.getSubsetInternalName(subset, self._doc)} {size:.3f} Tf <{text.hex()}> Tj "
            for subset, text in face.splitString(run.text, self._doc)
        )

    def _placed(self, run: Run, size: float) -> str:
        """Show glyphs each at its place, and tell readers what they say (ISO 32000-1, 14.9.4)."""
        said = run.said.encode("utf-16-be").hex()
        glyphs = "".join(
            self._glyph(run.font, glyph, place, size)
            for glyph, place in zip(run.text, run.places, strict=True)
        )
        return f"/Span <</ActualText <feff{said}>>> BDC {glyphs}EMC "

    def _glyph(self, name: str, glyph: str, place: GlyphPlace, size: float) -> str:
        face = font(name)
        [(subset, text)] = face.true_type.splitString(glyph, self._doc)
        before = -place.right * 1000
        after = face.advances[ord(glyph)] + place.right * 1000 - place.advance * 1000
        return (
            f"{face.true_type.getSubsetInternalName(subset, self._doc)} {size:.3f} Tf "
            f"{place.up * size:.3f} Ts [{before:.3f} <{text.hex()}> {after:.3f}] TJ 0 Ts "
        )


class _StreamedFile(pdfdoc.PDFFile):
    """The file as reportlab sees it: counts the bytes and passes them on."""

    def __init__(self, out: BinaryIO, version: tuple[int, int]) -> None:
        super().__init__(version)
        out.write(b"".join(self.strings))
        self.write = lambda data: _write(out, data)


def _write(out: BinaryIO, data: bytes) -> None:
    out.write(data)


def _compressed(code: str) -> pdfdoc.PDFStream:
    """Return the drawing of a page, without the ASCII armour that reportlab adds by default."""
    return pdfdoc.PDFStream(content=code, filters=[pdfdoc.PDFZCompress])


class _StreamedDocument(pdfdoc.PDFDocument):
    """Writes pages when they are added, and everything else when the document is saved."""

    Pages: pdfdoc.PDFPages
    Catalog: pdfdoc.PDFCatalog

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(compression=1, pdfVersion=_VERSION)
        self._numbered(self.Pages)  # now, lest it be written with the first page
        self._file = _StreamedFile(out, _VERSION)

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802
        name = self.thisPageName()
        page.Contents = _compressed(page.stream)
        super().addPage(page)
        self.Pages.pages[-1] = pdfdoc.PDFObjectReference(name)
        first = self.objectcounter
        self._write_out(name)
        for number in range(first + 1, self.objectcounter + 1):
            self._write_out(self.numberToId[number])

    def format(self) -> bytes:
        self.encrypt.prepare(self)
        root, info = self._numbered(self.Catalog), self._numbered(self.info)
        number = 0
        while (number := number + 1) in self.numberToId:  # formatting may add further objects
            if self.numberToId[number] not in self.idToOffset:
                self._write_out(self.numberToId[number])
        self._write_directory(root, info)
        return b""  # everything has been written

    def _numbered(self, thing: pdfdoc.PDFObject) -> pdfdoc.PDFObjectReference:
        reference: pdfdoc.PDFObjectReference = self.Reference(thing)  # type: ignore[no-untyped-call]
        return reference

    def _write_out(self, name: str) -> None:
        """Write one object and forget its content."""
        thing = pdfdoc.PDFIndirectObject(name, self.idToObject[name])
        self.idToOffset[name] = self._file.add(thing.format(self))
        self.idToObject[name] = _WRITTEN

    def _write_directory(
        self, root: pdfdoc.PDFObjectReference, info: pdfdoc.PDFObjectReference
    ) -> None:
        count = len(self.numberToId)
        table = pdfdoc.PDFCrossReferenceTable()
        table.addsection(0, [self.numberToId[number] for number in range(1, count + 1)])
        start = self._file.add(table.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start, Size=count + 1, Root=root, Info=info, ID=self.ID()
        )
        self._file.add(trailer.format(self))
