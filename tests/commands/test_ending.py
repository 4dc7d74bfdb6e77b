"""Told to end, the real server ends in order: nothing new, pages told, all stored, camera back."""

import http.client
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.log import log_file
from tests.soak.day import logged_in
from tests.torture.product import Product
from tests.torture.stations import Answers, Station
from tests.torture.verdict import verdict


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["SIGTERM", "Ctrl-C"])
def test_it_ends_in_order_while_pages_are_open_and_doors_scan(
    tmp_path: Path, *, by_keyboard: bool
) -> None:
    product, answers = Product(tmp_path / "place", people=60, stations=3), Answers()
    product.camera = "simulated"
    try:
        product.start()
        stations = [Station(product, token, answers, pause=0) for token in product.tokens]
        for each in stations:
            each.start()
        pages = [Page(product, path) for path in ("/kiosk/live", "/dashboard/live")]
        while len(answers.given) < 30:
            stations[0].join(0.1)

        code = product.stop(by_keyboard=by_keyboard)

        for page in pages:
            with closing(page), suppress(http.client.IncompleteRead):
                page.heard.read()  # to its end: it was told
        for each in stations:
            each.stop()
        for each in stations:
            each.join(30)
    finally:
        product.close()

    log = log_file(product.settings).read_text("utf-8")
    ending, ended = log.index("no new requests, pages told"), log.index("Ended in")
    assert (code, ending < ended) == (0, True), log
    assert "the camera was given back" in log
    found = verdict(product, answers)
    assert found.is_good, found


class Page(http.client.HTTPConnection):
    """A page's stream that has begun."""

    def __init__(self, product: Product, path: str) -> None:
        super().__init__("127.0.0.1", product.port, timeout=30)
        self.request("GET", path, headers={"Cookie": logged_in(product)})
        self.heard = self.getresponse()
        assert self.heard.status == 200
        self.heard.read1(100)
