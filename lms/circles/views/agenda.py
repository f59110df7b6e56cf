"""The agenda of a session, block by block, and what waits in the circle."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.circles import policy
from lms.circles.commands import agenda as commands
from lms.circles.commands.trials import discuss_trial
from lms.circles.commands.waiting import accept_proposal, carry_over, put_also_on
from lms.circles.enums import ItemKind
from lms.circles.forms.planning import BlockForm
from lms.circles.models import AgendaItem, Circle, CircleSession
from lms.circles.queries import agenda as queries
from lms.circles.queries.circles import members_of
from lms.circles.queries.contradictions import proposals_for
from lms.circles.queries.scripts import method_scripts
from lms.circles.queries.sessions import coming_sessions, session_to_plan
from lms.circles.queries.words import ITEM_STATES, KINDS, STATES, TONES
from lms.circles.views.blueprint import bp
from lms.circles.views.sessions import may_say_of_trial, trial_at
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.models import Item
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
SESSION = (session_to_plan, "circle", "number")
ITEM = (queries.item_to_plan, "circle", "uid")


@bp.get("/beheer/leerkringen/<circle>/<int:number>")
@permit(policy.can_plan_session, session=SESSION)
def agenda(session: CircleSession, actor: Actor) -> str:
    """Show the agenda of a session, to move, change and take off."""
    agenda = queries.agenda_for(session, actor)
    coming = [each for each in coming_sessions(session.circle) if each.id != session.id]
    return render_template(
        "circles/agenda.html",
        session=session,
        agenda=agenda,
        trials=queries.trials_for(agenda),
        backlog=queries.backlog_of(session.circle, actor),
        methods=method_scripts(),
        coming=coming,
        proposals=proposals_for(session.circle, actor) if policy.facilitates(actor, session.circle) else (),
        invited=len(members_of(session.circle).rows),
        words={"kinds": KINDS, "states": STATES, "tones": TONES, "items": ITEM_STATES},
    )


@bp.post("/beheer/leerkringen/<circle>/<int:number>/themas")
@permit(policy.can_plan_session, session=SESSION)
def add_themes(session: CircleSession, actor: Person) -> Response:
    """Put the fixed themes that miss on the agenda."""
    words = _("Alle vijf de thema's staan op de agenda.")
    return _do(session, lambda: commands.add_missing_themes(session, by=actor), words)


@bp.post("/beheer/leerkringen/<circle>/<int:number>/methode")
@permit(policy.can_plan_session, session=SESSION)
def use_method(session: CircleSession, actor: Person) -> Response:
    """Put the rounds of a method in the place of peer consultation."""
    chosen = request.form.get("script", "")
    script = next((each for each in method_scripts() if each.key == chosen), None)
    if script is None:
        abort(404)
    words = _("%(title)s staat op de agenda.", title=script.title)
    return _do(session, lambda: commands.use_method(session, script, by=actor), words)


@bp.post("/beheer/leerkringen/<circle>/<int:number>/proefversie/<slug>")
@permit(may_say_of_trial, session=SESSION, trial=(trial_at, "slug"))
def put_trial_on(session: CircleSession, trial: Item, actor: Person) -> Response:
    """Put a trial version on the agenda."""
    return _do(session, lambda: discuss_trial(session, trial, by=actor), _("Op de agenda gezet."))


@bp.post("/beheer/leerkringen/<circle>/<int:number>/onderdeel")
@permit(policy.can_plan_session, session=SESSION)
def put_also(session: CircleSession, actor: Person) -> Response:
    """Put what waits in the circle on this agenda, or the same as stands on another."""
    item = queries.item_to_plan(session.circle.slug, request.form.get("item", ""), actor)
    if item is None:
        abort(404)
    return _do(session, lambda: put_also_on(item, session, by=actor), _("Op de agenda gezet."))


@bp.route("/beheer/leerkringen/<circle>/<int:number>/blok", methods=["GET", "POST"])
@permit(policy.can_plan_session, session=SESSION)
def new_block(session: CircleSession, actor: Person) -> Answer:
    """Put something on the agenda."""
    themes = queries.themes_of(session.circle)
    form = _block_form(session.circle)
    if form.validate_on_submit():
        theme = next((each for each in themes if str(each.number) == form.theme.data), None)
        try:
            given = _chosen(form, session.circle)
            commands.add_item(session, ItemKind(form.kind.data), **given, theme=theme, by=actor)
            return _to_agenda(session, _("Op de agenda gezet."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer(form, session.circle, session, None)


@bp.route("/beheer/leerkringen/<circle>/blok/<uid>", methods=["GET", "POST"])
@permit(policy.can_change_item, item=ITEM)
def block(item: AgendaItem, actor: Person) -> Answer:
    """Change one block."""
    form = _block_form(item.circle, item)
    if form.validate_on_submit():
        try:
            why = form.why.data or "" if "why" in form else item.why
            commands.change_item(item, **_chosen(form, item.circle), why=why, by=actor)
            return _after(item.circle, item.session, _("Bewaard."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _answer(form, item.circle, item.session, item)


@bp.post("/beheer/leerkringen/<circle>/blok/<uid>/<any(omhoog, omlaag, weg, doorschuiven, opnemen):act>")
@permit(policy.can_change_item, item=ITEM)
def act_on_block(item: AgendaItem, act: str, actor: Person) -> Response:
    """Move a block, take it off, carry it over, or put on what was proposed."""
    circle, session = item.circle, item.session
    acts: dict[str, Callable[[], Any]] = {
        "omhoog": lambda: commands.move_item(item, up=True, by=actor),
        "omlaag": lambda: commands.move_item(item, up=False, by=actor),
        "weg": lambda: commands.take_off(item, by=actor),
        "doorschuiven": lambda: carry_over(item, by=actor),
        "opnemen": lambda: accept_proposal(item, by=actor),
    }
    refused = _refused(acts[act])
    return _after(circle, session, refused or _("Bewaard."), "warn" if refused else "ok")


def _refused(act: Callable[[], Any]) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.message
    return ""


def _do(session: CircleSession, act: Callable[[], Any], words: str) -> Response:
    refused = _refused(act)
    return _to_agenda(session, refused or words, "warn" if refused else "ok")


def _block_form(circle: Circle, item: AgendaItem | None = None) -> BlockForm:
    people = [each.person for each in members_of(circle).rows]
    themes = queries.themes_of(circle) if item is None else ()
    return BlockForm.of(item, themes, people, queries.methods())


def _chosen(form: BlockForm, circle: Circle) -> dict[str, Any]:
    people = {each.person.uid: each.person for each in members_of(circle).rows}
    return {
        "title": form.title.data,
        "minutes": form.minutes.data,
        "about": form.about.data or "",
        "presenter": people.get(form.presenter.data),
        "method": queries.method_by_slug(form.method.data) if form.method.data else None,
    }


def _answer(form: BlockForm, circle: Circle, session: CircleSession | None, item: AgendaItem | None) -> Answer:
    shown = {"circle": circle, "session": session, "item": item, "form": form}
    return render_template("circles/block.html", **shown), 422 if form.is_submitted() else 200


def _to_agenda(session: CircleSession, words: str, tone: str = "ok") -> Response:
    flash(words, tone)
    return redirect(url_for(".agenda", circle=session.circle.slug, number=session.number), 303)


def _after(circle: Circle, session: CircleSession | None, words: str, tone: str = "ok") -> Response:
    if session is not None:
        return _to_agenda(session, words, tone)
    flash(words, tone)
    return redirect(url_for(".plan", circle=circle.slug, _anchor="wacht"), 303)
