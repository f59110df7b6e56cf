"""The one blueprint of the toolkit."""

from flask import Blueprint

bp = Blueprint("toolkit", __name__, template_folder="../templates")
