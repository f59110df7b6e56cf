"""What comes in beside words: stored while no transaction is open, and only then written down, for who still may."""

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager

from flask import abort
from flask_babel import gettext as _

from lms.accounts.models import Actor, Person
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.files import MOST_AT_ONCE, Kept, drop, keep, voice
from lms.advice.forms.files import FilesForm, VoiceForm
from lms.advice.models import Advice
from lms.advice.queries.advice import advice_by_number
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.refusal import Refusal
from lms.kernel.work import begin_writing, end_reading
from lms.programme.commands.uploads import keep_recording
from lms.programme.queries.moments import kept_uploads

Rule = Callable[[Actor, Advice], bool]


@contextmanager
def stored(form: FilesForm, actor: Person, advice: Advice, rule: Rule) -> Generator[list[Kept], None, None]:
    """Store the files of a form and begin to write about advice; when that fails, the files go."""
    kept = _kept(form)
    try:
        _begin_again(actor, advice, rule)
        yield kept
    except BaseException:
        drop(*kept)
        raise


@contextmanager
def stored_first(form: FilesForm, actor: Person) -> Generator[list[Kept], None, None]:
    """Store the files of what is not there yet, a question, and begin to write."""
    kept = _kept(form)
    try:
        _begin_again(actor)
        yield kept
    except BaseException:
        drop(*kept)
        raise


def heard(
    form: VoiceForm, form_key: str, actor: Person, advice: Advice | None = None, rule: Rule | None = None
) -> Kept | None:
    """Store the recording of a form, where it waits for what it belongs to, and begin to write; return what waits.

    It may be about advice that is there already; then who may that is looked at again.
    """
    end_reading()
    if file := form.spoken:
        with closing(file):
            keep_recording(file.stream, form_key=form_key, by=actor, seconds=form.seconds_told)
    waiting = kept_uploads(form_key, actor).recording
    end_reading()
    size = 0
    if waiting is not None:
        with files().open(waiting.name) as sound:
            size = len(sound.read())
    _begin_again(actor, advice, rule)
    return voice(waiting, size) if waiting is not None else None


def ask_again(form: FilesForm) -> None:
    """Say that files must be chosen again: no browser keeps them in a form that comes back."""
    if form.uploads and not form.files.errors:
        form.files.errors = [_("Kies je bestanden daarna opnieuw.")]


def _kept(form: FilesForm) -> list[Kept]:
    uploads = form.uploads
    if len(uploads) > MOST_AT_ONCE:
        raise Refusal(_("Kies hoogstens %(most)s bestanden tegelijk.", most=MOST_AT_ONCE), "files")
    end_reading()
    kept: list[Kept] = []
    try:
        for each in uploads:
            with closing(each):
                kept.append(keep(each.stream, each.filename or "", consent=bool(form.consent.data)))
    except BaseException:
        drop(*kept)
        raise
    return kept


def _begin_again(actor: Person, advice: Advice | None = None, rule: Rule | None = None) -> None:
    """Begin to write, and look again who may what: rights may have ended meanwhile."""
    begin_writing()
    number, id = advice.number if advice else "", actor.id
    for each in (*actor.all_grants, *actor.platform_roles, actor, *([advice] if advice else ())):
        db.session.expire(each)
    person = person_by_id(id)
    if person is None or not person.active or (advice and advice_by_number(number, person) is None):
        abort(404)
    if advice and rule and not rule(person, advice):
        abort(403)
