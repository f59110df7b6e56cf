"""What is stored of a module, as the form that makes it again."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import undefer

from lms.content.spoken import is_recording
from lms.kernel.db import db
from lms.training.models import Lesson, Module, ModuleEdition, ModuleMedia, Part, PartVersion, Quiz
from lms.training.queries.draft_forms import LISTS, RECORDINGS, Form, form_of_part, form_of_quiz, plain_form
from lms.training.queries.draft_forms import WORDS as FORM_WORDS

WORDS = tuple(name for name in FORM_WORDS if name != "goals") + LISTS


@dataclass(frozen=True)
class StoredForm:
    """A form, and the files its parts and its quiz were written in, by their uid."""

    form: Form
    sources: dict[str, str] = field(default_factory=dict)


def stored_form(module: Module) -> StoredForm:
    """Return what a module holds now, without what is retired; three statements."""
    given: Form = {name: getattr(module, name) for name in WORDS}
    given |= {"goals": "\n".join(module.goals), "lessons": [], "quiz": {}}
    given[RECORDINGS] = sorted(filter(is_recording, module.pictures))
    sources: dict[str, str] = {}
    lessons: dict[int, Form] = {}
    for lesson in _lessons(module):
        lessons[lesson.id] = {"uid": lesson.uid, "slug": lesson.slug, "number": lesson.position, "parts": []}
        lessons[lesson.id] |= {"title": lesson.title, "summary": lesson.summary}
        given["lessons"].append(lessons[lesson.id])
    for part, source in _parts(module):
        if part.lesson_id in lessons:
            lessons[part.lesson_id]["parts"].append(form_of_part(source, part.slug, part.position))
            sources[part.uid] = source
    live = (Quiz.module_id == module.id, Quiz.retired_at.is_(None))
    for uid, source in db.session.execute(select(Quiz.uid, Quiz.source).where(*live)):
        given["quiz"], sources[uid] = form_of_quiz(source), source
    return StoredForm(plain_form(given), sources)


def edition_form(module: Module, serial: int) -> Form | None:
    """Return what a version was made of; nothing for one that was made before we kept that."""
    edition = db.session.get(ModuleEdition, (module.id, serial), options=[undefer(ModuleEdition.form_json)])
    if edition is not None:
        return plain_form(edition.form_json)
    return stored_form(module).form if serial == module.serial else None


def stored_pictures(module: Module) -> dict[str, bytes]:
    """Return the pictures of a module with their content, by file."""
    live = (ModuleMedia.module_id == module.id, ModuleMedia.retired_at.is_(None))
    rows = db.session.execute(select(ModuleMedia.file, ModuleMedia.content).where(*live))
    return {file: content for file, content in rows}


def _lessons(module: Module) -> list[Lesson]:
    live = select(Lesson).where(Lesson.module_id == module.id, Lesson.retired_at.is_(None))
    return list(db.session.scalars(live.order_by(Lesson.position, Lesson.id)))


def _parts(module: Module) -> list[tuple[Part, str]]:
    current = (PartVersion.part_id == Part.id) & (PartVersion.number == Part.version)
    wanted = select(Part, PartVersion.source).join(PartVersion, current)
    live = wanted.where(Part.module_id == module.id, Part.retired_at.is_(None))
    return [(part, source) for part, source in db.session.execute(live.order_by(Part.position, Part.id))]
