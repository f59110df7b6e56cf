"""Asking a question, and the list of what was asked and offered."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.asking import ask
from lms.advice.commands.files import Kept
from lms.advice.forms.asking import QuestionForm
from lms.advice.models.advice import NUMBER_LENGTH
from lms.advice.queries.asking import Around, around
from lms.advice.queries.lists import home_of
from lms.advice.queries.piles import Pile, page_of_pile, pile_named
from lms.advice.queries.words import LOOKS, STATES, WORDS
from lms.advice.views.blueprint import bp
from lms.advice.views.uploads import ask_again, stored_first
from lms.kernel.permit import permit
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.row_numbers import row_number
from lms.kernel.work import slow_first
from lms.ui.formats import day
from lms.ui.forms import show_kept, show_refusal

Answer = str | Response | tuple[str, int]
SHOWN: dict[str, Any] = {"words": WORDS, "looks": LOOKS, "states": STATES}


@bp.get("/advies")
@permit(policy.reads_advice)
def index(actor: Person) -> Answer:
    """Show what was asked and offered: for who leads by neighbourhood, for advisers what is theirs to do."""
    if not policy.reads_some(actor):
        return redirect(url_for(".figures"), 302)
    home = home_of(actor, request.args.get("wijk", ""), before=request.args.get("voor", type=row_number))
    return render_template("advice/index.html", home=home, actor=actor, **SHOWN)


@bp.get("/advies/bureau/<pile>")
@permit(policy.is_adviser, pile=pile_named)
def pile(pile: Pile, actor: Person) -> str:
    """Show the whole of one pile on the desk of an adviser."""
    after = request.args.get("na", "")[:NUMBER_LENGTH]
    found = page_of_pile(actor, pile, after)
    return render_template("advice/pile.html", found=found, onwards=bool(after), actor=actor, **SHOWN)


@bp.route("/advies/vraag", methods=["GET", "POST"])
@slow_first
@permit(policy.asks_somewhere)
def new_question(actor: Person) -> Answer:
    """Ask a question; it goes straight to the adviser of the neighbourhood."""
    here = around(actor, request.args.get("wijk", ""))
    if here is None:
        abort(404)
    form = QuestionForm.about(here.standing, here.themes, request.args.get("stap", ""))
    if form.validate_on_submit():
        try:
            with stored_first(form, actor) as files:
                return _asked(here, form, actor, files)
        except KeptBefore as refusal:
            show_kept(form, refusal.row.title, url_for(".show", number=refusal.row.number))
        except Refusal as refusal:
            show_refusal(form, refusal)
    ask_again(form)
    return render_template("advice/ask.html", form=form, here=here), 422 if form.is_submitted() else 200


def _asked(here: Around, form: QuestionForm, actor: Person, files: Sequence[Kept]) -> Response:
    if not policy.can_ask(actor, here.neighbourhood):
        abort(403)
    theme = next((each for each in here.themes if each.key == form.theme.data), None)
    advice = ask(
        here.neighbourhood,
        form.question.data,
        by=actor,
        origin=origin(),
        form_key=form.key,
        step_key=form.step.data or None,
        theme=theme,
        decide_by=form.decide_by.data,
        confidential=form.confidential.data,
        files=files,
    )
    flash(_("Je vraag is gesteld. Antwoord uiterlijk %(day)s.", day=day(advice.due_on)), "ok")
    return redirect(url_for(".show", number=advice.number), 303)


def may_read(actor: Actor, _advice: object) -> bool:
    """Who got past the loader may read it."""
    return policy.reads_advice(actor)
