"""zxing-cpp as we use it: QR codes of model 2, and what an event has chosen beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

import zxingcpp

from kiosk.core.further_codes import CodeKind
from kiosk.scanner.reading.frames import Grey
from kiosk.scanner.reading.symbols import Corners

_FORMATS = {
    CodeKind.CODE_128: zxingcpp.BarcodeFormat.Code128,
    CodeKind.CODE_39: zxingcpp.BarcodeFormat.Code39,
    CodeKind.CODE_93: zxingcpp.BarcodeFormat.Code93,
    CodeKind.CODABAR: zxingcpp.BarcodeFormat.Codabar,
    CodeKind.EAN_13: zxingcpp.BarcodeFormat.EAN13,
    CodeKind.EAN_8: zxingcpp.BarcodeFormat.EAN8,
    CodeKind.UPC_A: zxingcpp.BarcodeFormat.UPCA,
    CodeKind.PDF_417: zxingcpp.BarcodeFormat.PDF417,
    CodeKind.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    CodeKind.AZTEC: zxingcpp.BarcodeFormat.Aztec,
    CodeKind.ITF: zxingcpp.BarcodeFormat.ITF,
}
SMALLEST = 11  # Pixels: below it no symbol fits, and zxing-cpp need not be asked.


@dataclass(frozen=True, slots=True)
class Found:
    """A symbol that was found: its text, or None where its bits could not be corrected."""

    text: str | None
    corners: Corners


def decode(
    picture: Grey,
    *,
    histogram: bool = False,
    errors: bool = False,
    inverted: bool = True,
    shrunk: bool = True,
) -> list[Found]:
    """Return the symbols of a grey picture; with ``errors`` those without text, too.

    ``histogram`` uses one threshold for the whole picture instead of one for each neighbourhood.
    Half of the time is saved without ``inverted``, which leaves out light symbols on dark, and
    without ``shrunk``, which does not look at large pictures in smaller sizes, too.
    """
    if min(picture.shape) < SMALLEST:
        return []
    binarizer = zxingcpp.Binarizer.GlobalHistogram if histogram else zxingcpp.Binarizer.LocalAverage
    barcodes = zxingcpp.read_barcodes(
        picture,
        # QRCode would be the family, and Micro QR in it answers for what is none.
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
        return_errors=errors,
        try_invert=inverted,
        try_downscale=shrunk,
    )
    return [_found(barcode) for barcode in barcodes]


def decode_others(picture: Grey, kinds: Sequence[CodeKind]) -> list[Found]:
    """Return the symbols of other kinds than QR codes, in one dimension or two."""
    if not kinds or min(picture.shape) < SMALLEST:
        return []
    barcodes = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([_FORMATS[each] for each in kinds]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [_found(barcode) for barcode in barcodes]


def _found(barcode: zxingcpp.Barcode) -> Found:
    position = barcode.position
    points = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    corners = tuple((float(point.x), float(point.y)) for point in points)
    return Found(barcode.text if barcode.valid else None, corners)
