"""The question "Doe je mee?": the page for who was asked, and taking it back for who leads."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.own_path import START
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.programme import policy
from lms.programme.commands.asked import say_no, say_yes, take_back
from lms.programme.models import Asked
from lms.programme.queries.asked import OPEN_FOR, own_question, question_at
from lms.programme.queries.team_words import ROLE_NAMES, SEES
from lms.programme.views.blueprint import bp

OWN = (own_question, "slug", "uid")
HERE = (question_at, "slug", "uid")
YES, NO = "ja", "nee"


@bp.get("/wijken/<slug>/meedoen/<uid>")
@permit(signed_in, asked=OWN)
def join_question(asked: Asked, actor: Person) -> str:
    """Show who asks, for which role, and what that means, to who was asked."""
    return render_template(
        "programme/asked.html",
        asked=asked,
        neighbourhood=asked.neighbourhood,
        role=ROLE_NAMES[asked.role],
        sees=SEES[asked.role],
        closes_at=asked.at + OPEN_FOR,
        in_team=policy.is_in_team(actor, asked.neighbourhood),
        answers=(YES, NO),
    )


@bp.post("/wijken/<slug>/meedoen/<uid>")
@permit(signed_in, asked=OWN)
def answer_join(asked: Asked, actor: Person) -> Response:
    """Take a yes, which lets them in at once, or a no, which asks for no reason."""
    place, said = asked.neighbourhood, request.form.get("answer", "")
    if said not in (YES, NO):
        abort(422)
    try:
        (say_yes if said == YES else say_no)(asked, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".join_question", slug=place.slug, uid=asked.uid), 303)
    if said == YES:
        flash(_("Welkom in het team van %(place)s.", place=place.name), "ok")
        return redirect(url_for(".neighbourhood", neighbourhood=place.slug), 303)
    flash(_("Goed dat je het laat weten. Je hoeft verder niets te doen."), "ok")
    return redirect(START, 303)


@bp.post("/wijken/<slug>/team/gevraagd/<uid>/terug")
@permit(policy.can_change_member, asked=HERE)
def take_question_back(asked: Asked, actor: Person) -> Response:
    """Take a question back that was not answered yet."""
    try:
        take_back(asked, by=actor, origin=origin())
        flash(_("De vraag aan %(name)s is ingetrokken.", name=asked.name), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
    return redirect(url_for(".team", neighbourhood=asked.neighbourhood.slug), 303)
