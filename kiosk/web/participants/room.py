"""The blueprint of the list of people: each view in this room stands at its address."""

from flask import Blueprint

blueprint = Blueprint("participants", __name__, url_prefix="/participants")
