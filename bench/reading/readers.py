"""The readers that are compared: Hadir's, plain zxing-cpp, and OpenCV's detector."""

from collections.abc import Callable
from time import perf_counter

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from kiosk.scanner.reading.films import read_image

Picture = NDArray[np.uint8]
Read = Callable[[Picture], list[str]]


def hadir(picture: Picture) -> list[str]:
    """Read with everything Hadir has, without knowing any badges."""
    return [symbol.text for symbol in read_image(picture)]


def zxing(picture: Picture) -> list[str]:
    """Read with zxing-cpp, as one would call it."""
    barcodes = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2]),
        text_mode=zxingcpp.TextMode.Plain,
    )
    return [barcode.text for barcode in barcodes]


def opencv() -> Read:
    """Return a reader with a detector of OpenCV of its own."""
    detector = cv2.QRCodeDetector()

    def read(picture: Picture) -> list[str]:
        try:
            _, texts, _, _ = detector.detectAndDecodeMulti(picture)
        except (UnicodeDecodeError, cv2.error):
            return []
        return [text for text in texts if text]

    return read


def readers() -> dict[str, Read]:
    """Return the readers by the names that tables give them."""
    return {"Hadir": hadir, "zxing-cpp": zxing, "OpenCV": opencv()}


def timed(read: Read, picture: Picture) -> tuple[list[str], float]:
    """Return the texts that were read, and the milliseconds it took."""
    begun = perf_counter()
    texts = read(picture)
    return texts, (perf_counter() - begun) * 1000
