"""Text goes packed to whoever takes it: RFC 9110, 8.4.1.3, gzip."""

import gzip
from functools import lru_cache

from flask import Flask, request
from werkzeug.wrappers import Response

_SMALLEST = 1000
"""Bytes below which packing costs more than it saves: the answer to a scan, for instance."""

_TEXTS = {
    "application/javascript",
    "application/json",
    "application/problem+json",
    "application/manifest+json",
    "image/svg+xml",
}


def init_compression(app: Flask) -> None:
    """Pack the answers of this application; before all that changes them afterwards."""
    app.after_request(_packed)


def _packed(response: Response) -> Response:
    if _is_short(response) or not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or not _is_whole(response):
        return response
    is_static = request.endpoint == "static"
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) < _SMALLEST:
        return response
    response.set_data(_remembered(content) if is_static else _gzip(content))
    response.headers["Content-Encoding"] = "gzip"
    if etag := response.get_etag()[0]:
        response.set_etag(etag, weak=True)
    return response


def _is_short(response: Response) -> bool:
    return response.is_sequence and (response.content_length or _SMALLEST) < _SMALLEST


def _is_text(response: Response) -> bool:
    kind = response.mimetype or ""
    return kind in _TEXTS or (kind.startswith("text/") and kind != "text/event-stream")


def _is_whole(response: Response) -> bool:
    """Whether there is a body, neither a part of one nor packed already."""
    has_body = request.method != "HEAD" and response.status_code not in {204, 206, 304}
    return has_body and "Content-Encoding" not in response.headers


def _gzip(content: bytes) -> bytes:
    # Without a time in it, the same text is packed into the same bytes.
    return gzip.compress(content, compresslevel=6, mtime=0)


@lru_cache(maxsize=256)
def _remembered(content: bytes) -> bytes:
    return _gzip(content)
