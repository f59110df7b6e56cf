"""Where all routes of advice stand."""

from flask import Blueprint

bp = Blueprint("advice", __name__, template_folder="../templates")
