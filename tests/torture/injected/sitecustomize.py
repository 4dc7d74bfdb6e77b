"""Sets the clock of the server under torture: loaded by Python itself, where PYTHONPATH says so.

The product knows nothing of it: the function that tells the time gets another body, which adds the
seconds that stand in a file.
"""

import sys

if "kiosk.serving" in sys.orig_argv:
    import kiosk.desk

    def _now() -> object:
        import os  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        ahead = int(Path(os.environ["TORTURE_CLOCK"]).read_text())
        now = datetime.now(UTC)  # noqa: F821  in the module whose function this becomes
        return now.__class__.fromtimestamp(now.timestamp() + ahead, UTC)  # noqa: F821

    kiosk.desk.utc_now.__code__ = _now.__code__
