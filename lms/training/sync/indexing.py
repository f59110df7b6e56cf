"""Making modules and parts findable. A module is public; its parts are read by who signed in."""

from collections.abc import Iterable

from sqlalchemy import select

from lms.content import blocks
from lms.content.pieces import plain_text
from lms.kernel import search
from lms.kernel.db import db
from lms.training.models import Module, Part, PartVersion
from lms.training.models.outline import Outline

MODULE, PART = "module", "part"
PUBLIC, SIGNED_IN = ("public",), ("signed-in",)


def index(module: Module, outline: Outline) -> None:
    """Bring the search index in line with what learners may see of a module."""
    if not module.is_live:
        forget([module.uid, *(part.uid for part in outline.parts)])
        return
    lessons = "\n".join(f"{lesson.title}. {lesson.summary}" for lesson in outline.lessons)
    words = "\n".join([module.summary, *module.goals, lessons])
    url, language = f"/modules/{module.slug}", module.language
    search.put(MODULE, module.uid, title=module.title, text=words, url=url, scopes=PUBLIC, language=language)
    bodies = _bodies(module)
    for lesson, part in outline.places():
        search.put(
            PART,
            part.uid,
            title=part.title,
            text=plain_text(blocks.from_json(bodies[part.uid])),
            url=f"{url}/{lesson.slug}/{part.slug}",
            scopes=SIGNED_IN,
            language=language,
        )


def forget(uids: Iterable[str]) -> None:
    """Take modules and parts out of the index."""
    for uid in uids:
        search.drop(MODULE, uid)
        search.drop(PART, uid)


def _bodies(module: Module) -> dict[str, dict]:
    current = (Part.id == PartVersion.part_id) & (Part.version == PartVersion.number)
    statement = select(Part.uid, PartVersion.body).join(PartVersion, current).where(Part.module_id == module.id)
    return {uid: body for uid, body in db.session.execute(statement)}
