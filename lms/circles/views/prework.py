"""Photos that people prepare, which stay in the circle, and experts who look at a programme by a link."""

from io import BytesIO
from typing import Any

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import person_by_id
from lms.circles.commands.prework import add_photo, remove_photo
from lms.circles.forms.before import PhotoForm
from lms.circles.models import CircleSession, PreworkPhoto
from lms.circles.policy import can_speak
from lms.circles.queries.checkins import before_session
from lms.circles.queries.experts import ExpertView, expert_view
from lms.circles.queries.photos import photo_by_uid
from lms.circles.queries.sessions import session_inside
from lms.circles.views.before import HERE, SESSION, Answer, page_of
from lms.circles.views.blueprint import bp
from lms.kernel import pictures
from lms.kernel.db import db
from lms.kernel.files import NoSuchFile, files
from lms.kernel.permit import anyone, permit, signed_in
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.programme.commands.evidence import KeptFile, keep_file
from lms.programme.commands.uploads import drop_files
from lms.ui.forms import show_refusal

PHOTO = (photo_by_uid, "circle", "number", "uid")


def brought_it(actor: Actor, photo: PreworkPhoto) -> bool:
    """Who brought a photo takes it away, also when somebody on it says no after all."""
    return actor.id is not None and photo.answer.person_id == actor.id


@bp.post(f"{HERE}/foto")
@slow_first
@permit(can_speak, session=SESSION)
def before_photo(session: CircleSession, actor: Person) -> Answer:
    """Keep a photo: the file first and without a transaction, then that it is there."""
    form, where = PhotoForm(prefix="foto"), (session.circle.slug, session.number)
    if form.validate_on_submit():
        end_reading()
        try:
            _add(where, form, _kept(form), actor.id)
            flash(_("Je foto is bewaard. Alleen je leerkring ziet hem."), "ok")
            return redirect(url_for(".before", circle=where[0], number=where[1]), 303)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return page_of(before_session(session, actor), actor, photo=form)


@bp.get("/leerkringen/<circle>/<int:number>/fotos/<uid>")
@permit(signed_in, photo=PHOTO)
def prework_photo(photo: PreworkPhoto) -> Response:
    """Show a photo to the people of the circle, and to nobody else."""
    return _shown(photo.file)


@bp.get("/leerkringen/<circle>/<int:number>/fotos/<uid>/klein")
@permit(signed_in, photo=PHOTO)
def prework_thumbnail(photo: PreworkPhoto) -> Response:
    """Show a photo small."""
    return _shown(photo.thumbnail)


@bp.post("/leerkringen/<circle>/<int:number>/fotos/<uid>/weg")
@permit(brought_it, photo=PHOTO)
def remove_prework_photo(photo: PreworkPhoto) -> Response:
    """Take a photo away for good."""
    session = photo.answer.prework.session
    circle, number = session.circle.slug, session.number
    remove_photo(photo)
    flash(_("Weggehaald. Niemand kan de foto nog zien."), "ok")
    return redirect(url_for(".before", circle=circle, number=number), 303)


@bp.get("/bij-een-leerkring/<token>")
@permit(anyone, view=(expert_view, "token"))
def expert(view: ExpertView) -> tuple[str, int, dict[str, str]]:
    """Show the programme of one session to who has a link; nobody keeps it, and no search engine reads it."""
    kept = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}
    return render_template("circles/expert.html", view=view, session=view.link.session), 200, kept


def _shown(name: str) -> Response:
    """Return a stored photo: kept by the browser of this person only, and asked after each time."""
    end_reading()
    try:
        with files().open(name) as stored:
            content = stored.read()
    except NoSuchFile:
        abort(404)
    response = send_file(BytesIO(content), mimetype=pictures.CONTENT_TYPE, conditional=True, etag=name)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _kept(form: PhotoForm) -> KeptFile:
    upload = request.files.get(form.file.name)
    if upload is None or not upload.filename:
        raise Refusal(_("Kies eerst een foto."), "file")
    return keep_file(upload.stream, upload.filename, consent=bool(form.consent.data))


def _add(where: tuple[str, int], form: PhotoForm, kept: KeptFile, actor_id: int) -> None:
    """Write down that a photo is there, for who still may; when that fails, its files go."""
    try:
        begin_writing()
        db.session.expire_all()
        actor = person_by_id(actor_id)
        session = session_inside(*where, actor) if actor and actor.active else None
        if actor is None or session is None or not can_speak(actor, session):
            abort(404)
        told: dict[str, Any] = {"consent": bool(form.consent.data), "form_key": form.key}
        add_photo(session, kept, form.alt.data or "", **told, by=actor)
    except BaseException:
        drop_files(kept.file, kept.thumbnail)
        raise
