"""What a facilitator does before a session: reading what people bring, asking, reminding, and letting experts look."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.circles.commands.checkins import remind_silent
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.commands.prework import invite_expert, revoke_expert, set_assignment
from lms.circles.enums import Hushed
from lms.circles.forms.before import AssignmentForm, ExpertForm, NamedForm
from lms.circles.models import CircleSession, ExpertLink
from lms.circles.policy import facilitates
from lms.circles.queries.checkins import is_open, preparation_of
from lms.circles.queries.confidential import is_confidential, people_named_in
from lms.circles.queries.experts import expert_link, experts_of
from lms.circles.queries.people import speakers_of
from lms.circles.queries.sessions import session_inside
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.ui.forms import BaseForm, show_refusal

Answer = str | Response | tuple[str, int]
HERE = "/leerkringen/<circle>/<int:number>/voorbereiding"
SESSION = (session_inside, "circle", "number")


def may_prepare(actor: Actor, session: CircleSession) -> bool:
    """Who facilitates the circle reads what people bring, and nobody else: not who only plans (L-4)."""
    return facilitates(actor, session.circle)


def may_end_link(actor: Actor, link: ExpertLink) -> bool:
    """Say the same of the link of an expert."""
    return may_prepare(actor, link.session)


@bp.get(HERE)
@permit(may_prepare, session=SESSION)
def preparation(session: CircleSession, actor: Person) -> Answer:
    """Show what everybody brings, by theme, and who is silent."""
    return _page(session, actor)


@bp.post(f"{HERE}/opdracht")
@permit(may_prepare, session=SESSION)
def assign(session: CircleSession, actor: Person) -> Answer:
    """Ask people to prepare something."""
    form = AssignmentForm(prefix="opdracht")
    if form.validate_on_submit() and form.due_on.data:
        try:
            told: dict[str, Any] = {"photos": bool(form.photos.data), "by": actor}
            set_assignment(session, form.instruction.data or "", form.due_on.data, **told)
            return _back(session, _("Bewaard. Iedereen ziet de opdracht bij 'Vóór de bijeenkomst'."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(session, actor, assignment=form)


@bp.post(f"{HERE}/herinneren")
@permit(may_prepare, session=SESSION)
def remind(session: CircleSession, actor: Person) -> Answer:
    """Remind who brought nothing yet."""
    if not BaseForm().validate_on_submit():
        return _back(session, _("Dit lukte niet. Probeer het opnieuw."), "warn")
    try:
        number = remind_silent(session, by=actor, origin=origin())
    except Refusal as refusal:
        return _back(session, str(refusal.message), "warn")
    words = ngettext("%(num)d mens kreeg bericht.", "%(num)d mensen kregen bericht.", number)
    return _back(session, words)


@bp.post(f"{HERE}/experts")
@permit(may_prepare, session=SESSION)
def let_expert_in(session: CircleSession, actor: Person) -> Answer:
    """Make a link for an expert; it is shown this once."""
    form = ExpertForm(prefix="expert")
    if form.validate_on_submit():
        told: dict[str, Any] = {"form_key": form.key, "by": actor, "origin": origin()}
        try:
            link, token = invite_expert(session, form.name.data or "", form.organisation.data or "", **told)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(session, actor, expert=form)
        return render_template("circles/expert_link.html", session=session, link=link, token=token)
    return _page(session, actor, expert=form)


@bp.post("/leerkringen/<circle>/<int:number>/voorbereiding/experts/<uid>/weg")
@permit(may_end_link, link=(expert_link, "circle", "number", "uid"))
def end_expert(link: ExpertLink, actor: Person) -> Response:
    """End the link of an expert."""
    revoke_expert(link, by=actor, origin=origin())
    return _back(link.session, _("De link werkt niet meer."))


@bp.route("/leerkringen/<circle>/<int:number>/vertrouwelijk", methods=["GET", "POST"])
@permit(may_prepare, session=SESSION)
def confidential(session: CircleSession, actor: Person) -> Answer:
    """Choose who reads what is said in a session."""
    people = speakers_of(session.circle, but=actor)
    hushed = is_confidential(Hushed.SESSION, session.id)
    form = NamedForm.of(people, people_named_in(Hushed.SESSION, session.id) if hushed else ())
    if form.validate_on_submit():
        told: dict[str, Any] = {"by": actor, "origin": origin()}
        mark_confidential(Hushed.SESSION, session.id, session.circle, form.chosen(people), **told)
        return _back(session, _("Deze bijeenkomst is vertrouwelijk. Dit staat in het logboek."))
    page = render_template("circles/confidential.html", session=session, form=form, hushed=hushed)
    return page, 422 if form.is_submitted() else 200


@bp.post("/leerkringen/<circle>/<int:number>/vertrouwelijk/opheffen")
@permit(may_prepare, session=SESSION)
def lift(session: CircleSession, actor: Person) -> Response:
    """Let the circle read it again."""
    lift_confidential(Hushed.SESSION, session.id, session.circle, by=actor, origin=origin())
    return _back(session, _("Deze bijeenkomst is niet meer vertrouwelijk. Dit staat in het logboek."))


def _page(session: CircleSession, actor: Person, **sent: BaseForm) -> Answer:
    found = preparation_of(session, actor)
    page = render_template(
        "circles/preparation.html",
        found=found,
        session=session,
        open=is_open(session),
        experts=experts_of(session),
        assignment=sent.get("assignment") or AssignmentForm.of(found.assignment),
        expert=sent.get("expert") or ExpertForm(prefix="expert"),
        hushed=is_confidential(Hushed.SESSION, session.id),
    )
    return page, 422 if sent else 200


def _back(session: CircleSession, words: str, category: str = "ok") -> Response:
    flash(words, category)
    return redirect(url_for(".preparation", circle=session.circle.slug, number=session.number), 303)
