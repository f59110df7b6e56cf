"""Items as packages: downloading one, and handing in a zip of them."""

from flask import Response, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response as Answer

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.toolkit.forms.packages import PackageForm
from lms.toolkit.models import Item
from lms.toolkit.policy import can_edit_item, can_edit_items
from lms.toolkit.queries.drafts import item_to_edit
from lms.toolkit.queries.history import current_text
from lms.toolkit.sync.archives import packed
from lms.toolkit.sync.handing_in import look_into, take_over
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
@permit(can_edit_items)
def hand_in_packages() -> str | tuple[str, int]:
    """Ask for a zip, and show what would become of what is in it; nothing is written."""
    form, found, status = PackageForm(), None, 200
    if form.validate_on_submit():
        content = form.content()
        try:
            found = look_into(content)
            form.carry(content)
        except Refusal as refusal:
            show_refusal(form, refusal)
            status = 422
    return render_template("toolkit/packages.html", form=form, found=found), status


@bp.post("/beheer/toolkit/pakketten/overnemen")
@permit(can_edit_items)
def take_packages_over(actor: Person) -> Answer | tuple[str, int]:
    """Make drafts of what is new in a zip."""
    form = PackageForm()
    if form.validate_on_submit():
        try:
            number = take_over(form.content(), by=actor, origin=origin())
            said = ngettext("%(num)d concept staat klaar.", "%(num)d concepten staan klaar.", number)
            flash(said if number else _("Er was niets nieuws bij."), "ok")
            return redirect(url_for(".desk"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return render_template("toolkit/packages.html", form=form, found=None), 422
