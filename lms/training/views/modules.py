"""The list of modules, and one module."""

from functools import partial

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.pages import page_of
from lms.kernel.permit import anyone, permit
from lms.training import queries
from lms.training.policy import can_lead_group
from lms.training.queries.certificates import proof_of
from lms.training.queries.locks import QUIZ, closed_in
from lms.training.queries.readings import SHELF, Reading, reading_of
from lms.training.views.blueprint import bp
from lms.ui.validator import unless_unchanged


@bp.get("/modules")
@permit(anyone)
def index(actor: Actor) -> Response:
    """List a page of the modules, with how far you are."""
    after = request.args.get("na", "")
    found = queries.readings(actor, after)
    here = page_of(found, SHELF)
    onward = {"next": here[-1].module.slug if len(here) < len(found) else "", "first": bool(after)}
    told = {"readings": here, "can_lead_group": can_lead_group(actor), **onward}
    shown = [reading.module.shown for reading in here]
    return unless_unchanged(partial(render_template, "training/index.html", **told), shown, onward)


@bp.get("/modules/<module>")
@permit(anyone, reading=(reading_of, "module"))
def show(reading: Reading, actor: Actor) -> Response:
    """Show what a module holds, and why it is not yet 100 %."""
    if reading.asked != reading.module.slug:
        return redirect(url_for("training.show", module=reading.module.slug), 301)
    shut = {"closed": closed_in(reading, actor), "QUIZ": QUIZ}
    told = {"reading": reading, "proof": proof_of(reading, actor), "can_lead_group": can_lead_group(actor), **shut}
    page = partial(render_template, "training/module.html", **told)
    return unless_unchanged(page, reading.module.shown)
