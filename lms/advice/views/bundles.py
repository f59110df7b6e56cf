"""Bundles: what could be one question, the bundle itself, and the page on which another programme answers."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import bundling
from lms.advice.forms import bundles as forms
from lms.advice.models import Advice, StrategicBundle
from lms.advice.queries import bundles as queries
from lms.advice.queries.advice import advice_by_number
from lms.advice.queries.people import advisers_but
from lms.advice.queries.words import BUNDLE_STATES, CERTAINTIES, STATES
from lms.advice.views.asking import SHOWN, Answer
from lms.advice.views.blueprint import bp
from lms.kernel.permit import anyone, permit
from lms.kernel.refusal import Refusal
from lms.programme.queries.neighbourhoods import first_programme
from lms.ui.forms import show_refusal

GONE = 410
BUNDLE = (queries.bundle_by_uid, "uid")


def may_bundle(actor: Actor, _bundle: StrategicBundle) -> bool:
    """Advisers work on bundles together."""
    return policy.is_adviser(actor)


def may_put_in(actor: Actor, _bundle: StrategicBundle, advice: Advice) -> bool:
    """Who answers a question puts it in a bundle, or takes it out."""
    return policy.answers(actor, advice)


@bp.get("/advies/bundels")
@permit(policy.is_adviser)
def bundle_list(actor: Person) -> str:
    """List bundles, and what could become one."""
    shown = {"bundles": queries.bundles(), "proposals": queries.proposals(actor), "bundle_states": BUNDLE_STATES}
    return render_template("advice/bundles.html", **shown, aside=forms.AsideForm(formdata=None), **SHOWN)


@bp.route("/advies/bundels/nieuw", methods=["GET", "POST"])
@permit(policy.is_adviser)
def new_bundle(actor: Person) -> Answer:
    """Begin a bundle, on what a proposal is about when it comes from one."""
    form, proposal = forms.BundleForm(), _proposed(actor, request.args.get("voorstel", ""))
    programme = first_programme()
    if programme is None:
        abort(404)
    if form.validate_on_submit():
        try:
            said: dict[str, Any] = _about(proposal) | {"by": actor, "origin": origin()}
            bundle = bundling.begin_bundle(programme, form.title.data, form.question.data, **said)
            return _to(bundle, _("De bundel is begonnen. Zet er nu vragen in."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "proposal": proposal}
    return render_template("advice/bundle_new.html", **shown, **SHOWN), 422 if form.is_submitted() else 200


@bp.post("/advies/bundels/niet")
@permit(policy.is_adviser)
def set_proposal_aside(actor: Person) -> Response:
    """Decide that questions are not one."""
    form, proposal = forms.AsideForm(), _proposed(actor, request.form.get("voorstel", ""))
    programme = first_programme()
    if programme is not None and proposal is not None and form.validate_on_submit():
        bundling.set_proposal_aside(programme, proposal.key, form.reason.data, by=actor)
        flash(_("Weggelegd."), "ok")
    elif proposal is not None:
        flash(_("Schrijf in één zin waarom niet."), "warn")
    return redirect(url_for(".bundle_list"), 303)


@bp.get("/advies/bundels/<uid>")
@permit(may_bundle, bundle=BUNDLE)
def bundle(bundle: StrategicBundle, actor: Person) -> str:
    """Show one bundle."""
    return _page(bundle, actor)


@bp.post("/advies/bundels/<uid>/vragen/<number>")
@permit(may_put_in, bundle=BUNDLE, advice=(advice_by_number, "number"))
def put_in(bundle: StrategicBundle, advice: Advice, actor: Person) -> Response:
    """Put a question in, or take it out."""
    there = queries.bundled_here(advice)
    try:
        if there is not None and there.bundle_id == bundle.id:
            bundling.take_out(there, advice, by=actor, origin=origin())
            return _to(bundle, _("Uit de bundel gehaald. Je beantwoordt deze vraag weer zelf."))
        row = bundling.put_in(bundle, advice, by=actor, origin=origin())
        bundling.ask_to_name(row, advice, bundle)
    except Refusal as refusal:
        return _to(bundle, refusal.message, "warn")
    return _to(bundle, _("Gebundeld. De wijk leest dat, en kiest of ze genoemd wordt."))


@bp.post("/advies/bundels/<uid>/voorleggen")
@permit(may_bundle, bundle=BUNDLE)
def address_to(bundle: StrategicBundle, actor: Person) -> Answer:
    """Put the question to an adviser of another programme."""

    def act(form: forms.AddresseeForm) -> None:
        said = (form.organisation.data, form.role.data, form.address.data)
        bundling.address_to(bundle, *said, by=actor, origin=origin())

    return _do(bundle, actor, "addressee", forms.AddresseeForm(), act, _("Verstuurd, met een eigen pagina."))


@bp.post("/advies/bundels/<uid>/antwoord")
@permit(may_bundle, bundle=BUNDLE)
def answer_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Write the answer for all."""

    def act(form: forms.ForAllForm) -> None:
        said = (form.answer.data, form.sure_how, form.why.data or "")
        bundling.answer_bundle(bundle, *said, by=actor, origin=origin())

    return _do(bundle, actor, "for_all", forms.ForAllForm(), act, _("Bewaard. Laat nu een collega meelezen."))


@bp.post("/advies/bundels/<uid>/meelezen")
@permit(may_bundle, bundle=BUNDLE)
def read_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Ask a colleague to read along, or say as one that it may go."""
    if bundle.owner_id != actor.id:
        try:
            bundling.approve_bundle(bundle, by=actor, origin=origin())
        except Refusal as refusal:
            return _to(bundle, refusal.message, "warn")
        return _to(bundle, _("Dank je. Het antwoord mag weg."))

    def act(form: forms.ReaderForm) -> None:
        person = person_by_uid(form.person.data)
        if person is None:
            raise Refusal(_("Kies wie er meeleest."), "person")
        bundling.ask_to_read_bundle(bundle, person, by=actor)

    return _do(bundle, actor, "reader", forms.ReaderForm.among(advisers_but(actor)), act, _("Gevraagd."))


@bp.post("/advies/bundels/<uid>/terug")
@permit(may_bundle, bundle=BUNDLE)
def return_bundle(bundle: StrategicBundle, actor: Person) -> Response:
    """Send the answer to every asker."""
    try:
        count = bundling.return_to_all(bundle, by=actor, origin=origin())
    except Refusal as refusal:
        return _to(bundle, refusal.message, "warn")
    return _to(bundle, _("Het antwoord ging naar %(count)s wijken die dit vroegen.", count=count))


@bp.route("/advies/antwoord/<token>", methods=["GET", "POST"])
@permit(anyone, link=(queries.addressee_by_token, "token"))
def reply_page(link: queries.Link) -> Answer:
    """Let an adviser of another programme answer; opening the link changes nothing."""
    form, row = forms.ReplyForm(), link.addressee
    if not link.works or row.revoked_at is not None:
        return render_template("advice/reply_old.html"), GONE
    if row.answered_at is None and form.validate_on_submit():
        try:
            bundling.reply_to(row, form.reply.data or "", refused=request.form.get("act") == "nee")
            flash(_("Dank je wel. Je antwoord is binnen."), "ok")
            return redirect(request.path, 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("advice/reply.html", form=form, row=row, bundle=row.bundle), 422 if form.errors else 200


@bp.post("/advies/<number>/noemen")
@permit(policy.leads_there, advice=(advice_by_number, "number"))
def name_place(advice: Advice, actor: Person) -> Response:
    """Say whether the bundle may name the neighbourhood."""
    there = queries.bundled_here(advice)
    if there is None:
        abort(404)
    bundling.name_place(there, agrees=request.form.get("act") == "ja", by=actor)
    flash(_("Bewaard. Je kunt dit altijd veranderen."), "ok")
    return redirect(url_for(".show", number=advice.number), 303)


def _about(proposal: queries.Proposal | None) -> dict[str, Any]:
    if proposal is None:
        return {"step_key": None, "theme": None}
    return {"step_key": proposal.step.key if proposal.step else None, "theme": proposal.theme}


def _proposed(actor: Person, key: str) -> queries.Proposal | None:
    return next((each for each in queries.proposals(actor) if each.key == key), None) if key else None


def _do(bundle: StrategicBundle, actor: Person, name: str, form: Any, act: Callable[[Any], None], done: str) -> Answer:
    if form.validate_on_submit():
        try:
            act(form)
            return _to(bundle, done)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(bundle, actor, **{name: form}), 422


def _page(bundle: StrategicBundle, actor: Person, **given: Any) -> str:
    fresh: dict[str, Any] = {
        "addressee": forms.AddresseeForm(formdata=None),
        "for_all": forms.ForAllForm(formdata=None, answer=bundle.answer, why=bundle.certainty_why),
        "reader": forms.ReaderForm.among(advisers_but(actor)),
    }
    told = {"opened": queries.opened(bundle, actor), "bundle": bundle, "actor": actor, "forms": fresh | given}
    told |= {"bundle_states": BUNDLE_STATES, "certainties": CERTAINTIES, "states": STATES}
    return render_template("advice/bundle.html", **SHOWN | told)


def _to(bundle: StrategicBundle, words: str, kind: str = "ok") -> Response:
    flash(words, kind)
    return redirect(url_for(".bundle", uid=bundle.uid), 303)
