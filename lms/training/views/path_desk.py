"""Making learning paths: the list, a new one, its words and switches, and what is on it."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.role_words import ROLE_NAMES
from lms.kernel.chance import new_uid
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.training.commands import path_editing as commands
from lms.training.enums import ModuleStatus, StopKind
from lms.training.errors import Overtaken
from lms.training.forms.paths import AddForm, ItemForm, NewPathForm, PathForm, item_words
from lms.training.models.learning_paths import LearningPath, PathItem
from lms.training.models.path_texts import ItemText
from lms.training.policy import can_edit_paths, can_exempt
from lms.training.queries.path_desk import all_paths, item_to_edit, path_to_edit, things_to_add
from lms.training.sync.path_storing import text_of
from lms.training.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
Item = tuple[LearningPath, PathItem]
WAYS = {"up": -1, "down": 1}


@bp.get("/beheer/leerpaden")
@permit(can_edit_paths)
def path_list() -> str:
    """List the paths, with how many people walk each."""
    return render_template("training/path_list.html", rows=all_paths(), role_names=ROLE_NAMES)


@bp.route("/beheer/leerpaden/nieuw", methods=["GET", "POST"])
@permit(can_edit_paths)
def new_path(actor: Person) -> Answer:
    """Begin a path that nobody sees yet."""
    form = NewPathForm.of(None)
    if form.validate_on_submit():
        words = {name: form.told[name] for name in ("title", "summary", "audiences")}
        try:
            path = commands.make_path(slug=form.slug.data or "", **words, by=actor, origin=origin())
            return _back(path, _("Je leerpad is begonnen. Zet er nu onderdelen op."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("training/path_new.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/beheer/leerpaden/<path>")
@permit(can_edit_paths, path=path_to_edit)
def edit_path(path: LearningPath, actor: Person) -> str:
    """Show a path as its makers see it."""
    return _page(path, actor)


@bp.post("/beheer/leerpaden/<path>")
@permit(can_edit_paths, path=path_to_edit)
def save_path(path: LearningPath, actor: Person) -> Answer:
    """Keep the words and the switches."""
    form = PathForm.of(path)
    if form.validate_on_submit():
        try:
            commands.change_path(path, stand=form.stand.data or "", by=actor, origin=origin(), **form.told)
            return _back(path, _("Bewaard."))
        except Refusal as refusal:
            return _refused(path, actor, refusal, form=form)
    return _page(path, actor, form=form), 422


@bp.post("/beheer/leerpaden/<path>/zichtbaar")
@permit(can_edit_paths, path=path_to_edit)
def show_path(path: LearningPath, actor: Person) -> Response:
    """Let learners see the path, or not any more."""
    on = request.form.get("do") == "show"
    status = (ModuleStatus.PUBLISHED if on else ModuleStatus.DRAFT).value
    words = _("Deelnemers zien dit leerpad nu.") if on else _("Deelnemers zien dit leerpad niet meer.")
    return _do(path, words, lambda told: commands.change_path(path, status=status, **told), actor)


@bp.post("/beheer/leerpaden/<path>/onderdelen")
@permit(can_edit_paths, path=path_to_edit)
def add_item(path: LearningPath, actor: Person) -> Answer:
    """Put something at the end of the path."""
    form = AddForm.of(path, things_to_add())
    if form.validate_on_submit():
        kind, _sep, about = str(form.what.data).partition(":")
        title, text = ("", "") if about else (form.title.data or "", form.text.data or "")
        try:
            item = ItemText(new_uid(), StopKind(kind), about, title, text)
            commands.add_item(path, item, stand=form.stand.data or "", by=actor, origin=origin())
            return _back(path, _("Het staat op het leerpad."), "onderdelen")
        except Refusal as refusal:
            return _refused(path, actor, refusal, add=form)
    return _page(path, actor, add=form), 422


@bp.route("/beheer/leerpaden/<path>/onderdelen/<item>", methods=["GET", "POST"])
@permit(can_edit_paths, found=(item_to_edit, "path", "item"))
def edit_item(found: Item, actor: Person) -> Answer:
    """Give an item its rules."""
    path, item = found
    form = ItemForm.of(path, item)
    if form.validate_on_submit():
        text = next(each for each in text_of(path).items if each.uid == item.uid)
        changed = replace(text, **form.told(item, text))
        try:
            commands.change_item(path, changed, stand=form.stand.data or "", by=actor, origin=origin())
            return _back(path, _("Bewaard."), "onderdelen")
        except Refusal as refusal:
            _show(form, path, refusal)
    given = {"path": path, "item": item, "form": form, "words": item_words(item)}
    return render_template("training/path_item.html", **given), 422 if form.is_submitted() else 200


@bp.post("/beheer/leerpaden/<path>/onderdelen/<item>/verplaatsen")
@permit(can_edit_paths, found=(item_to_edit, "path", "item"))
def move_item(found: Item, actor: Person) -> Response:
    """Move an item one place."""
    path, item = found
    way = WAYS.get(request.form.get("do", ""), 0)
    return _do(path, _("Verplaatst."), lambda told: commands.move_item(path, item.uid, way, **told), actor)


@bp.post("/beheer/leerpaden/<path>/onderdelen/<item>/weghalen")
@permit(can_edit_paths, found=(item_to_edit, "path", "item"))
def remove_item(found: Item, actor: Person) -> Response:
    """Take an item from the path."""
    path, item = found
    words = _("Weggehaald. Wat mensen deden, blijft van hen.")
    return _do(path, words, lambda told: commands.remove_item(path, item.uid, **told), actor)


def _do(path: LearningPath, words: str, act: Any, actor: Person) -> Response:
    try:
        act({"stand": request.form.get("stand", ""), "by": actor, "origin": origin()})
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".edit_path", path=path.slug, _anchor="onderdelen"), 303)
    return _back(path, words, "onderdelen")


def _refused(path: LearningPath, actor: Person, refusal: Refusal, **forms: Any) -> Answer:
    [form] = forms.values()
    there = _show(form, path, refusal)
    return _page(there, actor, **forms), 409 if isinstance(refusal, Overtaken) else 422


def _show(form: Any, path: LearningPath, refusal: Refusal) -> LearningPath:
    """Say what was refused; when somebody else was first, saving once more is meant."""
    show_refusal(form, refusal)
    if isinstance(refusal, Overtaken):
        form.stand.data = path.digest  # read again under the lock
    return path


def _page(path: LearningPath, actor: Person, **forms: Any) -> str:
    form = forms.get("form") or PathForm.of(path)
    add = forms.get("add") or AddForm.of(path, things_to_add())
    given = {"path": path, "form": form, "add": add, "item_words": item_words, "exempts": can_exempt(actor)}
    return render_template("training/path_edit.html", **given, role_names=ROLE_NAMES)


def _back(path: LearningPath, words: str, anchor: str = "") -> Response:
    flash(words, "ok")
    return redirect(url_for(".edit_path", path=path.slug, _anchor=anchor or None), 303)
