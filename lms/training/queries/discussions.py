"""What people on a path told each other about a lesson."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.training.models import Lesson
from lms.training.models.discussions import LessonPost
from lms.training.models.outline import LessonLine
from lms.training.policy import can_edit_paths
from lms.training.queries.paths import MyPath, Stretch, path_of, paths_of

SHOWN = 100
WHOLE = (joinedload(LessonPost.by), joinedload(LessonPost.path), joinedload(LessonPost.lesson))


@dataclass(frozen=True)
class Talk:
    """The place of a talk: a path, a lesson in it, and the item it is part of."""

    mine: MyPath
    stretch: Stretch
    lesson: LessonLine


def talk_at(path: str, lesson: str, actor: Actor) -> Talk | None:
    """Return where people on one of somebody's own paths talk about a lesson; nothing when talk is off."""
    mine = path_of(path, actor)
    if mine is None or not mine.path.discussion:
        return None
    found = ((stretch, line) for stretch in mine.stretches for line in stretch.lessons if line.uid == lesson)
    return next((Talk(mine, stretch, line) for stretch, line in found), None)


def posts_in(talk: Talk) -> Sequence[LessonPost]:
    """Return the latest messages, the oldest of them first."""
    about = select(Lesson.id).where(Lesson.uid == talk.lesson.uid).scalar_subquery()
    here = (LessonPost.path_id == talk.mine.path.id, LessonPost.lesson_id == about)
    latest = select(LessonPost).where(*here).options(*WHOLE).order_by(LessonPost.id.desc()).limit(SHOWN)
    return list(reversed(db.session.scalars(latest).all()))


def lesson_of(talk: Talk) -> Lesson:
    """Return the row of the lesson that people talk about."""
    return db.session.execute(select(Lesson).where(Lesson.uid == talk.lesson.uid)).scalar_one()


def post_seen(post: str, actor: Actor) -> LessonPost | None:
    """Return a message on a path of somebody where talk is on; a hidden one is only its writer's."""
    found = _post(post)
    if found is None or (found.hidden_at is not None and found.by_id != actor.id):
        return None
    mine = {each.path.id for each in paths_of(actor) if each.path.discussion}
    return found if found.path_id in mine else None


def own_post(post: str, actor: Actor) -> LessonPost | None:
    """Return somebody's own message."""
    found = post_seen(post, actor)
    return found if found and found.by_id == actor.id else None


def post_to_judge(post: str, actor: Actor) -> LessonPost | None:
    """Return any message, for who may hide it."""
    return _post(post) if can_edit_paths(actor) else None


def reported_posts() -> Sequence[LessonPost]:
    """Return the messages that editors are asked to look at, the oldest report first."""
    waiting = select(LessonPost).where(LessonPost.reported_at.is_not(None), LessonPost.hidden_at.is_(None))
    return db.session.scalars(waiting.options(*WHOLE).order_by(LessonPost.reported_at).limit(SHOWN)).all()


def _post(uid: str) -> LessonPost | None:
    return db.session.scalar(select(LessonPost).where(LessonPost.uid == uid).options(*WHOLE))
