"""Writing one part, or the questions of the quiz, in blocks; with what could be better and what it will look like."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug import Response

from lms.accounts.models import Person
from lms.accounts.queries.origin import origin
from lms.accounts.queries.people import person_by_id
from lms.content.advice import mended
from lms.content.errors import Overtaken
from lms.content.pictures import brought
from lms.content.sources import known_sources
from lms.content.write.words import KIND_WORDS
from lms.kernel.db import db
from lms.kernel.permit import permit
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading, slow_first
from lms.training.commands.draft_pictures import store_draft_picture
from lms.training.forms.draft_blocks import BlocksForm, PartTextForm, QuizForm, is_picture
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_outline import next_part
from lms.training.queries.draft_pages import PART, QUIZ, slice_of
from lms.training.queries.drafts import Working, draft_picture, working_at
from lms.training.queries.voices import voices_of
from lms.training.views.blueprint import bp
from lms.training.views.draft_preview import Shown, shown_part, shown_quiz
from lms.training.views.draft_saving import carry, clash, keep
from lms.training.views.media import served
from lms.ui.clashes import carried
from lms.ui.forms import show_refusal

Answer = str | Response | tuple[str, int]
FORMS: Mapping[str, Any] = {PART: PartTextForm, QUIZ: QuizForm}


@bp.get("/beheer/modules/<module>/delen/<part>")
@permit(can_edit_modules, working=(working_at, "module"))
def edit_part(working: Working, part: str, actor: Person) -> Answer:
    """Show the form of a part."""
    return _show(working, f"{PART}{part}", actor)


@bp.post("/beheer/modules/<module>/delen/<part>")
@slow_first
@permit(can_edit_modules, working=(working_at, "module"))
def save_part(working: Working, part: str, actor: Person) -> Answer:
    """Keep a part and do what the pressed button says."""
    return _save(working, f"{PART}{part}", actor)


@bp.get("/beheer/modules/<module>/toets")
@permit(can_edit_modules, working=(working_at, "module"))
def edit_quiz(working: Working, actor: Person) -> Answer:
    """Show the questions of the quiz."""
    return _show(working, QUIZ, actor)


@bp.post("/beheer/modules/<module>/toets")
@slow_first
@permit(can_edit_modules, working=(working_at, "module"))
def save_quiz(working: Working, actor: Person) -> Answer:
    """Keep the questions of the quiz and do what the pressed button says."""
    return _save(working, QUIZ, actor)


@bp.get("/beheer/modules/<module>/media/<name>")
@permit(can_edit_modules, picture=(draft_picture, "module", "name"))
def draft_media(picture: Any) -> Response:
    """Give a picture or a recording to who writes on the module."""
    return served(picture, "private, no-cache")


def _show(working: Working, page: str, actor: Person) -> Answer:
    shown = slice_of(working.form, page)
    if shown is None:
        return render_template("training/draft_part_gone.html", working=working), 410
    form = _form(page, shown)
    carry(form, working, page)
    return _page(working, page, form, actor)


def _save(working: Working, page: str, actor: Person) -> Answer:
    shown = slice_of(working.form, page)
    if shown is None:
        return render_template("training/draft_part_gone.html", working=working), 410
    form = _form(page, shown)
    told = form.told(carried(form.was.data) or shown, request.form.get("do", ""))
    if form.validate_on_submit():
        try:
            return _kept(working, page, form, told, actor)
        except Overtaken:
            return clash(_again(working.uid, actor), page, told, form.was.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
    return _page(_again(working.uid, actor), page, form, actor), 422


def _kept(working: Working, page: str, form: BlocksForm, told: dict[str, Any], actor: Person) -> Response:
    """Keep a text; a picture is cleaned first, without a transaction."""
    upload, picture = form.picture.data, None
    end_reading()
    if upload is not None and is_picture(getattr(upload, "filename", "")):
        picture = brought(upload.filename, upload.stream, form.picture_alt.data or "")
    person = _write_again(actor)
    for fix in _pressed(form):
        told["text"] = mended(told["text"], *fix)
    kept = keep(_again(working.uid, person), form, page, told, person)
    place = store_draft_picture(kept, page, picture, by=person, origin=origin()) if picture else form.place
    return redirect(_next(kept, page, place), 303)


def _write_again(actor: Person) -> Person:
    """Begin to write; read who it is and what they may again, for rights may have ended meanwhile."""
    number = actor.id
    begin_writing()
    for each in (*actor.all_grants, *actor.platform_roles, actor):
        db.session.expire(each)
    person = person_by_id(number)
    if person is None or not person.active or not can_edit_modules(person):
        abort(403)
    return person


def _again(uid: str, actor: Person) -> Working:
    working = working_at(uid, actor)
    if working is None:
        raise Refusal("")
    return working


def _pressed(form: BlocksForm) -> list[tuple[str, str]]:
    """Return the proposal that somebody takes over: what stands there, and what comes instead."""
    what, _dash, number = request.form.get("do", "").partition("-")
    if what != "herstel" or not (number.isascii() and number.isdigit()) or int(number) >= len(form.fixes):
        return []
    fix = form.fixes[int(number)].form
    lines: Callable[[str | None], str] = lambda text: (text or "").replace("\r\n", "\n")  # noqa: E731
    return [(lines(fix.found.data), lines(fix.better.data))]


def _next(working: Working, page: str, place: str) -> str:
    """Return where a button leads: the next part, behind the last one the quiz, or this page again."""
    do, uid = request.form.get("do", ""), working.uid
    role = request.args.get("als")
    if do == "klaar":
        return url_for(".review_draft", module=uid)
    if do == "verder":
        after = next_part(working.form, page.removeprefix(PART))
        return url_for(".edit_part", module=uid, part=after) if after else url_for(".edit_quiz", module=uid)
    extra: dict[str, Any] = {"als": role, "_anchor": place or None}
    if do.startswith("bij-text"):
        extra["nieuw"] = place.removeprefix("blok-")
    if page == QUIZ:
        return url_for(".edit_quiz", module=uid, **extra)
    return url_for(".edit_part", module=uid, part=page.removeprefix(PART), **extra)


def _form(page: str, shown: dict[str, Any]) -> Any:
    sources = [(key, f"{each.publisher} {each.year}: {each.title}") for key, each in known_sources().items()]
    return FORMS[QUIZ if page == QUIZ else PART].of(shown, sources)


def _page(working: Working, page: str, form: BlocksForm, actor: Person) -> str:
    shown: Shown = shown_quiz(working) if page == QUIZ else shown_part(working, page, request.args.get("als", ""))
    if (at := request.args.get("nieuw", type=int)) is not None and not form.is_submitted():
        form.insert_text(at)
    told: dict[str, Any] = {"working": working, "form": form, "page": page, "kinds": KIND_WORDS, "shown": shown}
    told["voices"] = [] if page == QUIZ else voices_of(working.uid, working.form, page.removeprefix(PART))
    return render_template("training/draft_part.html", **told, other=working.written_by_another(actor))
