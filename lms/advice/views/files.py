"""Files and voice notes of advice: looked at, listened to, written down, and taken away."""

from io import BytesIO

from flask import abort, send_file
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.origin import origin
from lms.advice import policy
from lms.advice.commands.files import remove_file, write_down
from lms.advice.forms.files import TranscriptForm
from lms.advice.models import AdviceFile
from lms.advice.queries.advice import advice_by_number
from lms.advice.queries.files import file_by_uid
from lms.advice.views.asking import Answer, may_read
from lms.advice.views.blueprint import bp
from lms.advice.views.thread import page, to
from lms.kernel.files import NoSuchFile, files
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import end_reading
from lms.ui.forms import show_refusal

FILE = (file_by_uid, "number", "uid")


def brought_it(actor: Actor, file: AdviceFile) -> bool:
    """Who brought a file takes it away; of a voice note they write down what it says."""
    return actor.id is not None and file.by_id == actor.id


@bp.get("/advies/<number>/bestanden/<uid>")
@permit(may_read, file=FILE)
def file(file: AdviceFile) -> Response:
    """Show a photo, play a voice note in pieces when asked, and give anything else as a download."""
    shown = {} if file.pictured or file.spoken else {"as_attachment": True, "download_name": file.file_name}
    end_reading()
    try:
        with files().open(file.file) as kept:
            content = BytesIO(kept.read())
    except NoSuchFile:
        abort(404)
    answer = send_file(content, mimetype=file.media_type, conditional=True, etag=file.file, **shown)  # type: ignore[arg-type]  # as named
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@bp.post("/advies/<number>/bestanden/<uid>/weg")
@permit(brought_it, file=FILE)
def remove(file: AdviceFile, actor: Person) -> Response:
    """Take a file away for good."""
    advice = file.advice
    remove_file(file, advice, by=actor, origin=origin())
    return to(advice, _("Weggehaald. Niemand kan het nog openen."))


@bp.post("/advies/<number>/bestanden/<uid>/tekst")
@permit(brought_it, file=FILE)
def transcript(file: AdviceFile, actor: Person) -> Answer:
    """Write down what a voice note says."""
    form, advice = TranscriptForm(), advice_by_number(file.advice.number, actor)
    if advice is None or not policy.answers(actor, advice) or not file.spoken:
        abort(404)
    if form.validate_on_submit():
        try:
            write_down(file, advice, form.transcript.data, by=actor, origin=origin())
            return to(advice, _("Bewaard. Nu kan iedereen het lezen."), anchor=f"bestand-{file.uid}")
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page(advice, actor, transcript=form), 422
