"""Finding in the toolkit, and what somebody keeps for themselves."""

from flask import render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import anyone, permit, signed_in
from lms.toolkit.queries import words
from lms.toolkit.queries.filters import Filters
from lms.toolkit.queries.lists import items, saved_items
from lms.toolkit.queries.steps import card_words, theme_words
from lms.toolkit.views.blueprint import bp
from lms.toolkit.views.facets import choices_for, list_address
from lms.ui.validator import unless_unchanged


@bp.get("/toolkit")
@permit(anyone)
def index() -> Response:
    """List what fits; everything that narrows it stands in the address."""
    filters, after = Filters.asked(request.args), request.args.get("na", "")
    found, card, themes = items(filters, after=after), card_words(), theme_words()
    turning = {
        "next": list_address(filters, after=found.after) if found.after else "",
        "first": list_address(filters) if after else "",
    }
    shown = {"filters": filters, "found": found, "card": card, "choices": choices_for(filters, card, themes)}
    return unless_unchanged(
        lambda: render_template("toolkit/list.html", words=words, **shown, **turning), found.mark, card.mark, themes
    )


@bp.get("/toolkit/bewaard")
@permit(signed_in)
def saved(actor: Person) -> str:
    """List what somebody keeps."""
    after = request.args.get("na", "")
    found, card = saved_items(actor, after=after), card_words()
    onwards = url_for(".saved", na=found.after) if found.after else ""
    first = url_for(".saved") if after else ""
    return render_template("toolkit/saved.html", found=found, card=card, words=words, next=onwards, first=first)
