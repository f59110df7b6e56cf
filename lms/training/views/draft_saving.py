"""What the pages of the editor share: keeping what one of them says, and the page for two editors at once."""

import json
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.training.commands import drafts as commands
from lms.training.forms.drafts import StandForm
from lms.training.queries.draft_clashes import clashes, names_of
from lms.training.queries.draft_forms import Form
from lms.training.queries.draft_pages import Slice, slice_of, with_slice
from lms.training.queries.drafts import Working
from lms.ui.clashes import ClashForm, carried

BY_ITSELF = "vanzelf"  # what the script presses while somebody writes


def carry(form: StandForm, working: Working, page: str) -> None:
    """Let a page carry along what it was made of."""
    form.stand.data, form.was.data = working.stand, json.dumps(slice_of(working.form, page))


def keep(working: Working, form: StandForm, page: str, told: Slice, actor: Person) -> Working:
    """Keep what a page says; raise :class:`Overtaken` when somebody else changed the same words since."""
    was = carried(form.was.data) or slice_of(working.form, page) or {}
    began = with_slice(working.form, page, was)
    stale = (form.stand.data or "") != working.stand
    kept = commands.save_form(
        working.uid,
        lambda whole: with_slice(whole, page, told),
        stand=form.stand.data or "",
        was=began,
        by=actor,
        origin=origin(),
    )
    if stale:
        flash(_("Iemand anders schreef ook aan deze module. Van beiden is alles bewaard."), "info")
    elif request.form.get("do") != BY_ITSELF:
        flash(_("Bewaard. Je kunt verder schrijven."), "ok")
    return kept


def clash(working: Working, page: str, told: Slice, was: str | None, given: ClashForm | None = None) -> tuple[str, int]:
    """Show both texts of each piece that two editors wrote at once."""
    began = carried(was) or {}
    mine = with_slice(working.form, page, told)
    form = given or ClashForm.between(
        clashes(working.form, mine, with_slice(working.form, page, began)),
        {
            "stand": working.stand,
            "mine": json.dumps(told),
            "was": was or "",
            "kept_id": request.form.get("kept_id", ""),
        },
    )
    return clash_page(working, page, form, mine)


def clash_page(working: Working, page: str, form: ClashForm, mine: Form) -> tuple[str, int]:
    """Return the page on which somebody chooses."""
    names = names_of([each.found for each in form.found], mine, working.form)
    told: dict[str, Any] = {"working": working, "form": form, "names": names, "page": page}
    return render_template("training/draft_clash.html", **told), 409
