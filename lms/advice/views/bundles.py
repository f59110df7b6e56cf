"""Bundles: what could be one question, the bundle itself, and its answer for all."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_uid
from lms.advice import policy
from lms.advice.commands import bundle_answers, bundling
from lms.advice.forms import bundles as forms
from lms.advice.models import Advice, StrategicBundle
from lms.advice.queries import bundles as queries
from lms.advice.queries.advice import advice_by_number
from lms.advice.queries.people import advisers_but
from lms.advice.queries.programmes import chosen_programme
from lms.advice.queries.proposals import Proposal, proposals
from lms.advice.queries.traces import names_around
from lms.advice.queries.words import BUNDLE_LOOKS, BUNDLE_NEXT, BUNDLE_STATES, CERTAINTIES
from lms.advice.views.asking import SHOWN, Answer
from lms.advice.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.programme.models import Programme
from lms.ui.forms import show_kept, show_refusal

#: What sets these forms apart from the others on the page.
WORDS, WHOM = "woorden", "wie"
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
    return _list(actor, proposals(actor))


@bp.route("/advies/bundels/nieuw", methods=["GET", "POST"])
@permit(policy.is_adviser)
def new_bundle(actor: Person) -> Answer:
    """Begin a bundle, on what a proposal is about when it comes from one."""
    proposal = _proposed(actor, request.args.get("voorstel", ""))
    chosen = chosen_programme(actor, proposal.programme.slug if proposal else request.args.get("programma", ""))
    if chosen is None:
        return render_template("advice/no_programme.html")
    programme = proposal.programme if proposal else chosen.programme
    form = forms.BundleForm().among(names_around(programme))
    if form.validate_on_submit():
        try:
            return _begun(programme, proposal, form, actor)
        except KeptBefore as refusal:
            show_kept(form, refusal.row.title, url_for(".bundle", uid=refusal.row.uid))
        except Refusal as refusal:
            show_refusal(form, refusal)
    shown = {"form": form, "proposal": proposal, "chosen": chosen}
    return render_template("advice/bundle_new.html", **shown, **SHOWN), 422 if form.is_submitted() else 200


@bp.post("/advies/bundels/niet")
@permit(policy.is_adviser)
def set_proposal_aside(actor: Person) -> Answer:
    """Decide that questions are not one."""
    found = proposals(actor)
    proposal = next((each for each in found if each.key == request.form.get("voorstel")), None)
    if proposal is None:
        return redirect(url_for(".bundle_list"), 303)
    form = forms.AsideForm(prefix=forms.prefix_of(proposal.key))
    if form.validate_on_submit():
        bundling.set_proposal_aside(proposal.programme, proposal.key, form.reason.data, by=actor)
        flash(_("Weggelegd. Vragen drie wijken dit opnieuw, dan komt het terug."), "ok")
        return redirect(url_for(".bundle_list"), 303)
    return _list(actor, found, **{proposal.key: form}), 422


@bp.get("/advies/bundels/<uid>")
@permit(may_bundle, bundle=BUNDLE)
def bundle(bundle: StrategicBundle, actor: Person) -> str:
    """Show one bundle."""
    return page(bundle, actor)


@bp.post("/advies/bundels/<uid>/woorden")
@permit(may_bundle, bundle=BUNDLE)
def reword_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Change the words of a bundle."""

    def act(form: forms.WordsForm) -> None:
        said = (form.title.data, form.question.data)
        bundling.reword(bundle, *said, seen=form.serial, by=actor, origin=origin())

    form = forms.WordsForm(prefix=WORDS).among(names_around(bundle.programme, queries.named_in(bundle)))
    return do(bundle, actor, "words", form, act, _("Bewaard."))


@bp.post("/advies/bundels/<uid>/duiden")
@permit(may_bundle, bundle=BUNDLE)
def interpret_bundle(bundle: StrategicBundle, actor: Person) -> Response:
    """Say that the questions are gathered."""
    try:
        bundling.interpret(bundle, by=actor, origin=origin())
    except Refusal as refusal:
        return to(bundle, refusal.message, "warn")
    return to(bundle, _("Alle vragen zijn binnen. Schrijf nu op wat ze samen vragen."))


@bp.post("/advies/bundels/<uid>/vragen/<number>")
@permit(may_put_in, bundle=BUNDLE, advice=(advice_by_number, "number"))
def put_in(bundle: StrategicBundle, advice: Advice, actor: Person) -> Response:
    """Put a question in, or take it out; the button says which, so that pressing it twice is pressing it once."""
    try:
        if request.form.get("act") == "eruit":
            bundling.take_out(bundle, advice, by=actor, origin=origin())
            return to(bundle, _("Uit de bundel gehaald. Je beantwoordt deze vraag weer zelf."))
        row = bundling.put_in(bundle, advice, by=actor, origin=origin())
        bundling.ask_to_name(row, advice, bundle)
    except Refusal as refusal:
        return to(bundle, refusal.message, "warn")
    return to(bundle, _("Gebundeld. De wijk leest dat, en kiest of ze genoemd wordt."))


@bp.post("/advies/bundels/<uid>/antwoord")
@permit(may_bundle, bundle=BUNDLE)
def answer_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Write the answer for all."""

    def act(form: forms.ForAllForm) -> None:
        said = (form.answer.data, form.sure_how, form.why.data or "")
        bundle_answers.answer_bundle(bundle, *said, seen=form.serial, by=actor, origin=origin())

    form = forms.ForAllForm().among(names_around(bundle.programme))
    return do(bundle, actor, "for_all", form, act, _("Bewaard. Laat nu een collega meelezen."))


@bp.post("/advies/bundels/<uid>/meelezen")
@permit(may_bundle, bundle=BUNDLE)
def read_bundle(bundle: StrategicBundle, actor: Person) -> Answer:
    """Ask a colleague to read along, or say as one that it may go."""
    if request.form.get("act") == "weg":
        seen = request.form.get("seen", 0, type=row_number) or 0
        try:
            bundle_answers.approve_bundle(bundle, seen=seen, by=actor, origin=origin())
        except Refusal as refusal:
            return to(bundle, refusal.message, "warn")
        return to(bundle, _("Dank je. Het antwoord mag weg."))

    def act(form: forms.ReaderForm) -> None:
        bundle_answers.ask_to_read_bundle(bundle, colleague(form), by=actor)

    return do(bundle, actor, "reader", forms.ReaderForm.among(advisers_but(actor)), act, _("Gevraagd."))


@bp.post("/advies/bundels/<uid>/terug")
@permit(may_bundle, bundle=BUNDLE)
def return_bundle(bundle: StrategicBundle, actor: Person) -> Response:
    """Send the answer to every asker."""
    try:
        count = bundle_answers.return_to_all(bundle, by=actor, origin=origin())
    except Refusal as refusal:
        return to(bundle, refusal.message, "warn")
    return to(
        bundle,
        ngettext(
            "Het antwoord ging naar %(num)d wijk die dit vroeg.",
            "Het antwoord ging naar %(num)d wijken die dit vroegen.",
            count,
        ),
    )


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


def colleague(form: forms.ReaderForm) -> Person:
    """Return who was chosen to read along."""
    person = person_by_uid(form.person.data)
    if person is None:
        raise Refusal(_("Kies wie er meeleest."), "person")
    return person


def do(bundle: StrategicBundle, actor: Person, name: str, form: Any, act: Callable[[Any], None], done: str) -> Answer:
    """Do what a form says and go back to the bundle, or show what it lacks."""
    if form.validate_on_submit():
        try:
            act(form)
            return to(bundle, done)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(bundle, actor, **{name: form}), 422


def page(bundle: StrategicBundle, actor: Person, **given: Any) -> str:
    """Return the page of a bundle, with forms that were refused in the place of fresh ones."""
    sure = bundle.certainty.value if bundle.certainty else None
    for_all = {"answer": bundle.answer, "certainty": sure, "why": bundle.certainty_why}
    fresh: dict[str, Any] = {
        "addressee": forms.AddresseeForm(formdata=None, prefix=WHOM),
        "words": forms.WordsForm(
            formdata=None, prefix=WORDS, seen=bundle.serial, title=bundle.title, question=bundle.question
        ),
        "for_all": forms.ForAllForm(formdata=None, seen=bundle.serial, **for_all),
        "reader": forms.ReaderForm.among(advisers_but(actor)),
    }
    told = {"opened": queries.opened(bundle, actor), "bundle": bundle, "actor": actor, "forms": fresh | given}
    told |= {"bundle_states": BUNDLE_STATES, "bundle_looks": BUNDLE_LOOKS, "bundle_next": BUNDLE_NEXT}
    return render_template("advice/bundle.html", certainties=CERTAINTIES, **SHOWN | told)


def to(bundle: StrategicBundle, words: str, kind: str = "ok") -> Response:
    """Go back to the bundle and say what was done."""
    flash(words, kind)
    return redirect(url_for(".bundle", uid=bundle.uid), 303)


def _begun(programme: Programme, proposal: Proposal | None, form: forms.BundleForm, actor: Person) -> Response:
    about: dict[str, Any] = {"by": actor, "origin": origin(), "form_key": form.key}
    if proposal is not None:
        about |= {"step_key": proposal.step.key if proposal.step else None, "theme": proposal.theme}
    bundle = bundling.begin_bundle(programme, form.title.data, form.question.data, **about)
    return to(bundle, _("De bundel is begonnen. Zet er nu vragen in."))


def _proposed(actor: Person, key: str) -> Proposal | None:
    return next((each for each in proposals(actor) if each.key == key), None) if key else None


def _list(actor: Person, found: Sequence[Proposal], **refused: forms.AsideForm) -> str:
    fresh = {each.key: forms.AsideForm(formdata=None, prefix=forms.prefix_of(each.key)) for each in found}
    shown: dict[str, Any] = {"bundles": queries.bundles(), "proposals": found, "bundle_states": BUNDLE_STATES}
    shown |= {"bundle_looks": BUNDLE_LOOKS, "actor": actor}
    return render_template("advice/bundles.html", **shown, aside=fresh | refused, **SHOWN)
