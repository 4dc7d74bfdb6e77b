"""The part of Flask-Login that we use; the package brings no types of its own."""

from collections.abc import Callable

from flask import Flask

class UserMixin:
    @property
    def is_authenticated(self) -> bool: ...
    def get_id(self) -> str: ...

class LoginManager:
    session_protection: str | None
    def __init__(self, app: Flask | None = ...) -> None: ...
    def user_loader(self, load: Callable[[str], UserMixin | None]) -> object: ...

current_user: UserMixin

def login_user(user: UserMixin) -> bool: ...
def logout_user() -> bool: ...
