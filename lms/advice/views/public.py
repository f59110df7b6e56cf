"""Public answers: read by everybody, made by advisers with the yes of who asked."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands import publishing
from lms.advice.forms.bundles import ReaderForm
from lms.advice.forms.public import PublicForm
from lms.advice.models import Advice, PublicAnswer, StrategicBundle
from lms.advice.models.path import GIVEN
from lms.advice.queries import public as queries
from lms.advice.queries.answers_found import answers_found
from lms.advice.queries.people import advisers_but
from lms.advice.queries.traces import names_around
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.bundles import BUNDLE, colleague, may_bundle
from lms.advice.views.thread import Loaded, to
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.programme.models import Programme
from lms.ui.forms import show_kept, show_refusal

ANSWER = (queries.answer_in_the_making, "slug")


def may_publish(actor: Actor, _row: PublicAnswer) -> bool:
    """Advisers make answers public together."""
    return policy.is_adviser(actor)


def may_begin(actor: Actor, advice: Advice) -> bool:
    """Who answers a question begins to make its answer public."""
    return policy.answers(actor, advice) and advice.state in GIVEN


@bp.get("/antwoorden")
@permit(anyone)
def public_answers() -> str:
    """List the answers that everybody reads; with words those that hold them."""
    return render_template("advice/public_answers.html", found=answers_found(request.args.get("q", "")))


@bp.get("/antwoorden/<slug>")
@permit(anyone, row=(queries.public_answer, "slug"))
def public_answer(row: PublicAnswer) -> str:
    """Show one answer that everybody reads."""
    return render_template("advice/public_answer.html", row=row, many=queries.told_count(row))


@bp.get("/advies/openbaar")
@permit(policy.is_adviser)
def in_the_making(actor: Person) -> str:
    """List the answers that are public, and those on their way."""
    return render_template("advice/publishing.html", rows=queries.in_the_making(), actor=actor)


@bp.route("/advies/<number>/openbaar-maken", methods=["GET", "POST"])
@permit(may_begin, **Loaded)
def begin_public(advice: Advice, actor: Person) -> Answer:
    """Write the answer to one question anew for everybody."""
    told: dict[str, Any] = {"askers": [advice], "back": url_for(".show", number=advice.number)}
    return _begin(advice.neighbourhood.programme, actor, None, **told)


@bp.route("/advies/bundels/<uid>/openbaar-maken", methods=["GET", "POST"])
@permit(may_bundle, bundle=BUNDLE)
def begin_public_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Write the answer to a bundle anew for everybody."""
    if bundle.returned_at is None:
        abort(404)
    told: dict[str, Any] = {"askers": queries.askers_of(bundle), "back": url_for(".bundle", uid=bundle.uid)}
    return _begin(bundle.programme, actor, bundle, **told)


@bp.route("/advies/openbaar/<slug>", methods=["GET", "POST"])
@permit(may_publish, row=ANSWER)
def making(row: PublicAnswer, actor: Person) -> Answer:
    """Show an answer on its way to everybody, and change its words."""
    form = _words_of(row)
    if form.validate_on_submit():
        said: dict[str, Any] = {"unrecognisable": form.unrecognisable.data, "seen": form.serial}
        words = (form.question.data, form.answer.data)
        try:
            publishing.change_public(row, *words, **said, by=actor, origin=origin())
            return _to(row, _("Bewaard. Wie al ja zei tegen andere woorden, vragen we opnieuw."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(row, actor, form=form), 422 if form.is_submitted() else 200


@bp.post("/advies/openbaar/<slug>/meelezen")
@permit(may_publish, row=ANSWER)
def ask_reader_public(row: PublicAnswer, actor: Person) -> Answer:
    """Ask a colleague to read along."""
    form = ReaderForm.among(advisers_but(actor))
    if form.validate_on_submit():
        try:
            reader = colleague(form)
            publishing.ask_to_read_public(row, reader, by=actor, origin=origin())
            return _to(row, _("Gevraagd. %(name)s krijgt bericht.", name=reader.name))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(row, actor, reader=form), 422


@bp.post("/advies/openbaar/<slug>/meegelezen")
@permit(may_publish, row=ANSWER)
def approve_public(row: PublicAnswer, actor: Person) -> Response:
    """Say as a second reader that nobody can be recognised."""
    try:
        publishing.approve_public(row, seen=_seen(), by=actor, origin=origin())
    except Refusal as refusal:
        return _to(row, refusal.message, "warn")
    return _to(row, _("Dank je. Het mag openbaar zodra elke wijk ja zei."))


@bp.post("/advies/openbaar/<slug>/publiceren")
@permit(may_publish, row=ANSWER)
def publish(row: PublicAnswer, actor: Person) -> Response:
    """Make it public."""
    try:
        publishing.publish(row, by=actor, origin=origin())
    except Refusal as refusal:
        return _to(row, refusal.message, "warn")
    return _to(row, _("Iedereen kan dit antwoord nu lezen."))


@bp.post("/advies/openbaar/<slug>/terughalen")
@permit(may_publish, row=ANSWER)
def withdraw_public(row: PublicAnswer, actor: Person) -> Response:
    """Take it back."""
    publishing.withdraw_public(row, by=actor, origin=origin())
    flash(_("Teruggehaald. De tekst is weg."), "ok")
    return redirect(url_for(".in_the_making"), 303)


@bp.post("/advies/<number>/openbaar")
@permit(policy.leads_there, **Loaded)
def consent_to_public(advice: Advice, actor: Person) -> Response:
    """Say for the neighbourhood whether the answer may be public."""
    asked = queries.wanted_from(advice)
    if asked is None:
        abort(404)
    agrees = request.form.get("act") == "ja"
    try:
        publishing.consent(asked, asked.answer, agrees=agrees, seen=_seen(), by=actor, origin=origin())
    except Refusal as refusal:
        return to(advice, refusal.message, "warn")
    return to(advice, _("Bewaard. Je kunt dit altijd veranderen."), anchor="openbaar")


def _begin(programme: Programme, actor: Person, bundle: StrategicBundle | None, *, askers: Any, back: str) -> Answer:
    form = PublicForm().among(names_around(programme))
    if form.validate_on_submit():
        said: dict[str, Any] = {"unrecognisable": form.unrecognisable.data, "bundle": bundle, "form_key": form.key}
        words = (form.question.data, form.answer.data)
        try:
            row = publishing.begin_public(programme, *words, askers, **said, by=actor, origin=origin())
            return _to(row, _("Bewaard. Elke wijk die dit vroeg, krijgt de vraag of het openbaar mag."))
        except KeptBefore as refusal:
            show_kept(form, refusal.row.question, url_for(".making", slug=refusal.row.slug))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "back": back, "many": len(askers)}
    return render_template("advice/public_new.html", **shown), 422 if form.is_submitted() else 200


def _words_of(row: PublicAnswer, **more: Any) -> PublicForm:
    """Return the form with the words as they are."""
    given = {"question": row.question, "answer": row.answer, "unrecognisable": row.unrecognisable, "seen": row.serial}
    return PublicForm(**given, **more).among(names_around(row.programme))


def _page(row: PublicAnswer, actor: Person, **given: Any) -> str:
    """Return the page of an answer on its way, with a form that was refused in the place of a fresh one."""
    forms = given if "form" in given else given | {"form": _words_of(row, formdata=None)}
    waits = not (row.published_at or row.withdrawn_at or row.approved_by_id)
    if waits and row.by_id == actor.id and "reader" not in forms:
        forms = forms | {"reader": ReaderForm.among(advisers_but(actor))}
    return render_template(
        "advice/making.html", row=row, asked=queries.asked_of(row), actor=actor, **{"reader": None} | forms
    )


def _to(row: PublicAnswer, words: str, kind: str = "ok") -> Response:
    flash(words, kind)
    return redirect(url_for(".making", slug=row.slug), 303)


def _seen() -> int:
    return request.form.get("seen", 0, type=row_number) or 0
