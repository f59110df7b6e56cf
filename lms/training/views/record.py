"""Mijn leren: everything somebody did, to read and to take along."""

import json

from flask import Response as FlaskResponse
from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.kernel.permit import permit, signed_in
from lms.kernel.spreadsheets import CSV, as_csv
from lms.kernel.work import end_reading
from lms.training.models.outline import asks_writing
from lms.training.models.proof import state_of
from lms.training.models.registers import REGISTERS
from lms.training.policy import audiences_of
from lms.training.queries.live import live_of
from lms.training.queries.papers import LANGUAGE, STATES
from lms.training.queries.record import did_live, record_as_data, record_as_rows, record_of
from lms.training.queries.record_files import record_pdf, record_sheet
from lms.training.queries.registrations import numbers_of
from lms.training.queries.telling import together_of
from lms.training.views.blueprint import bp

KINDS = {"json": "application/json", "csv": CSV, "pdf": "application/pdf"}


@bp.get("/mijn-leren")
@permit(signed_in)
def record(actor: Person) -> str:
    """Show what somebody did, module by module, with proof and what to take along."""
    together = together_of(actor)
    learned = record_of(actor, together)
    live = [(each, did_live(each)) for each in live_of(actor)]
    held = [certificate for each in learned for certificate in each.certificates]
    held += [each.certificate for each, _did in live if each.certificate is not None]
    proof = [(certificate, STATES[state_of(certificate, today())]) for certificate in held]
    numbers = [(REGISTERS[slug], number) for slug, number in numbers_of(actor).items() if slug in REGISTERS]
    writes = asks_writing(audiences_of(actor))  # of others no register asks proof
    told = {"learned": learned, "proof": proof, "numbers": numbers, "writes": writes, "together": together}
    return render_template("training/record.html", live=live, **told)


@bp.get("/mijn-leren/overzicht.<any(json, csv, pdf):form>")
@permit(signed_in)
def record_file(form: str, actor: Person) -> Response:
    """Give what somebody did as a file: for programs, for a spreadsheet, or to read and hand over."""
    content = _content(form, actor)
    named = {"Content-Disposition": f'attachment; filename="mijn-leren-{today().isoformat()}.{form}"'}
    return FlaskResponse(content, mimetype=KINDS[form], headers=named)


def _content(form: str, actor: Person) -> bytes:
    with force_locale(LANGUAGE):
        learned, live = record_of(actor), live_of(actor)
        if form == "json":
            return json.dumps(record_as_data(actor, learned, live), ensure_ascii=False, indent=2).encode()
        if form == "csv":
            return as_csv(*record_as_rows(learned, live))
        sheet = record_sheet(actor, learned, live)
    end_reading()
    return record_pdf(sheet, _("Mijn leren"))
