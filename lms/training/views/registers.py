"""The list for a register: who completed what in a period, to look at and to take along."""

from typing import Any

from flask import Response as FlaskResponse
from flask import render_template, request
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel.clock import today
from lms.kernel.permit import permit
from lms.kernel.spreadsheets import CSV, XLSX, as_csv, as_xlsx
from lms.training.commands.registrations import hand_over
from lms.training.forms.proof import HandoverForm
from lms.training.models.registers import REGISTERS
from lms.training.policy import can_keep_proof
from lms.training.queries.registrations import as_table, lines_for
from lms.training.views.blueprint import bp

SHOWN = 50


@bp.get("/beheer/scholing/registers")
@permit(can_keep_proof)
def register_list() -> str | tuple[str, int]:
    """Show what a register can be told about a period."""
    asked = "register" in request.args
    form = HandoverForm(request.args if asked else None, data=_this_year(), meta={"csrf": False})
    if asked and not form.validate():
        return render_template("training/register_list.html", form=form, lines=None), 422
    found = lines_for(form.register.data, form.first.data, form.last.data) if asked else None
    given = {"register": REGISTERS.get(form.register.data), "shown": SHOWN}
    return render_template("training/register_list.html", form=form, lines=found, **given)


@bp.post("/beheer/scholing/registers")
@permit(can_keep_proof)
def take_register_list(actor: Person) -> Response | tuple[str, int]:
    """Give the list as a file, mark who is on it as handed over, and write that in the log."""
    form = HandoverForm()
    if not form.validate():
        return render_template("training/register_list.html", form=form, lines=None), 422
    found = lines_for(form.register.data, form.first.data, form.last.data)
    hand_over(form.register.data, found, by=actor, origin=origin())
    sheet = request.form.get("vorm") == "xlsx"
    head, rows = as_table(found)
    content = as_xlsx(head, rows, title=REGISTERS[form.register.data].name) if sheet else as_csv(head, rows)
    name = f"{form.register.data}-{form.first.data}-{form.last.data}.{'xlsx' if sheet else 'csv'}"
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return FlaskResponse(content, mimetype=XLSX if sheet else CSV, headers=named)


def _this_year() -> dict[str, Any]:
    day = today()
    return {"register": next(iter(REGISTERS)), "first": day.replace(month=1, day=1), "last": day}
