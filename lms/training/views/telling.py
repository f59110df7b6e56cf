"""What somebody did with a group, as they see it: taking it back, and telling a module back."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit, signed_in
from lms.kernel.refusal import Refusal
from lms.training.commands import telling as commands
from lms.training.commands import together
from lms.training.enums import ToldTo
from lms.training.forms.together import NotThereForm, TellingForm
from lms.training.queries.telling import Telling, Together, telling_of, together_at
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.route("/mijn-leren/samen/<session>", methods=["GET", "POST"])
@permit(signed_in, mine=(together_at, "session"))
def not_there(mine: Together, actor: Person) -> Answer:
    """Say that I was not there, and why it goes."""
    form = NotThereForm()
    if form.validate_on_submit():
        together.was_not_there(mine, form.reason.data, by=actor, origin=origin())
        flash(_("Het is weg. Wat je zelf deed, blijft staan."))
        return redirect(url_for(".record", _anchor="samen"), 303)
    page = render_template("training/together_mine.html", mine=mine, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/mijn-leren/samen/<session>/toch")
@permit(signed_in, mine=(together_at, "session"))
def there_after_all(mine: Together, actor: Person) -> Response:
    """Let it count again."""
    together.was_there(mine, by=actor)
    flash(_("Het telt weer mee."))
    return redirect(url_for(".record", _anchor="samen"), 303)


@bp.route("/modules/<module>/vertel-terug", methods=["GET", "POST"])
@permit(signed_in, telling=(telling_of, "module"))
def tell_back(telling: Telling, actor: Person) -> Answer:
    """Tell a module back in my own words; nobody grades it."""
    row = telling.row
    form = TellingForm(told_to=row.told_to if row else None, words=row.words if row else "")
    if form.validate_on_submit():
        try:
            commands.tell_back(telling, ToldTo(form.told_to.data), form.words.data or "", by=actor)
            flash(_("Mooi dat je het vertelde."))
            return redirect(url_for(".show", module=telling.reading.module.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("training/tell_back.html", telling=telling, reading=telling.reading, form=form)
    return page, 422 if form.is_submitted() else 200
