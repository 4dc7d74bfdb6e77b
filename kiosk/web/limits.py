"""Slowing down those who guess passwords, PINs and keys."""

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# Counted in this process: there is one worker, and a restart may forgive.
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="fixed-window")
