"""Looking for recognisable people in what somebody told, before everybody may read it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.kernel.pages import page_of
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.row_numbers import row_number
from lms.toolkit.commands import reports as commands
from lms.toolkit.forms.reports import InsideForm
from lms.toolkit.models import ItemReport
from lms.toolkit.policy import can_check_report, can_edit_items
from lms.toolkit.queries.reports import PAGE, recognised, report_to_check, reports_to_check
from lms.toolkit.views.blueprint import bp
from lms.ui.forms import show_refusal


@bp.get("/beheer/toolkit/ervaringen")
@permit(can_edit_items)
def report_desk(actor: Actor) -> str:
    """List the reports that wait to be looked at, the oldest first."""
    found = reports_to_check(after=request.args.get("na", type=row_number))
    shown = page_of(found, PAGE)
    next_page = url_for(".report_desk", na=shown[-1].id) if len(shown) < len(found) else ""
    about = {"mine": {each.id for each in shown if not can_check_report(actor, each)}, "next": next_page}
    return render_template("toolkit/report_desk.html", shown=[(each, recognised(each)) for each in shown], **about)


@bp.route("/beheer/toolkit/ervaringen/<uid>", methods=["GET", "POST"])
@permit(can_check_report, report=(report_to_check, "uid"))
def check_report(report: ItemReport, actor: Person) -> str | Response | tuple[str, int]:
    """Show one report with both answers; the form keeps it inside, with a reason for its writer."""
    form = InsideForm()
    if form.validate_on_submit():
        try:
            commands.keep_report_inside(report, form.why.data or "", by=actor, origin=origin())
            flash(_("Blijft binnen. De schrijver leest waarom."), "ok")
            return redirect(url_for(".report_desk"), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(report, form), 422 if form.is_submitted() else 200


@bp.post("/beheer/toolkit/ervaringen/<uid>/zet-op-de-site")
@permit(can_check_report, report=(report_to_check, "uid"))
def put_report_on_site(report: ItemReport, actor: Person) -> Response | tuple[str, int]:
    """Let everybody read it; refuse when that cannot be, somebody else decided, or the writer took it back."""
    form = InsideForm(formdata=None)
    try:
        commands.show_report(report, by=actor, origin=origin())
        flash(_("Staat op de site. De schrijver krijgt bericht."), "ok")
        return redirect(url_for(".report_desk"), 303)
    except Refusal as refusal:
        show_refusal(form, refusal)
    return _page(report, form), 422


def _page(report: ItemReport, form: InsideForm) -> str:
    about = {"report": report, "item": report.item, "found": recognised(report)}
    return render_template("toolkit/report_check.html", form=form, **about)
