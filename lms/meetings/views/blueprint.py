"""The one blueprint of meetings: its routes stand beside it, by subject."""

from flask import Blueprint

bp = Blueprint("meetings", __name__, template_folder="../templates")
