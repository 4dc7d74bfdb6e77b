"""The blueprint of badges: each view in this room stands at its address."""

from flask import Blueprint

blueprint = Blueprint("badges", __name__, url_prefix="/badges")
