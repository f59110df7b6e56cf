"""From a page of the toolkit to the agenda of a session: a block of it, pinned at the version of now."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.circles import policy
from lms.circles.commands.agenda import add_item
from lms.circles.enums import ItemKind
from lms.circles.forms.sessions import ToSessionForm
from lms.circles.models.agenda import LONGEST_TITLE
from lms.circles.queries.agenda import method_by_slug
from lms.circles.queries.sessions import sessions_to_fill
from lms.circles.views.blueprint import bp
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item
from lms.ui.forms import show_refusal


def item_to_use(slug: str, _actor: Actor) -> Item | None:
    """Return an item that readers have now."""
    found = method_by_slug(slug)
    return found if found is not None and found.status is ItemStatus.PUBLISHED else None


@bp.route("/toolkit/<slug>/draaiboek", methods=["GET", "POST"])
@permit(policy.facilitates_somewhere, item=(item_to_use, "slug"))
def to_session(item: Item, actor: Person) -> str | Response | tuple[str, int]:
    """Choose for which session it is, and how long it takes there."""
    sessions = sessions_to_fill(actor)
    form = ToSessionForm.of(item, sessions)
    session = form.chosen(sessions) if form.validate_on_submit() else None
    if session is not None:
        given: dict[str, Any] = {"method": item, "by": actor}
        try:
            add_item(session, ItemKind.DEEPENING, item.title[:LONGEST_TITLE], form.minutes.data or 0, **given)
            flash(_("Het staat op de agenda, in de versie van vandaag."), "ok")
            return redirect(url_for(".agenda", circle=session.circle.slug, number=session.number), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    page = render_template("circles/to_session.html", item=item, form=form, sessions=sessions)
    return page, 422 if form.is_submitted() else 200
