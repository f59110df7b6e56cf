"""Keeping what was said: as advice of its own, or as the answer to a question that is open."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.files import Kept
from lms.advice.commands.recording import answer_spoken, lay_down, refuse_what_is_not_to_say
from lms.advice.enums import Direction
from lms.advice.forms.giving import SaidForm, SpokenForm
from lms.advice.models import Advice
from lms.advice.queries.advice import advice_by_number
from lms.advice.queries.giving import Advised
from lms.advice.views.asking import Answer
from lms.advice.views.blueprint import bp
from lms.advice.views.giving import here_of
from lms.advice.views.thread import to
from lms.advice.views.uploads import heard
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.work import slow_first
from lms.ui.forms import show_kept, show_refusal


def may_say(actor: Actor, advice: Advice) -> bool:
    """Who answers a question keeps what they said to it."""
    return policy.answers(actor, advice) and advice.direction is Direction.ASKED


@bp.route("/advies/leg-vast", methods=["GET", "POST"])
@slow_first
@permit(policy.is_adviser)
def new_record(actor: Person) -> Answer:
    """Keep what was said in one line or in a voice note; with a question in the address it is the answer to that."""
    number = request.args.get("vraag")
    return _answer(number, actor) if number else _record(actor)


def _record(actor: Person) -> Answer:
    here, voice = here_of(actor, request.form.get("place", "")), None
    form = _spoken(here)
    if form.is_submitted():
        try:
            voice = heard(form, form.key, actor)
            if form.validate():
                return _laid_down(here, form, voice, actor)
        except KeptBefore as refusal:
            show_kept(form, refusal.row.text, url_for(".index", wijk=here.neighbourhood.slug))
        except Refusal as refusal:
            form.validate()
            show_refusal(form, refusal)
    shown = render_template("advice/record.html", form=form, here=here, voice=voice)
    return shown, 422 if form.is_submitted() else 200


def _answer(number: str, actor: Person) -> Answer:
    advice = advice_by_number(number, actor)
    if advice is None or not may_say(actor, advice):
        abort(404)
    form, voice = SaidForm.fresh(), None
    try:
        if not form.is_submitted():
            refuse_what_is_not_to_say(advice)
            return render_template("advice/record_answer.html", form=form, advice=advice, voice=None)
        voice = heard(form, form.key, actor, advice, may_say)
        if form.validate():
            return _answered(advice, form, voice, actor)
    except KeptBefore as refusal:
        show_kept(form, refusal.row.text, url_for(".show", number=advice.number))
    except Refusal as refusal:
        if not form.is_submitted():
            return to(advice, refusal.message, "warn")
        form.validate()
        show_refusal(form, refusal)
    return render_template("advice/record_answer.html", form=form, advice=advice, voice=voice), 422


def _laid_down(here: Advised, form: SpokenForm, voice: Kept | None, actor: Person) -> Response:
    """Keep it; who only spoke is asked for one line, for who cannot hear it."""
    if not policy.can_give(actor, here.neighbourhood):
        abort(403)
    told = form.told(here) | {"by": actor, "origin": origin(), "recording": voice}
    advice = lay_down(here.neighbourhood, form.said.data or "", **told)
    return _kept(advice, here.neighbourhood.name, form)


def _answered(advice: Advice, form: SaidForm, voice: Kept | None, actor: Person) -> Response:
    """Keep it as the answer; the same."""
    told = form.answer | {"by": actor, "origin": origin(), "recording": voice}
    answer_spoken(advice, advice.neighbourhood, form.said.data or "", **told)
    return _kept(advice, advice.neighbourhood.name, form)


def _kept(advice: Advice, place: str, form: SpokenForm) -> Response:
    if form.said.data:
        flash(_("Vastgelegd. %(place)s ziet het meteen.", place=place), "ok")
        return redirect(url_for(".show", number=advice.number), 303)
    flash(_("Vastgelegd. Schrijf nog één zin: niet iedereen in %(place)s kan de opname horen.", place=place), "ok")
    return redirect(url_for(".show", number=advice.number, _anchor="in-tekst"), 303)


def _spoken(here: Advised) -> SpokenForm:
    """Return the form for where somebody came from, or one that asks for which neighbourhood it is."""
    if len(here.places) > 1 and not request.args.get("wijk"):
        return SpokenForm.anywhere(here)
    return SpokenForm.about(here, step=request.args.get("stap", ""), theme=request.args.get("thema", ""))
