"""The round along the card at a session: each neighbourhood for itself, or a facilitator for who is there."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands.card_round import say_in_round
from lms.circles.forms.live import RoundForm
from lms.circles.models import CircleSession
from lms.circles.queries.card_round import Said, round_of
from lms.circles.queries.live_words import FITS, STATUSES
from lms.circles.queries.running import people_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.circles.views.live import WORDS, Answer
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.programme.enums import StepStatus
from lms.ui.forms import show_refusal


@bp.get("/leerkringen/<circle>/<int:number>/ronde")
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def card_round(session: CircleSession, actor: Actor) -> str:
    """Show where each neighbourhood stands, and what it said in this session."""
    told = {"session": session, "said": round_of(session, people_of(session.circle), actor), "words": WORDS}
    return render_template("circles/card_round.html", **told, statuses=STATUSES, fits=FITS)


@bp.route("/leerkringen/<circle>/<int:number>/ronde/<place>", methods=["GET", "POST"])
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def say_where(session: CircleSession, place: str, actor: Person) -> Answer:
    """Say where a neighbourhood stands: the own one, or that of somebody who is there."""
    said = next((each for each in round_of(session, people_of(session.circle), actor) if _open(each, place)), None)
    if said is None:
        return "", 404
    form = _form(said)
    if form.validate_on_submit():
        try:
            say_in_round(session, said.neighbourhood, **form.told(), by=actor, origin=origin())
            flash(_("Bewaard, hier en op de actiekaart van de wijk."), "ok")
            return redirect(url_for(".card_round", circle=session.circle.slug, number=session.number), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"session": session, "said": said, "form": form}
    return render_template("circles/say_where.html", **shown), 422 if form.is_submitted() else 200


def _open(said: Said, slug: str) -> bool:
    return said.may_say and said.neighbourhood.slug == slug


def _form(said: Said) -> RoundForm:
    step, line = said.step, said.line
    key = step.step.key if step else said.standing.steps[0].step.key
    status = step.status if step else StepStatus.DONE_FOR_NOW
    return RoundForm.of(said.standing, key, status, line.fit if line else None, line.remark if line else "")
