"""The one blueprint of the programme: its routes stand beside it, by subject."""

from flask import Blueprint

bp = Blueprint("programme", __name__, template_folder="../templates")
