"""Telling each other something about a lesson: write, mend, report, hide."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands import notify_all
from lms.accounts.models import Person
from lms.accounts.queries import people_with_role
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.models import Lesson
from lms.training.models.discussions import LessonPost
from lms.training.models.learning_paths import LearningPath
from lms.training.policy import EDITORS

REPORTED = "training.post_reported"


def write_post(path: LearningPath, lesson: Lesson, text: str, *, key: str, by: Person) -> LessonPost:
    """Add a message; the same form twice is one message."""
    post = LessonPost(path_id=path.id, lesson_id=lesson.id, by_id=by.id, form_key=key, text=text)
    try:
        with db.session.begin_nested():
            db.session.add(post)
    except IntegrityError:
        found = db.session.scalar(select(LessonPost).where(LessonPost.by_id == by.id, LessonPost.form_key == key))
        if found is None:
            raise
        return found
    return post


def mend_post(post: LessonPost, text: str) -> None:
    """Give an own message other words; a hidden one stays as it was hidden."""
    row = _locked(post)
    if row.hidden_at is not None:
        raise Refusal(_("Dit bericht is verborgen. Je kunt het niet meer veranderen."), "text")
    if row.text != text:
        row.text, row.edited_at = text, now()
    db.session.flush()


def report_post(post: LessonPost, *, by: Person) -> None:
    """Ask editors to look at a message; the first report counts, and only they hear of it."""
    row = _locked(post)
    if row.reported_at is not None or row.hidden_at is not None:
        return
    row.reported_at, row.reported_by_id = now(), by.id
    db.session.flush()
    notify_all(
        people_with_role(*EDITORS),
        cause=REPORTED,
        object=f"bericht/{row.uid}",
        version=row.reported_at.isoformat(),
        text=_l("Iemand vraagt je om naar een bericht bij een les te kijken"),
        url="/beheer/leerpaden/gesprekken",
    )


def hide_post(post: LessonPost, why: str, *, by: Person, origin: str) -> None:
    """Take a message out of sight, with the reason that its writer reads."""
    row = _locked(post)
    if row.hidden_at is None:
        row.hidden_at, row.hidden_by_id, row.hidden_why = now(), by.id, why
        db.session.flush()
        audit.record("path.post_hide", f"post/{row.uid}", actor_uid=by.uid, origin=origin)


def leave_post(post: LessonPost, *, by: Person, origin: str) -> None:
    """Say that a reported message may stay."""
    row = _locked(post)
    if row.reported_at is not None and row.hidden_at is None:
        row.reported_at, row.reported_by_id = None, None
        db.session.flush()
        audit.record("path.post_leave", f"post/{row.uid}", actor_uid=by.uid, origin=origin)


def _locked(post: LessonPost) -> LessonPost:
    db.session.refresh(post, LessonPost.__table__.columns.keys(), with_for_update=True)
    return post
