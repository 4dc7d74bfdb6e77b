"""Slowing down those who guess passwords, PINs and keys."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

# Counted in this process: there is one worker, and a restart may forgive.
limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)


def was_refused(response: Response) -> bool:
    """Whether an attempt counts: those who know the password are not slowed down."""
    return response.status_code >= 400  # noqa: PLR2004
