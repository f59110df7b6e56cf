"""The list of modules, and one module."""

from flask import redirect, render_template, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.permit import anyone, permit
from lms.training import queries
from lms.training.queries.readings import Reading, reading_of
from lms.training.views.blueprint import bp


@bp.get("/modules")
@permit(anyone)
def index(actor: Actor) -> str:
    """List the modules, with how far you are."""
    return render_template("training/index.html", readings=queries.readings(actor))


@bp.get("/modules/<module>")
@permit(anyone, reading=(reading_of, "module"))
def show(reading: Reading) -> str | Response:
    """Show what a module holds, and why it is not yet 100 %."""
    if reading.asked != reading.module.slug:
        return redirect(url_for("training.show", module=reading.module.slug), 301)
    return render_template("training/module.html", reading=reading)
