"""The one blueprint of organisations: its routes stand beside it, by subject."""

from flask import Blueprint

bp = Blueprint("organisations", __name__, template_folder="../templates")
