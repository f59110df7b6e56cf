"""Where all routes of circles stand."""

from flask import Blueprint

bp = Blueprint("circles", __name__, template_folder="../templates")
