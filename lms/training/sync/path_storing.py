"""Storing a learning path as it is written, whether it came from a file or from an editor."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import selectinload

from lms.accounts.enums import Role
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.queue import enqueue
from lms.kernel.refusal import Refusal
from lms.training.enums import StopKind
from lms.training.models import Lesson, Module
from lms.training.models.learning_paths import LearningPath, PathAudience, PathItem
from lms.training.models.path_members import PathMember
from lms.training.models.path_texts import ItemText, PathText

SETTLE = "training.settle_path"
HEAD = ("slug", "title", "summary", "position", "status", "ordered", "deadline_days", "renewal_months", "discussion")
PLAIN = ("title", "text", "required", "opens_on", "after", "in_renewal")
WHOLE = (selectinload(LearningPath.audiences), selectinload(LearningPath.items))
FRESH = {"populate_existing": True}


def store_path(text: PathText) -> LearningPath:
    """Make the path, or give it this text; an item that is not in it any more leaves the path and keeps its row."""
    path = db.session.scalar(select(LearningPath).where(LearningPath.uid == text.uid).options(*WHOLE))
    if path is None:
        path = LearningPath(uid=text.uid, audiences=[])
        db.session.add(path)
    _refuse_taken(path, text)
    days = path.deadline_days
    for name in HEAD:
        setattr(path, name, getattr(text, name))
    path.retired_at, path.digest = None, text.digest
    _store_audiences(path, {Role(role) for role in text.audiences})
    db.session.flush()
    _store_items(path, text)
    db.session.flush()
    db.session.expire(path, ["items"])
    if days != path.deadline_days:
        _redate(path)
    if path.is_live:
        enqueue(SETTLE, path.id, 0)
    return path


def _redate(path: LearningPath) -> None:
    """Give everybody who is still on their way the day that follows from today, or none; reminders begin anew."""
    due_on = today() + timedelta(days=path.deadline_days) if path.deadline_days else None
    waiting = update(PathMember).where(PathMember.path_id == path.id, PathMember.completed_at.is_(None))
    db.session.execute(waiting.values(due_on=due_on, reminded=0))


def _refuse_taken(path: LearningPath, text: PathText) -> None:
    taken = select(LearningPath.uid).where(LearningPath.slug == text.slug, LearningPath.retired_at.is_(None))
    with db.session.no_autoflush:
        other = db.session.scalar(taken.where(LearningPath.uid != text.uid))
    if other is not None:
        message = _("Het adres '%(slug)s' is al van een ander leerpad. Kies een ander adres.", slug=text.slug)
        raise Refusal(message, "slug")


def _store_audiences(path: LearningPath, roles: set[Role]) -> None:
    for row in [each for each in path.audiences if each.role not in roles]:
        path.audiences.remove(row)
    there = {row.role for row in path.audiences}
    path.audiences += [PathAudience(role=role) for role in sorted(roles - there)]


def _store_items(path: LearningPath, text: PathText) -> None:
    rows = {row.uid: row for row in db.session.scalars(select(PathItem).where(PathItem.path_id == path.id))}
    about = _numbers(text)
    for position, item in enumerate(text.items, start=1):
        row = rows.pop(item.uid, None)
        fresh = row is None or row.retired_at is not None or (item.required and not row.required)
        row = row or PathItem(uid=item.uid, path_id=path.id)
        if fresh:
            row.asked_since = path.changed_at = now()
        row.position, row.kind, row.retired_at = position, item.kind, None
        row.module_id = about[item.about] if item.kind is StopKind.MODULE else None
        row.lesson_id = about[item.about] if item.kind is StopKind.LESSON else None
        for name in PLAIN:
            setattr(row, name, getattr(item, name))
        db.session.add(row)
    for row in rows.values():
        if row.retired_at is None:
            row.retired_at = path.changed_at = now()


def _numbers(text: PathText) -> dict[str, int]:
    found: dict[str, int] = {}
    for table, kind in ((Module, StopKind.MODULE), (Lesson, StopKind.LESSON)):
        uids = [item.about for item in text.items if item.kind is kind]
        if uids:
            found.update(
                {
                    uid: number
                    for uid, number in db.session.execute(select(table.uid, table.id).where(table.uid.in_(uids)))
                }
            )
    for item in text.items:
        if item.kind is not StopKind.PRACTICE and item.about not in found:
            raise Refusal(_("De module of les '%(uid)s' van dit leerpad is er niet.", uid=item.about))
    return found


def text_of(path: LearningPath) -> PathText:
    """Return a stored path as it is written; its items, modules and lessons must be loaded."""
    return PathText(
        uid=path.uid,
        audiences=tuple(sorted(row.role.value for row in path.audiences)),
        items=tuple(_item_text(item) for item in path.items),
        **{name: getattr(path, name) for name in HEAD},
    )


def _item_text(item: PathItem) -> ItemText:
    made_of = item.module or item.lesson
    return ItemText(
        uid=item.uid,
        kind=item.kind,
        about=made_of.uid if made_of else "",
        **{name: getattr(item, name) for name in PLAIN},
    )
