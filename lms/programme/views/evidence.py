"""What shows how a step went: bringing it, looking at it, taking it away."""

from io import BytesIO

from flask import abort, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.kernel import pictures
from lms.kernel.documents import content_type
from lms.kernel.files import NoSuchFile, files
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import end_reading, slow_first
from lms.programme import policy
from lms.programme.commands.evidence import KeptFile, add_evidence, keep_file, remove_evidence
from lms.programme.commands.reading import log_reading
from lms.programme.commands.uploads import drop_files
from lms.programme.enums import EvidenceKind
from lms.programme.forms.steps import EvidenceForm
from lms.programme.models import Evidence
from lms.programme.queries.steps import StepHere, evidence_by_uid
from lms.programme.views.again import begin_writing_again
from lms.programme.views.blueprint import bp
from lms.programme.views.moment_files import stored_file
from lms.programme.views.once import show_why
from lms.programme.views.steps import STEP, step_page

EVIDENCE = (evidence_by_uid, "slug", "uid")


def may_add(actor: Person, here: StepHere) -> bool:
    """Return :func:`policy.can_add_evidence` for a step."""
    return policy.can_add_evidence(actor, here.neighbourhood)


@bp.post("/wijken/<slug>/stappen/<step>/bewijs")
@slow_first
@permit(may_add, here=STEP)
def add_step_evidence(here: StepHere, actor: Person) -> Response | tuple[str, int]:
    """Keep something: the file first and without a transaction, then the words with it."""
    form = EvidenceForm(prefix="bewijs")
    if form.validate_on_submit():
        end_reading()
        try:
            _add(here, form, _kept(form), actor)
            flash(_("Bewaard. Je ziet het hieronder terug."), "ok")
            return redirect(_step(here.neighbourhood.slug, here.step.key), 303)
        except Refusal as refusal:
            show_why(form, refusal)
    _ask_file_again(form)
    return step_page(here, actor, showing=form), 422


@bp.get("/wijken/<slug>/bewijs/<uid>")
@permit(policy.can_read_evidence, evidence=EVIDENCE)
def evidence_file(evidence: Evidence, actor: Person) -> Response:
    """Give a photo, or a document as a download; opening what another person brought is written in the log."""
    if evidence.file is None:
        abort(404)
    if evidence.kind is EvidenceKind.PHOTO:
        answer = stored_file(evidence.file, pictures.CONTENT_TYPE)
    else:
        answer = _download(evidence.file, evidence.file_name or "bestand")
    if request.method == "GET":
        log_reading("evidence.look", evidence, by=actor, origin=origin())
    return answer


@bp.get("/wijken/<slug>/bewijs/<uid>/klein")
@permit(policy.can_read_evidence, evidence=EVIDENCE)
def evidence_thumbnail(evidence: Evidence) -> Response:
    """Give a photo small, as the list shows it."""
    if evidence.thumbnail is None:
        abort(404)
    return stored_file(evidence.thumbnail, pictures.CONTENT_TYPE)


@bp.post("/wijken/<slug>/bewijs/<uid>/weg")
@permit(policy.can_remove_evidence, evidence=EVIDENCE)
def remove_step_evidence(evidence: Evidence, actor: Person) -> Response:
    """Take away what this person brought."""
    where = _step(evidence.neighbourhood.slug, evidence.step_key)
    remove_evidence(evidence, by=actor, origin=origin())
    flash(_("Weggehaald. Niemand kan het nog zien."), "ok")
    return redirect(where, 303)


def _add(here: StepHere, form: EvidenceForm, kept: KeptFile | None, actor: Person) -> None:
    """Write down what was brought; when that fails, its files go."""
    told = {"text": form.text.data or "", "kept": kept, "consent": form.consent.data, "form_key": form.key}
    try:
        begin_writing_again(here.neighbourhood, actor, policy.can_add_evidence)
        add_evidence(here.neighbourhood, here.step.key, by=actor, origin=origin(), **told)
    except BaseException:
        if kept:
            drop_files(kept.file, kept.thumbnail)
        raise


def _ask_file_again(form: EvidenceForm) -> None:
    """Say that a file must be chosen again: no browser keeps it in a form that comes back."""
    if request.files.get(form.file.name) and not form.file.errors:
        form.file.errors = [_("Kies je foto of bestand daarna opnieuw.")]


def _download(name: str, shown: str) -> Response:
    end_reading()
    try:
        with files().open(name) as stored:
            content = BytesIO(stored.read())
    except NoSuchFile:
        abort(404)
    answer = send_file(content, mimetype=content_type(shown), as_attachment=True, download_name=shown)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _kept(form: EvidenceForm) -> KeptFile | None:
    upload = request.files.get(form.file.name)
    if upload is None or not upload.filename:
        return None
    return keep_file(upload.stream, upload.filename, consent=form.consent.data)


def _step(slug: str, key: str) -> str:
    return url_for(".step", slug=slug, step=key, _anchor="bewijs")
