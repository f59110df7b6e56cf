"""The versions of an item: the list, what differs between two, and putting an old one back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.pages import page_of
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.toolkit.commands.drafts import begin_again
from lms.toolkit.forms.items import piece_names
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item
from lms.toolkit.queries.differences import differences
from lms.toolkit.queries.drafts import Working, form_of_version, item_to_edit, working_on
from lms.toolkit.queries.history import PAGE, has_version, versions_of
from lms.toolkit.queries.plain_forms import Form
from lms.toolkit.views.blueprint import bp

DRAFT = "concept"


@bp.get("/beheer/toolkit/items/<item>/versies")
@permit(can_edit_item, item=item_to_edit)
def history(item: Item) -> str:
    """List the versions, the newest first."""
    found = versions_of(item, before=request.args.get("na", type=row_number))
    shown = page_of(found, PAGE)
    more = url_for(".history", item=item.slug, na=shown[-1].number) if len(shown) < len(found) else ""
    told = {"item": item, "working": working_on(item), "versions": shown, "next": more}
    return render_template("toolkit/history.html", **told)


@bp.get("/beheer/toolkit/items/<item>/verschil")
@permit(can_edit_item, item=item_to_edit)
def difference(item: Item) -> str | Response:
    """Show what differs between two versions, or a version and the draft; the newest two unless told."""
    working = working_on(item)
    newest = _newest_two(working)
    asked = [request.args.get(name) or which for name, which in zip(("van", "naar"), newest, strict=True)]
    if not all(asked):
        flash(_("Er is nog maar één tekst. Zodra er een tweede is, kun je ze vergelijken."), "warn")
        return redirect(url_for(".history", item=item.slug), 303)
    (before, old), (after, new) = (_asked(working, which) for which in asked)
    found = differences(old, new)
    told = {"item": item, "before": before, "after": after, "found": found, "labels": piece_names(found)}
    return render_template("toolkit/difference.html", **told)


@bp.post("/beheer/toolkit/items/<item>/versies/<int:number>/terug")
@permit(can_edit_item, item=item_to_edit)
def restore(item: Item, number: int, actor: Person) -> Response:
    """Begin a draft with the text of an old version."""
    if not has_version(item, number):
        abort(404)
    try:
        begin_again(item, number, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".history", item=item.slug), 303)
    flash(_("De tekst van versie %(number)s staat klaar als concept.", number=number), "ok")
    return redirect(url_for(".edit_text", item=item.slug), 303)


def _newest_two(working: Working) -> tuple[str, str]:
    """Return the names of the newest two texts; nothing for one that is not there."""
    number = working.item.number
    if working.draft is not None:
        return str(number or ""), DRAFT
    return str(number - 1 if number > 1 else ""), str(number or "")


def _asked(working: Working, which: str) -> tuple[str, Form]:
    """Return the words for a version that the address names, and its form."""
    if which == DRAFT and working.draft is not None:
        return _("het concept"), working.form
    number = int(which) if which.isascii() and which.isdigit() and len(which) < 7 else 0
    if not has_version(working.item, number):
        abort(404)
    return _("versie %(number)s", number=number), form_of_version(working.item, number)
