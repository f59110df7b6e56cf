"""Learning paths for tests, and people on them."""

from datetime import UTC, datetime

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.training.enums import StopKind
from lms.training.models.learning_paths import LearningPath
from lms.training.models.path_members import PathMember
from lms.training.models.path_texts import ItemText, PathText
from lms.training.sync.path_storing import store_path

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def module_item(uid: str, about: str = "wdr", **given) -> ItemText:
    return ItemText(uid, StopKind.MODULE, about, **given)


def lesson_item(uid: str, about: str = "wdr-l1", **given) -> ItemText:
    return ItemText(uid, StopKind.LESSON, about, **given)


def practice_item(uid: str = "oefen", **given) -> ItemText:
    return ItemText(uid, StopKind.PRACTICE, title="Oefen met mijn adviseur", text="Doe het samen.", **given)


def a_path(*items: ItemText, role: Role = Role.SOCIAL_WORKER, slug: str = "sociaal-werk", **given) -> LearningPath:
    """Make a path that learners see."""
    values = {"uid": f"pad-{slug}", "title": "Leerpad", "summary": "Wat je leert.", "status": "published", **given}
    path = store_path(PathText(slug=slug, audiences=(role.value,), items=items or (module_item("stap-1"),), **values))
    db.session.commit()
    return path


def a_walker(path: LearningPath, person, **given) -> PathMember:
    """Let somebody have met a path long ago."""
    member = PathMember(person_id=person.id, path_id=path.id, since=LONG_AGO, **given)
    db.session.add(member)
    db.session.commit()
    return member
