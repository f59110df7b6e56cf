"""The versions of a module: the list, what differs between two, and putting an old one back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.training.commands.drafts import begin_again
from lms.training.forms.draft_reviews import CAUSE_WORDS
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_clashes import differences, names_of
from lms.training.queries.draft_forms import Form, plain_form
from lms.training.queries.drafts import PAGE, Working, versions_of, working_at
from lms.training.queries.stored_forms import edition_form
from lms.training.views.blueprint import bp

DRAFT = "concept"


@bp.get("/beheer/modules/<module>/versies")
@permit(can_edit_modules, working=(working_at, "module"))
def module_history(working: Working) -> str:
    """List the versions, the newest first."""
    found = versions_of(working.module, request.args.get("na", type=row_number)) if working.module else []
    shown = found[:PAGE]
    more = url_for(".module_history", module=working.uid, na=shown[-1].serial) if len(found) > PAGE else ""
    told = {"working": working, "versions": shown, "next": more, "causes": CAUSE_WORDS}
    return render_template("training/draft_history.html", **told)


@bp.get("/beheer/modules/<module>/verschil")
@permit(can_edit_modules, working=(working_at, "module"))
def module_difference(working: Working) -> str:
    """Show what differs between two versions, or a version and the draft; the newest two unless told."""
    serial = working.module.serial if working.module else 0
    newest = (str(serial), DRAFT) if working.draft else (str(max(1, serial - 1)), str(serial))
    asked = [request.args.get(name) or which for name, which in zip(("van", "naar"), newest, strict=True)]
    (before, old), (after, new) = (_asked(working, which) for which in asked)
    found = differences(old, new)
    told = {"working": working, "before": before, "after": after, "found": found, "names": names_of(found, old, new)}
    return render_template("training/draft_difference.html", **told)


@bp.post("/beheer/modules/<module>/versies/<int:serial>/terug")
@permit(can_edit_modules, working=(working_at, "module"))
def restore_module(working: Working, serial: int, actor: Person) -> Response:
    """Begin a draft with what an old version was made of."""
    if working.module is None or not 0 < serial <= working.module.serial:
        abort(404)
    try:
        begin_again(working.uid, serial, by=actor, origin=origin())
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".module_history", module=working.uid), 303)
    flash(_("Versie %(number)s staat klaar als concept.", number=serial), "ok")
    return redirect(url_for(".edit_outline", module=working.uid), 303)


def _asked(working: Working, which: str) -> tuple[str, Form]:
    """Return the words for a version that the address names, and its form."""
    if which == DRAFT and working.draft is not None:
        return _("het concept"), working.form
    if which == "0" and working.draft is not None:
        return _("niets"), plain_form(working.draft.base_json)
    number = int(which) if which.isascii() and which.isdigit() and len(which) < 7 else 0
    form = edition_form(working.module, number) if working.module and number else None
    if form is None:
        abort(404)
    return _("versie %(number)s", number=number), form
