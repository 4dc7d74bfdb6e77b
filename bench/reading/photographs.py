"""Photographs in a folder, read by each reader."""

import json
from pathlib import Path

import cv2
import numpy as np

from bench.reading.readers import readers, timed
from bench.reading.tables import Curves, Table, percent


def measure(folder: Path | None) -> list[Table | Curves]:
    """Return the share of pictures of which a right text was read, and the milliseconds."""
    if folder is None:
        return []
    entries = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    rows: list[tuple[str, ...]] = []
    for name, read in readers().items():
        right, wrong, times = 0, 0, []
        for entry in entries:
            picture = np.asarray(cv2.imread(str(folder / entry["file"])), np.uint8)
            texts, ms = timed(read, picture)
            right += any(text in entry["texts"] for text in texts)
            wrong += any(text not in entry["texts"] for text in texts)
            times.append(ms)
        share = percent(right / len(entries))
        middle, slow = np.median(times), np.percentile(times, 95)
        rows.append((name, share, str(wrong), f"{middle:.1f}", f"{slow:.1f}"))
    note = f"{len(entries)} photographs; a picture counts when a right text was read."
    columns = ("reader", "read", "wrong texts", "ms, median", "ms, 95th of 100")
    return [Table("Photographs", note, columns, rows)]
