"""The action card for everybody: the breathing line, and a page for each step."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Actor
from lms.kernel.permit import anyone, permit
from lms.kernel.slots import panels
from lms.programme.queries.cards import StepOnCard, current_card, step_on_card
from lms.programme.queries.where import breathing_line
from lms.programme.slots import STEP_PANELS
from lms.programme.views.blueprint import bp
from lms.ui.environment import drawn
from lms.ui.validator import unless_unchanged


def asked_step(key: str, _actor: Actor) -> StepOnCard | None:
    """Return the step in the address, on the card of the programme that was asked for."""
    return step_on_card(key, request.args.get("programma", ""))


@bp.get("/actiekaart")
@permit(anyone)
def card() -> Response:
    """Show the card that is in use; ``programma`` in the address asks for another programme's."""
    programme = request.args.get("programma", "")
    version = current_card(programme)
    if version is None:
        if programme:
            abort(404)
        return unless_unchanged(lambda: render_template("programme/card_none.html"), "none")
    shown = version.card
    line = breathing_line(shown, root="/actiekaart", tail=f"?programma={programme}" if programme else "")
    context = {"version": version, "card": shown, "line": line, "programme": programme}
    return unless_unchanged(lambda: render_template("programme/card.html", **context), version.id, version.digest)


@bp.get("/actiekaart/<step>")
@permit(anyone, found=(asked_step, "step"))
def card_step(found: StepOnCard, actor: Actor) -> Response:
    """Show a step with what other features have for it; the key of an older card leads to the step it became."""
    programme = request.args.get("programma", "")
    if found.step.key != found.asked:
        return redirect(url_for(".card_step", step=found.step.key, programma=programme or None), 301)
    beside = drawn(panels(STEP_PANELS, actor, found))
    context = {"found": found, "beside": beside, "programme": programme}
    return unless_unchanged(
        lambda: render_template("programme/card_step.html", **context), found.version.id, found.version.digest, beside
    )
