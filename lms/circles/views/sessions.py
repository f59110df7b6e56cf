"""One session: its themes, its programme and who comes; and what people bring in."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles import policy
from lms.circles.commands.trials import say_of_trial
from lms.circles.commands.waiting import propose
from lms.circles.enums import Hushed
from lms.circles.forms.planning import ProposalForm, TrialForm
from lms.circles.forms.sessions import AnswerForm
from lms.circles.models import CircleSession
from lms.circles.queries.agenda import agenda_for, method_by_slug, themes_of, trials_for
from lms.circles.queries.circles import goal_of
from lms.circles.queries.confidential import may_read
from lms.circles.queries.sessions import (
    arc_of,
    beside,
    ends_series,
    known_sessions,
    session_by_number,
    session_inside,
    session_to_plan,
    who_comes,
)
from lms.circles.queries.words import ITEM_STATES, STATES, TONES
from lms.circles.views.blueprint import bp
from lms.kernel.clock import now
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.meetings.commands.answers import answer as say
from lms.meetings.enums import Mode
from lms.meetings.models import Attender
from lms.meetings.queries.answer_words import THANKS
from lms.meetings.queries.meeting import answers
from lms.toolkit.enums import ItemKind, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.stands import verdict_stand
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
WORDS = {"states": STATES, "tones": TONES, "items": ITEM_STATES}


def trial_at(slug: str, _actor: Actor) -> Item | None:
    """Return a trial version that readers have."""
    found = method_by_slug(slug)
    return found if found is not None and found.kind is ItemKind.TRIAL else None


def may_answer(actor: Actor, session: CircleSession) -> bool:
    """Say who says whether they come: who is in the circle; the command asks whether they are expected."""
    return policy.is_in(actor, session.circle)


def may_say_of_trial(actor: Actor, session: CircleSession, _trial: Item) -> bool:
    """Who plans the session writes down what the circle found."""
    return policy.can_plan_session(actor, session)


@bp.get("/leerkringen/<circle>/<int:number>")
@permit(signed_in, session=(session_by_number, "circle", "number"))
def session(session: CircleSession, actor: Actor) -> str:
    """Show one session: what it is about, when what happens, who comes, and where it stands in the whole."""
    return _page(session, actor, AnswerForm(formdata=None))


@bp.post("/leerkringen/<circle>/<int:number>/antwoord")
@permit(may_answer, session=(session_by_number, "circle", "number"))
def answer(session: CircleSession, actor: Person) -> Answer:
    """Keep that somebody cannot come, sends another, or comes after all."""
    form = AnswerForm()
    if form.validate_on_submit() and form.answer is not None:
        try:
            say(session.meeting, actor, form.answer, replacement=form.replacement.data or "", origin=origin())
            return _back(session, str(THANKS[form.answer]))
        except Refusal as refusal:
            return _back(session, refusal.message, "warn")
    return _page(session, actor, form), 422


def _page(session: CircleSession, actor: Actor, form: AnswerForm) -> str:
    coming = who_comes(session)
    if not may_read(actor, Hushed.SESSION, session.id):
        told = {"coming": coming, "door": _door(session, coming, actor), "words": WORDS}
        return render_template("circles/session_closed.html", session=session, **told)
    agenda, sessions = agenda_for(session, actor), known_sessions(session.circle, actor)
    inside = policy.speaks_in(actor, session.circle)
    plans = policy.can_plan_session(actor, session)
    place: dict[str, Any] = {"arc": arc_of(session.series, sessions), "beside": beside(session, sessions.rows)}
    mine = next((each for each in coming if each.person_id == actor.id), None)
    shown: dict[str, Any] = {"session": session, "agenda": agenda, "coming": coming, "plans": plans, "inside": inside}
    shown |= {"mine": mine, "answers": answers(session.meeting, mine), "form": form}
    trials = trials_for(agenda) if inside or plans else ()
    ends = inside and ends_series(session, place["arc"])
    shown |= {"ends": ends, "own": goal_of(session.circle, actor) if ends else None}
    more = {"trials": trials, "door": _door(session, coming, actor), "words": WORDS}
    return render_template("circles/session.html", **shown, **place, **more)


@bp.route("/leerkringen/<circle>/<int:number>/inbrengen", methods=["GET", "POST"])
@permit(policy.can_speak, session=(session_inside, "circle", "number"))
def bring_in(session: CircleSession, actor: Person) -> Answer:
    """Propose something to talk about."""
    themes = themes_of(session.circle)
    form = ProposalForm.of(themes)
    if form.validate_on_submit():
        theme = next((each for each in themes if str(each.number) == form.theme.data), None)
        try:
            propose(session.circle, session, form.title.data, about=form.about.data or "", theme=theme, by=actor)
            return _back(session, _("Ingebracht. De begeleider zet het op de agenda."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer("circles/bring_in.html", form, session=session)


@bp.route("/leerkringen/<circle>/<int:number>/proefversie/<slug>", methods=["GET", "POST"])
@permit(may_say_of_trial, session=(session_to_plan, "circle", "number"), trial=(trial_at, "slug"))
def trial(session: CircleSession, trial: Item, actor: Person) -> Answer:
    """Write down what the circle found of a trial version; it is kept with the item."""
    said = trial.verdict.value if trial.verdict else None
    form = TrialForm(stand=verdict_stand(trial), verdict=said, why=trial.verdict_why or "")
    if form.validate_on_submit():
        told: dict[str, Any] = {"stand": form.stand.data or "", "by": actor, "origin": origin()}
        try:
            say_of_trial(session, trial, Verdict(form.verdict.data), form.why.data, **told)
            return _back(session, _("Bewaard. Iedereen leest het bij de proefversie."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer("circles/trial.html", form, session=session, trial=trial)


def _door(session: CircleSession, coming: Sequence[Attender], actor: Actor) -> bool:
    """Say whether the way in online is shown now: to who comes and who plans, as at any meeting; not who looks on."""
    inside = policy.can_plan_session(actor, session) or any(each.person_id == actor.id for each in coming)
    return inside and session.meeting.door_open(now()) and session.meeting.mode is not Mode.ON_SITE


def _answer(template: str, form: Any, **shown: Any) -> Answer:
    return render_template(template, form=form, **shown), 422 if form.is_submitted() else 200


def _back(session: CircleSession, words: str, kind: str = "ok") -> Response:
    flash(words, kind)
    return redirect(url_for(".session", circle=session.circle.slug, number=session.number), 303)
