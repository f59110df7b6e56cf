"""Writing on an item: beginning one, its form, what it will look like, and two editors at once."""

import json

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_id
from lms.content.errors import Overtaken
from lms.kernel.db import db
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.toolkit.commands import drafts as commands
from lms.toolkit.commands.pictures import store_picture
from lms.toolkit.commands.reviewing import problems_in
from lms.toolkit.enums import ItemKind
from lms.toolkit.forms.items import Choices, ItemForm, NewItemForm, moved, piece_names
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item, can_edit_items, can_make_items
from lms.toolkit.queries.differences import clashes, merged
from lms.toolkit.queries.drafts import Working, item_to_edit, steps_to_choose, themes_to_choose, working_on
from lms.toolkit.queries.plain_forms import Form, plain_form
from lms.toolkit.views.blueprint import bp
from lms.ui.clashes import ClashForm, carried
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]


@bp.route("/beheer/toolkit/nieuw", methods=["GET", "POST"])
@permit(can_make_items)
def begin(actor: Person) -> Answer:
    """Begin an item with a kind and a title."""
    form = NewItemForm.choosing(kinds_for(actor))
    if form.validate_on_submit():
        try:
            item = commands.begin_item(ItemKind(form.kind.data), form.title.data, by=actor, origin=origin())
            return redirect(url_for(".edit_text", item=item.slug), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("toolkit/new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/beheer/toolkit/items/<item>/tekst")
@permit(can_edit_item, item=item_to_edit)
def edit_text(item: Item, actor: Person) -> str:
    """Show the form; asked to check, also what is still missing."""
    working = working_on(item)
    form = form_for(working, actor)
    form.stand.data, form.was.data = working.stand, json.dumps(working.form)
    if request.args.get("nakijken"):
        form.show(problems_in(working)[1])
    return _page(working, form)


@bp.post("/beheer/toolkit/items/<item>/tekst")
@slow_first
@permit(can_edit_item, item=item_to_edit)
def save_text(item: Item, actor: Person) -> Answer:
    """Keep what was typed, whole or not, and do what the pressed button says."""
    working = working_on(item)
    form = form_for(working, actor)
    if form.validate_on_submit():
        try:
            return _saved(item, form, actor)
        except Overtaken:
            return _clash(item, form.told(), form.was.data), 409
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(working, form), 422


@bp.post("/beheer/toolkit/items/<item>/samen")
@permit(can_edit_item, item=item_to_edit)
def merge_texts(item: Item, actor: Person) -> Answer:
    """Save what an editor chose of two texts."""
    mine, theirs = carried_form(request.form.get("mine")), working_on(item)
    if mine is None:
        abort(400)
    form = ClashForm.between(clashes(theirs.form, mine, carried_form(request.form.get("was"))))
    if form.stand.data != theirs.stand or not form.validate_on_submit():
        return _clash(item, mine, form.was.data, form if form.stand.data == theirs.stand else None), 409
    form_now = merged(theirs.form, mine, form.chosen())
    try:
        commands.save_draft(item, form_now, stand=theirs.stand, by=actor, origin=origin())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _clash(item, mine, form.was.data, form), 422
    flash(_("Bewaard. Van beiden is niets kwijt."), "ok")
    return redirect(url_for(".edit_text", item=item.slug), 303)


@bp.post("/beheer/toolkit/items/<item>/weg")
@permit(can_edit_item, item=item_to_edit)
def drop_text(item: Item, actor: Person) -> Response:
    """Throw the draft away, and with it an item that was never published."""
    never = item.number == 0
    try:
        commands.drop_draft(item, stand=request.form.get("stand", ""), by=actor, origin=origin())
        flash(_("Het concept is weg."), "ok")
    except Refusal as refusal:
        flash(refusal.message, "warn")
        never = False
    return redirect(url_for(".desk") if never else url_for(".about_item", item=item.slug), 303)


def form_for(working: Working, actor: Person) -> ItemForm:
    """Return the form of an item with what this person can choose from."""
    choices = Choices(kinds_for(actor), steps_to_choose(), themes_to_choose())
    return ItemForm.choosing(choices, working.form)


def kinds_for(actor: Actor) -> list[ItemKind]:
    """Return what somebody may make; a design bureau makes trial versions."""
    return list(ItemKind) if can_edit_items(actor) else [ItemKind.TRIAL]


def _saved(item: Item, form: ItemForm, actor: Person) -> Response:
    """Keep what was typed: a picture is cleaned first, without a transaction."""
    end_reading()
    brought = form.brought()
    _write_again(item, actor)
    do = request.form.get("do", "")
    told, place = moved(form.told(), do)
    if brought:
        file = store_picture(item, brought.name, brought.content)
        told["pictures"].append({"file": file, "alt": brought.alt, "caption": ""})
        place = f"plaatje-{len(told['pictures'])}"
    commands.save_draft(item, told, stand=form.stand.data or "", by=actor, origin=origin())
    after = {"bekijk": ".preview", "klaar": ".review"}.get(do, ".edit_text")
    if after == ".edit_text":
        flash(_("Bewaard. Je kunt verder schrijven."), "ok")
    return redirect(url_for(after, item=item.slug, _anchor=place or None), 303)


def _write_again(item: Item, actor: Person) -> None:
    """Begin to write; read who it is and what they may again, for rights may have ended meanwhile."""
    number = actor.id
    begin_writing()
    for each in (*actor.all_grants, *actor.platform_roles, actor, item):
        db.session.expire(each)
    person = person_by_id(number)
    if person is None or not person.active or not can_edit_item(person, item):
        abort(403)


def _page(working: Working, form: ItemForm) -> str:
    return render_template("toolkit/edit.html", working=working, item=working.item, form=form)


def _clash(item: Item, mine: Form, was: str | None, form: ClashForm | None = None) -> str:
    """Return the page with both texts of each piece that differs."""
    theirs = working_on(item)
    if form is None:
        given = {"stand": theirs.stand, "mine": json.dumps(mine), "was": was or ""}
        given["kept_id"] = request.form.get("kept_id", "")
        form = ClashForm.between(clashes(theirs.form, mine, carried_form(was)), given)
    labels = piece_names([each.found for each in form.found])
    sent = request.files.get("picture")
    return render_template(
        "toolkit/clash.html", item=item, working=theirs, form=form, labels=labels, picture=bool(sent and sent.filename)
    )


def carried_form(typed: str | None) -> Form | None:
    """Return the form that a page carried along; nothing when it is not what we wrote there."""
    found = carried(typed)
    return plain_form(found) if found else None
