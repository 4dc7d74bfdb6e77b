"""A short day; `make soak` has a long one."""

from pathlib import Path

from tests.soak.day import growing, soak, table
from tests.torture.product import Product


def test_a_short_day_leaves_threads_files_journal_and_log_level(tmp_path: Path) -> None:
    product = Product(tmp_path / "day", people=40, stations=2)
    try:
        samples = soak(product, 6, dashboards=20)
    finally:
        product.close()

    grown = [each for each in growing(samples, 0.5) if not each.startswith("memory")]
    assert grown == [], table(samples)
