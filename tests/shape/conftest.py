"""The shape of pages is asked of the application that the pages' own tests use."""

from tests.web.conftest import app, client, login, one_app

__all__ = ["app", "client", "login", "one_app"]
