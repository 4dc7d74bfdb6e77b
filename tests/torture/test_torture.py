"""Ten faults of the torture; `make torture` has two hundred, with browser, camera and own disk."""

import random
from pathlib import Path

from tests.torture import faults
from tests.torture.product import Product
from tests.torture.stations import Answers, Station
from tests.torture.verdict import verdict

TEN = [
    faults.kill_server,
    faults.lock,
    faults.move_folder,
    faults.clock,
    faults.stop_and_continue,
    faults.pull_plug,
    faults.lock,
    faults.kill_server,
    faults.move_folder,
    faults.end_and_start,
]


def test_ten_faults_lose_nothing_that_was_answered_and_store_nothing_that_was_refused(
    tmp_path: Path,
) -> None:
    chance = random.Random(14)
    product, answers = Product(tmp_path / "place", people=60, stations=3), Answers()
    product.start()
    stations = [Station(product, token, answers) for token in product.tokens]
    try:
        for each in stations:
            each.start()
        for fault in TEN:
            fault(product, chance)
            product.wait()
        for each in stations:
            each.stop()
        for each in stations:
            each.join(60)
        product.stop()
    finally:
        product.close()

    found = verdict(product, answers)

    assert found.is_good, found
    assert found.answered > 20
