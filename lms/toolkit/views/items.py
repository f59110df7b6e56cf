"""The page of an item: what holds now, and any version that was ever published."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.slots import panels
from lms.toolkit.commands.saving import let_item_go, save_item
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item
from lms.toolkit.queries import words
from lms.toolkit.queries.items import Shown, item_by_slug, shown_by_slug
from lms.toolkit.queries.linked_data import LANGUAGE, linked_data
from lms.toolkit.queries.readers import ItemPage, page_of
from lms.toolkit.slots import ITEM_ACTIONS, ITEM_PANELS
from lms.toolkit.views.blueprint import bp
from lms.ui.assets_manifest import asset
from lms.ui.environment import drawn
from lms.ui.validator import unless_unchanged


def asked_item(slug: str, actor: Actor) -> Shown | Item | None:
    """Return what holds now, or the first draft of something that nobody published yet for who writes on it."""
    return shown_by_slug(slug, actor) or item_by_slug(slug, actor)


def asked_version(slug: str, number: int, actor: Actor) -> Shown | None:
    """Return one version."""
    return shown_by_slug(slug, actor, number)


@bp.get("/toolkit/<slug>")
@permit(anyone, shown=(asked_item, "slug"))
def show(shown: Shown | Item, actor: Actor) -> Response:
    """Show what holds now; of what was withdrawn, why, and what replaces it."""
    if isinstance(shown, Item):
        return redirect(url_for(".preview", item=shown.slug))
    withdrawn = shown.item.status is ItemStatus.WITHDRAWN
    return _page("toolkit/withdrawn.html" if withdrawn else "toolkit/item.html", shown, actor)


@bp.get("/toolkit/<slug>/v<int:number>")
@permit(anyone, shown=(asked_version, "slug", "number"))
def version(shown: Shown, actor: Actor) -> Response:
    """Show one version, and say which one holds now."""
    return _page("toolkit/version.html", shown, actor)


@bp.post("/toolkit/<slug>/bewaar")
@permit(signed_in, item=(item_by_slug, "slug"))
def save(item: Item, actor: Person) -> Response:
    """Keep an item for oneself, or keep it no longer."""
    if request.form.get("weg") == "1":
        let_item_go(item, by=actor)
        flash(_("Je bewaart dit niet meer."), "ok")
    else:
        save_item(item, by=actor)
        flash(_("Bewaard. Je vindt het terug bij wat je bewaarde."), "ok")
    listed = request.form.get("terug") == "bewaard"
    return redirect(url_for(".saved") if listed else url_for(".show", slug=item.slug), 303)


def _page(template: str, shown: Shown, actor: Actor) -> Response:
    page = page_of(shown, actor)
    below = drawn(panels(ITEM_PANELS, actor, shown))
    beside = drawn(panels(ITEM_ACTIONS, actor, shown))
    context = {"page": page, "below": below, "beside": beside, "may_edit": can_edit_item(actor, shown.item)}
    return unless_unchanged(
        lambda: render_template(template, **context, **_reading(page), **_machines(page)),
        shown.version.number,
        page.facts,
        below,
        beside,
    )


def _reading(page: ItemPage) -> dict[str, Any]:
    """Return what the text itself is shown with."""
    slug = page.shown.item.slug
    told = {"shown": page.shown, "item": page.shown.item, "text": page.shown.text, "sizes": page.sizes, "words": words}
    return told | {"picture_at": lambda file: url_for(".media", slug=slug, file=file)}


def _machines(page: ItemPage) -> dict[str, Any]:
    """Return what programs read of the page: its stable address, and the item as linked data, in its own language."""
    shown, site = page.shown, current_app.config["SETTINGS"].base_url
    address = f"{site}{url_for('.show', slug=shown.item.slug)}"
    with force_locale(LANGUAGE):
        return {"address": address, "share": site + asset("share.png"), "data": linked_data(shown, address, site)}
