"""Symbols for links and tokens on a screen, of any length (ISO/IEC 18004)."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

_QUIET_ZONE = 4


def symbol_path(text: str) -> tuple[int, str]:
    """Return the side of the symbol of a text in modules, and its dark ones as an SVG path."""
    drawing = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET_ZONE)
    drawing.add_data(text)
    drawing.make(fit=True)
    rows = drawing.get_matrix()
    dark = ((x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return len(rows), "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
