"""The one blueprint of training: its routes stand beside it, by subject."""

from flask import Blueprint

bp = Blueprint("training", __name__, template_folder="../templates")
