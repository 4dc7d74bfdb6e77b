"""Keeps what the screens look like: a picture for each page, with its sizes side by side."""

import os
import re
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

_HIGH, _GAP, _LONGEST = 420, 8, 2.2
_PATIENCE_MS = 120_000
FOLDER = os.environ.get("HADIR_SHEET", "")
"""Where the sheets are kept: `make screens` sets it, `make test` keeps none."""


class Sheet:
    """One picture for one page: a row a language, a column a size of the screen."""

    def __init__(self, name: str) -> None:
        self.name = re.sub(r"[^\w-]+", "-", name).strip("-")
        self._rows: dict[str, list[Image.Image]] = {}

    def take(self, page: Page, row: str) -> None:
        """Keep what is on the screen, where sheets are kept at all."""
        if not FOLDER:
            return
        # The whole of a long page at the widest size is more than the browser takes a picture of.
        width, height = page.evaluate(
            "[innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]"
        )
        part = {"x": 0, "y": 0, "width": width, "height": min(height, int(width * _LONGEST))}
        shot = page.screenshot(full_page=True, clip=part, timeout=_PATIENCE_MS)  # type: ignore[arg-type]
        seen = Image.open(BytesIO(shot)).convert("RGB")
        seen.thumbnail((10_000, _HIGH * 2 if seen.height > seen.width else _HIGH))
        self._rows.setdefault(row, []).append(seen)

    def keep(self) -> None:
        """Write the sheet."""
        if not self._rows:
            return
        rows = list(self._rows.values())
        width = max(sum(each.width + _GAP for each in row) for row in rows)
        heights = [max(each.height for each in row) + _GAP for row in rows]
        whole = Image.new("RGB", (width, sum(heights)), "#888888")
        top = 0
        for row, height in zip(rows, heights, strict=True):
            left = 0
            for each in row:
                whole.paste(each, (left, top))
                left += each.width + _GAP
            top += height
        Path(FOLDER).mkdir(parents=True, exist_ok=True)
        whole.save(Path(FOLDER) / f"{self.name}.png")
