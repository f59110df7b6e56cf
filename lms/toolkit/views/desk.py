"""The desk of editors, and what they do around the text of one item."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.content.errors import Overtaken
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.owners import care_for, mark_reviewed
from lms.toolkit.commands.relating import say_what_belongs
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import take_back, withdraw
from lms.toolkit.enums import ItemKind, ItemStatus
from lms.toolkit.forms.caring import VERDICTS, BelongForm, CareForm, StandForm, VerdictForm, WithdrawForm
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item, can_edit_items, can_make_items, can_relate
from lms.toolkit.queries import drafts as queries
from lms.toolkit.queries.drafts import item_to_edit
from lms.toolkit.queries.items import item_by_slug
from lms.toolkit.queries.stands import care_stand, look_stand, relations_stand, verdict_stand
from lms.toolkit.queries.trials import MOST_TRIALS, trial_of, trials_of
from lms.toolkit.queries.words import KINDS
from lms.toolkit.views.blueprint import bp
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
#: What each form of the page is held against.
STANDS: Mapping[str, Callable[[Item], str]] = {
    "care": care_stand,
    "belong": lambda item: relations_stand(queries.slugs_related(item)),
    "verdict": verdict_stand,
}


@bp.get("/beheer/toolkit")
@permit(can_make_items)
def desk(actor: Person) -> str:
    """Show what waits, and find an item to work on."""
    search, trials = request.args.get("q", "").strip(), trials_of(actor)
    return render_template(
        "toolkit/desk.html",
        desk=queries.desk_of(actor, today()),
        search=search,
        found=queries.items_called(search, actor) if search else (),
        edits=can_edit_items(actor),
        kinds=KINDS,
        trials=trials[:MOST_TRIALS],
        more_trials=len(trials) > MOST_TRIALS,
        verdicts=VERDICTS,
        look_stand=look_stand,
    )


@bp.get("/beheer/toolkit/items/<item>")
@permit(can_edit_item, item=item_to_edit)
def about_item(item: Item, actor: Person) -> str:
    """Show everything around the text of one item."""
    return _page(item, actor)


@bp.post("/beheer/toolkit/items/<item>/zorg")
@permit(can_edit_item, item=item_to_edit)
def care_for_item(item: Item, actor: Person) -> Answer:
    """Say who looks after it, and when somebody looks again."""
    owners = queries.possible_owners(item)
    form = CareForm.caring(item, owners)
    if form.validate_on_submit():
        owner = next((each for each in owners if each.uid == form.owner.data), None)
        try:
            care_for(item, owner, form.review_on.data, **_told(form, actor))
            return _back(item, _("Bewaard."))
        except Overtaken as overtaken:
            return _overtaken(item, actor, overtaken, care=form)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(item, actor, care=form), 422


@bp.post("/beheer/toolkit/items/<item>/erbij")
@permit(can_relate, item=item_to_edit)
def relate_item(item: Item, actor: Person) -> Answer:
    """Say what belongs with it."""
    form = BelongForm.of(queries.slugs_related(item))
    if form.validate_on_submit():
        try:
            say_what_belongs(item, form.told(), **_told(form, actor))
            return _back(item, _("Bewaard."))
        except Overtaken as overtaken:
            return _overtaken(item, actor, overtaken, belong=form)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(item, actor, belong=form), 422


@bp.post("/beheer/toolkit/items/<item>/nagekeken")
@permit(can_edit_item, item=item_to_edit)
def still_holds(item: Item, actor: Person) -> Response:
    """Say with one tap that it was looked at and still holds."""
    try:
        mark_reviewed(item, stand=request.form.get("stand", ""), by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".about_item", item=item.slug), 303)
    return _back(item, _("Nagekeken op vandaag. Over een jaar kijken we weer."))


@bp.post("/beheer/toolkit/items/<item>/intrekken")
@permit(can_edit_items, item=item_to_edit)
def withdraw_item(item: Item, actor: Person) -> Answer:
    """Take it from the site, with why and what replaces it."""
    form = WithdrawForm(prefix="weg-")
    if form.validate_on_submit():
        try:
            withdraw(item, form.why.data or "", _replacing(form, actor), by=actor, origin=origin())
            return _back(item, _("Ingetrokken. De pagina zegt nu waarom."))
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(item, actor, withdrawal=form), 422


@bp.post("/beheer/toolkit/items/<item>/terugzetten")
@permit(can_edit_items, item=item_to_edit)
def take_item_back(item: Item, actor: Person) -> Response:
    """Put it on the site again."""
    take_back(item, by=actor, origin=origin())
    return _back(item, _("Het staat weer op de site."))


@bp.post("/beheer/toolkit/items/<item>/oordeel")
@permit(can_edit_items, item=item_to_edit)
def judge_item(item: Item, actor: Person) -> Answer:
    """Write down what a circle found of a trial version."""
    form = VerdictForm.of(item)
    if form.validate_on_submit():
        try:
            give_verdict(item, **form.told(), **_told(form, actor))
            return _back(item, _("Bewaard. Lezers zien het bij de proefversie."))
        except Overtaken as overtaken:
            return _overtaken(item, actor, overtaken, verdict=form)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(item, actor, verdict=form), 422


def _replacing(form: WithdrawForm, actor: Person) -> Item | None:
    slug = form.slug()
    found = item_by_slug(slug, actor) if slug else None
    if slug and found is None:
        raise Refusal(_("Deze pagina is er niet. Plak het adres van een item uit de toolkit."), "replaced_by")
    return found


def _told(form: StandForm, actor: Person) -> dict[str, Any]:
    return {"stand": form.stand.data or "", "by": actor, "origin": origin()}


def _overtaken(item: Item, actor: Person, refusal: Overtaken, **forms: StandForm) -> Answer:
    """Show what stands there now and what was typed; saving once more is meant."""
    there = item_to_edit(item.slug, actor)
    if there is None:
        abort(404)
    for name, form in forms.items():
        show_refusal(form, refusal)
        form.overtaken, form.stand.data = True, STANDS[name](there)
    return _page(there, actor, **forms), 409


def _page(item: Item, actor: Person, **forms: Any) -> str:
    shown = {"item": item, "working": queries.working_on(item), "kind": KINDS[item.kind], "today": today()}
    shown["trial"] = trial_of(item) if item.kind is ItemKind.TRIAL else None
    shown["care"] = forms.get("care") or CareForm.caring(item, queries.possible_owners(item))
    shown |= {"belong": None, "withdrawal": None, "verdict": None, "verdicts": VERDICTS, "look": look_stand(item)}
    if can_relate(actor, item):
        shown |= {"related": queries.slugs_related(item), "titles": queries.titles_related(item)}
        shown["belong"] = forms.get("belong") or BelongForm.of(shown["related"])
    if can_edit_items(actor) and item.status is ItemStatus.PUBLISHED:
        shown["withdrawal"] = forms.get("withdrawal") or WithdrawForm(prefix="weg-", formdata=None)
    if can_edit_items(actor) and item.kind is ItemKind.TRIAL and item.number:
        shown["verdict"] = forms.get("verdict") or VerdictForm.of(item)
    return render_template("toolkit/about.html", **shown, edits=can_edit_items(actor))


def _back(item: Item, words: str) -> Response:
    flash(words, "ok")
    return redirect(url_for(".about_item", item=item.slug), 303)
