"""Stations that scan all the time, and keep what they were answered."""

import http.client
import json
import random
import threading
import time
from uuid import uuid4

from tests.torture.product import Product


class Answers:
    """By the number of a scan: the reason it was answered with, or that it was not stored."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.given: dict[str, str] = {}
        self.changed: list[str] = []
        self.not_stored: set[str] = set()

    def was_given(self, scan_id: str, reason: str) -> None:
        with self._lock:
            if self.given.setdefault(scan_id, reason) != reason:
                self.changed.append(scan_id)

    def was_not_stored(self, scan_id: str) -> None:
        with self._lock:
            self.not_stored.add(scan_id)


class Station(threading.Thread):
    """Sends scans of random badges; one whose answer it does not know is sent until it does."""

    def __init__(self, product: Product, token: str, answers: Answers, pause: float = 0.1) -> None:
        super().__init__(daemon=True)
        self._product, self._token, self._answers = product, token, answers
        self._pause = pause
        self._stopping = threading.Event()
        self._random = random.Random(token)

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            code = self._random.choice(self._product.codes)
            self._scan(str(uuid4()), code)
            self._stopping.wait(self._pause)

    def _scan(self, scan_id: str, code: str) -> None:
        may_be_stored = False
        while True:
            status, stored, body = self._send(scan_id, code)
            if status == 200:
                self._answers.was_given(scan_id, body["reason"])
                return
            if stored == "no" and not may_be_stored:
                self._answers.was_not_stored(scan_id)
                return
            may_be_stored = True
            if self._stopping.is_set():
                return
            time.sleep(0.2)

    def _send(self, scan_id: str, code: str) -> tuple[int, str, dict[str, str]]:
        line = http.client.HTTPConnection("127.0.0.1", self._product.port, timeout=10)
        body = json.dumps({"scan_id": scan_id, "code": code})
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        try:
            line.request("POST", "/api/v1/scans", body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers.get("X-Stored", ""), json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, "", {}
        finally:
            line.close()
