"""A learning path that the coordinator of the demo made: with an order, a day, talk, and somebody who was let off."""

from datetime import timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.commands.discussions import write_post
from lms.training.commands.path_editing import lay_path
from lms.training.commands.path_exemptions import exempt
from lms.training.commands.paths import meet_paths
from lms.training.enums import StopKind
from lms.training.models import Lesson, Module
from lms.training.models.learning_paths import LearningPath
from lms.training.models.path_members import PathMember
from lms.training.models.path_texts import ItemText, PathText

ORIGIN = "demo"
TAKES, GONE = 42, 30  # days in all, and how many of them are past
FIRST, SECOND = "wdr-1", "hgg"
PATH = PathText(
    uid="pad-demo",
    slug="eerste-weken",
    title="Je eerste weken in Kringwijs",
    summary="Zo beginnen nieuwe collega's. Eén ding tegelijk, samen met je team.",
    audiences=("social_worker",),
    position=9,
    status="published",
    ordered=True,
    deadline_days=TAKES,
    discussion=True,
    items=(
        ItemText("pad-demo-1", StopKind.LESSON, FIRST),
        ItemText(
            "pad-demo-2",
            StopKind.PRACTICE,
            title="Loop een dagdeel mee in de wijk",
            text="Vraag een sleutelpersoon of je mee mag. Kijk vooral, en vraag wat je opvalt.",
        ),
        ItemText("pad-demo-3", StopKind.MODULE, SECOND),
    ),
)


def walk_paths(coordinator: Person, learner: Person) -> None:
    """Make the path when its modules are there, let everybody meet their paths, and let somebody off."""
    lesson = db.session.scalar(select(Lesson).where(Lesson.uid == FIRST))
    if lesson is None or db.session.scalar(select(Module.id).where(Module.uid == SECOND)) is None:
        return
    path = lay_path(PATH)
    while meet_paths():
        pass
    _put_back(path)
    if learner.email:
        why = "Je werkt hier al jaren en kent de wijk."
        exempt(path, learner.email, "pad-demo-2", why, by=coordinator, origin=ORIGIN)
    text = "Het verhaal van Ron bleef mij bij. Herkennen jullie dat?"
    write_post(path, lesson, text, key="demo-eerste-weken", by=learner)


def _put_back(path: LearningPath) -> None:
    """Let everybody have begun some weeks ago."""
    for member in db.session.scalars(select(PathMember).where(PathMember.path_id == path.id)):
        member.since = now() - timedelta(days=GONE)
        member.due_on = today() + timedelta(days=TAKES - GONE)
    db.session.flush()
