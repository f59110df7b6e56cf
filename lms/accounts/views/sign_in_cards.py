"""Coming in with a printed card: its code, then four pictures.

Until the last picture nothing looks at the database, so that a card that exists and one that does not look the same.
"""

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _

from lms.accounts.commands.limits import forgive, take_try
from lms.accounts.commands.refused import card_refused
from lms.accounts.commands.sign_in_cards import PICTURES, person_with_card
from lms.accounts.enums import Picture, Tried
from lms.accounts.errors import NotNow, TooManyTries
from lms.accounts.forms import CardCodeForm, PicturesForm
from lms.accounts.queries.digests import token_hash
from lms.accounts.queries.origin import origin
from lms.accounts.queries.picture_words import PICTURE_NAMES
from lms.accounts.views.entering import enter
from lms.kernel.permit import anyone, permit
from lms.kernel.work import begin_writing, end_reading, slow_first

bp = Blueprint("sign_in_cards", __name__, template_folder="../templates")


@bp.get("/kaart")
@permit(anyone)
def type_code() -> str:
    """Ask for the code under the QR, for who has no camera."""
    return render_template("accounts/sign_in_card_code.html", form=CardCodeForm(formdata=None))


@bp.post("/kaart")
@permit(anyone)
def go_on() -> Any:
    """Go on to the pictures, whether the code exists or not."""
    form = CardCodeForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in_card_code.html", form=form), 422
    return redirect(url_for(".show", token=form.token()), 303)


@bp.get("/kaart/<token>")
@permit(anyone)
def show(token: str) -> Response:
    """Ask for the first picture; the same page for every code."""
    return _page(token, ())


@bp.post("/kaart/<token>")
@slow_first
@permit(anyone)
def tap(token: str) -> Any:
    """Take one picture more; with the last one, sign in."""
    form = PicturesForm()
    chosen = form.chosen_so_far() if form.validate_on_submit() else ()
    if len(chosen) < PICTURES:
        return _page(token, chosen)
    try:
        return _come_in(token, chosen) or _page(token, (), _wrong(), 422)
    except TooManyTries as refusal:
        return _page(token, (), refusal.message, 429)
    except NotNow:
        return _page(token, (), _wrong(), 422)


def _come_in(token: str, pictures: tuple[Picture, ...]) -> Any:
    """Count the try first; card and pictures together are two factors, so no other one is asked."""
    end_reading()
    tried = take_try(Tried.CARD, account=token_hash(token), origin=origin())
    begin_writing()
    person = person_with_card(token, pictures, origin=origin())
    if person is None:
        card_refused(token, origin=origin())
        return None
    forgive(tried)
    return enter(person, second_factor=True)


def _wrong() -> str:
    return _(
        "Dat klopt niet. Tik je plaatjes nog een keer aan. Lukt het niet? Vraag je wijkregisseur om een nieuwe kaart."
    )


def _page(token: str, chosen: tuple[Picture, ...], problem: str = "", status: int = 200) -> Response:
    page = render_template(
        "accounts/sign_in_card.html",
        form=PicturesForm(formdata=None, chosen=",".join(chosen)),
        token=token,
        chosen=chosen,
        number=len(chosen) + 1,
        of=PICTURES,
        names=PICTURE_NAMES,
        problem=problem,
    )
    answer = make_response(page, status)
    answer.headers["Referrer-Policy"] = "strict-origin"  # the address is half a key; the origin keeps forms working
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
