"""Proof of what somebody learned: making it, showing it, handing it over as PDF, and checking it."""

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import end_reading
from lms.training.commands.certificates import make_certificate
from lms.training.enums import CertificateState
from lms.training.models.certificates import Certificate
from lms.training.queries.certificate_files import certificate_pdf, qr_of
from lms.training.queries.certificates import Checked, check_address, checked, own_certificate
from lms.training.queries.papers import STATES, dutch_paper_of, facts_of, kind_words, mark_of, paper_of
from lms.training.queries.readings import Reading, reading_of
from lms.training.queries.registrations import numbers_of
from lms.training.views.blueprint import bp


@bp.post("/modules/<module>/bewijs")
@permit(signed_in, reading=(reading_of, "module"))
def make_proof(reading: Reading, actor: Person) -> Response:
    """Give proof of the version of now to who completed it (again), or say what is left."""
    try:
        made = make_certificate(reading, by=actor)
    except Refusal as refusal:
        flash(refusal.message, "warn")
        return redirect(url_for(".show", module=reading.module.slug), 303)
    return redirect(url_for(".certificate", number=made.number), 303)


@bp.get("/mijn-leren/bewijzen/<number>")
@permit(signed_in, certificate=(own_certificate, "number"))
def certificate(certificate: Certificate, actor: Person) -> str:
    """Show somebody their own certificate, as it is printed."""
    paper = paper_of(certificate, actor.name, numbers_of(actor))
    drawn = qr_of(check_address(certificate)).svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None)
    return render_template("training/certificate.html", certificate=certificate, paper=paper, qr=drawn)


@bp.get("/mijn-leren/bewijzen/<number>.pdf")
@permit(signed_in, certificate=(own_certificate, "number"))
def certificate_file(certificate: Certificate, actor: Person) -> Response:
    """Give somebody their own certificate as accessible PDF."""
    paper = dutch_paper_of(certificate, actor.name, numbers_of(actor))
    end_reading()
    content = certificate_pdf(paper, check_address(certificate))
    named = {"Content-Disposition": f'attachment; filename="{certificate.number.lower()}.pdf"'}
    return FlaskResponse(content, mimetype="application/pdf", headers=named)


@bp.get("/bewijs/<code>")
@permit(anyone, found=(checked, "code"))
def check_proof(found: Checked) -> tuple[str, int, dict[str, str]]:
    """Say to everybody whether a certificate holds now, with no name; nobody keeps the answer, for it may change."""
    shown = found.certificate
    page = render_template(
        "training/check.html",
        found=found,
        state=STATES[found.state],
        kind=kind_words(shown) if shown else "",
        mark=mark_of(shown) if shown else "",
        facts=list(facts_of(shown)) if shown else [],
    )
    known = found.state is not CertificateState.UNKNOWN
    return page, 200 if known else 404, {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
