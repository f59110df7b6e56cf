"""Items as packages: downloading one, and handing in a zip of them."""

from collections.abc import Mapping, Sequence

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response as Answer

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_id
from lms.content.clashes import Difference
from lms.kernel.db import db
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.toolkit.forms.items import piece_names
from lms.toolkit.forms.packages import PackageForm
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item, can_edit_items
from lms.toolkit.queries.differences import differences
from lms.toolkit.queries.drafts import item_to_edit
from lms.toolkit.queries.history import current_text, texts_now
from lms.toolkit.queries.plain_forms import form_of
from lms.toolkit.sync.archives import packed
from lms.toolkit.sync.handing_in import HandedIn, sort_out, take_over
from lms.toolkit.sync.opening import Opened, open_zip, what_is_here
from lms.toolkit.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.get("/beheer/toolkit/items/<item>/pakket.zip")
@permit(can_edit_item, item=item_to_edit)
def download_package(item: Item) -> Response:
    """Give what is on the site, with its pictures, as a zip."""
    text = current_text(item)
    if text is None:
        abort(404)
    answer = Response(packed(item, text), mimetype="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{item.slug}.zip"'
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.route("/beheer/toolkit/pakketten", methods=["GET", "POST"])
@slow_first
@permit(can_edit_items)
def hand_in_packages() -> str | tuple[str, int]:
    """Ask for a zip, and show what would become of what is in it; nothing is written."""
    form, found, status = PackageForm(), None, 200
    if form.validate_on_submit():
        content = form.content()
        try:
            found = sort_out(_opened(content))
            form.carry(content)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = 422
    compared = _compared(found) if found else {}
    labels = piece_names([piece for _number, pieces in compared.values() for piece in pieces])
    return render_template("toolkit/packages.html", form=form, found=found, compared=compared, labels=labels), status


@bp.post("/beheer/toolkit/pakketten/overnemen")
@slow_first
@permit(can_edit_items)
def take_packages_over(actor: Person) -> Answer | tuple[str, int]:
    """Make drafts of what is new in a zip."""
    form = PackageForm()
    if form.validate_on_submit():
        try:
            opened = _opened(form.content())
            _write_again(actor)
            _tell(take_over(opened, by=actor, origin=origin()))
            return redirect(url_for(".desk"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("toolkit/packages.html", form=form, found=None), 422


def _opened(content: bytes) -> Opened:
    """Open a zip, without a transaction: unpacking it and cleaning its photos takes a while."""
    here = what_is_here()
    end_reading()
    return open_zip(content, here)


def _compared(found: HandedIn) -> Mapping[str, tuple[int, Sequence[Difference]]]:
    """Return by uid which version readers have here, and what differs in the package; nobody knows which is newer."""
    given = [*found.update, *found.conflict]
    here = texts_now([each.uid for each in given])
    return {
        each.uid: (here[each.uid][0], differences(form_of(here[each.uid][1]), form_of(each.text)))
        for each in given
        if each.uid in here
    }


def _write_again(actor: Person) -> None:
    """Begin to write; read again who it is and what they may, for rights may have ended meanwhile."""
    number = actor.id
    begin_writing()
    for each in (*actor.all_grants, *actor.platform_roles, actor):
        db.session.expire(each)
    person = person_by_id(number)
    if person is None or not person.active or not can_edit_items(person):
        abort(403)


def _tell(found: HandedIn) -> None:
    said = ngettext("%(num)d concept staat klaar.", "%(num)d concepten staan klaar.", found.drafts)
    flash(said if found.drafts else _("Er was niets nieuws bij."), "ok")
    if found.unrelated:
        titles = ", ".join(each.text.title for each in found.unrelated)
        flash(_("Wat bij deze items hoort, namen we niet over: %(titles)s", titles=titles), "warn")
