"""The blueprint of the desk: each view in this room stands at its address."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
