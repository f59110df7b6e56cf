"""Finding in the toolkit, and what somebody keeps for themselves."""

from flask import render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import anyone, permit, signed_in
from lms.toolkit.queries import words
from lms.toolkit.queries.filters import Filters
from lms.toolkit.queries.lists import items, saved_items
from lms.toolkit.queries.steps import card_words, card_words_with, theme_words
from lms.toolkit.views.blueprint import bp
from lms.toolkit.views.facets import choices_for, list_address
from lms.ui.validator import unless_unchanged


@bp.get("/toolkit")
@permit(anyone)
def index() -> Response:
    """List what fits; everything that narrows it stands in the address."""
    after, asked, themes = request.args.get("na", ""), Filters.asked(request.args), theme_words()
    card = card_words_with(asked.step)
    filters, unknown = asked.known(card, dict(themes))
    found = items(filters, list(card.steps), after=after)
    looked_for = filters.with_one("words", found.meant) if found.meant else filters
    turning = {
        "next": list_address(looked_for, after=found.after) if found.after else "",
        "first": list_address(filters) if after else "",
    }
    shown = {"filters": filters, "unknown": unknown, "found": found, "card": card}
    choices = choices_for(filters, card, themes)
    return unless_unchanged(
        lambda: render_template("toolkit/list.html", words=words, choices=choices, **shown, **turning),
        *(found.mark, card.mark, card.older, themes, unknown),
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
