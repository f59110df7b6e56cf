"""The list of modules, and one module."""

from flask import redirect, render_template, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.permit import anyone, permit
from lms.training import queries
from lms.training.queries.readings import Reading, reading_of
from lms.training.views.blueprint import bp
from lms.ui.validator import unless_unchanged


@bp.get("/modules")
@permit(anyone)
def index(actor: Actor) -> Response:
    """List the modules, with how far you are."""
    found = queries.readings(actor)
    shown = [reading.module.shown for reading in found]
    return unless_unchanged(lambda: render_template("training/index.html", readings=found), shown)


@bp.get("/modules/<module>")
@permit(anyone, reading=(reading_of, "module"))
def show(reading: Reading) -> Response:
    """Show what a module holds, and why it is not yet 100 %."""
    if reading.asked != reading.module.slug:
        return redirect(url_for("training.show", module=reading.module.slug), 301)
    return unless_unchanged(lambda: render_template("training/module.html", reading=reading), reading.module.shown)
