"""What editors work on: a module with its draft and the stand it is in, and the lists of their desk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import joinedload, undefer

from lms.accounts.models import Actor, Person, PlatformRole
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.enums import DraftState
from lms.training.models import (
    DraftPicture,
    Module,
    ModuleDraft,
    ModuleEdition,
    ModuleMedia,
    ModuleOwner,
    ModuleProgress,
    ModuleVersion,
)
from lms.training.policy import EDITORS, can_edit_modules
from lms.training.queries.draft_forms import Form, plain_form
from lms.training.queries.stored_forms import stored_form

PAGE, MOST_COUNTED = 50, 10_000
JUST_NOW = timedelta(minutes=15)
WHOLE = (undefer(ModuleDraft.form_json), undefer(ModuleDraft.base_json))
FRESH = {"populate_existing": True}


@dataclass(frozen=True)
class Working:
    """A module with what an editor gets: the draft, or else what is stored now; ``module`` is nothing before that."""

    uid: str
    module: Module | None
    draft: ModuleDraft | None
    form: Form

    @property
    def stand(self) -> str:
        """What a page remembers of what it showed, so that nobody saves over what they did not see."""
        serial = self.module.serial if self.module else 0
        if self.draft is None:
            return f"{serial}"
        return f"{serial}.{self.draft.turn}.{int(self.draft.saved_at.timestamp() * 1000)}"

    @property
    def title(self) -> str:
        """What it is called now."""
        return self.form["title"] or (self.module.title if self.module else "")

    @property
    def is_in_review(self) -> bool:
        """Whether it waits for a second pair of eyes."""
        return self.draft is not None and self.draft.state is DraftState.IN_REVIEW

    @property
    def is_behind(self) -> bool:
        """Whether another version was stored since this draft began."""
        return self.draft is not None and self.module is not None and self.draft.based_on != self.module.serial

    def written_by_another(self, actor: Actor) -> Person | None:
        """Return who else saved this a moment ago, to warn who opens it now."""
        draft = self.draft
        recent = draft is not None and draft.by is not None and draft.by_id != actor.id
        return draft.by if draft and recent and now() - draft.saved_at < JUST_NOW else None

    def with_form(self, form: Form) -> "Working":
        """Return the same with another form."""
        return replace(self, form=form)


@dataclass(frozen=True)
class Inside:
    """How many people are inside a module and how many completed it, up to :data:`MOST_COUNTED` each."""

    busy: int = 0
    done: int = 0


def working_at(uid: str, actor: Actor) -> Working | None:
    """Return what an editor works on, for who may; a retired module is worked on no more."""
    if not can_edit_modules(actor):
        return None
    draft = draft_of(uid)
    live = select(Module).where(Module.uid == uid, Module.retired_at.is_(None))
    module = draft.module if draft and draft.module else db.session.scalar(live)
    if draft is not None:
        return Working(uid, module, draft, plain_form(draft.form_json))
    return Working(uid, module, None, stored_form(module).form) if module else None


def draft_of(uid: str) -> ModuleDraft | None:
    """Return the draft with this uid as it is stored now, with who wrote it last."""
    statement = select(ModuleDraft).where(ModuleDraft.uid == uid).options(*WHOLE)
    found = db.session.scalar(statement, execution_options=FRESH)
    if found is None:
        return None
    people = (joinedload(ModuleDraft.by), joinedload(ModuleDraft.module))  # not anew: one of them may be asking
    return db.session.scalar(statement.options(*people))


def drafts_waiting() -> Sequence[ModuleDraft]:
    """Return the drafts, the newest first, without their texts; one statement."""
    people = (joinedload(ModuleDraft.by), joinedload(ModuleDraft.module))
    newest = select(ModuleDraft).order_by(ModuleDraft.saved_at.desc(), ModuleDraft.id).limit(PAGE)
    return db.session.scalars(newest.options(*people)).all()


def modules_to_edit(words: str = "", after: str = "") -> Sequence[Row]:
    """Return modules with who looks after them, by title; a page, and one more when there are more."""
    wanted = select(Module, Person.name.label("owner")).where(Module.retired_at.is_(None), Module.title > after)
    wanted = wanted.outerjoin(ModuleOwner, ModuleOwner.module_id == Module.id)
    wanted = wanted.outerjoin(Person, Person.id == ModuleOwner.person_id)
    if words:
        wanted = wanted.where(Module.title.icontains(words, autoescape=True))
    return db.session.execute(wanted.order_by(Module.title, Module.id).limit(PAGE + 1)).all()


def inside(module: Module | None) -> Inside:
    """Count who is inside a module; one statement that stops counting in time."""
    if module is None:
        return Inside()
    here = select(ModuleProgress.person_id).where(ModuleProgress.module_id == module.id)
    counts = [
        select(func.count()).select_from(here.where(done).limit(MOST_COUNTED).subquery()).scalar_subquery()
        for done in (ModuleProgress.completed_at.is_(None), ModuleProgress.completed_at.is_not(None))
    ]
    return Inside(*db.session.execute(select(*counts)).one())


def versions_of(module: Module, before: int | None = None) -> Sequence[Row]:
    """Return a page of versions, the newest first, with who made them; one more when there are more."""
    version, edition, reader = ModuleVersion, ModuleEdition, Person.__table__.alias("reader")
    told = (version.serial, version.number, version.change, version.reason, version.created_at)
    made = (edition.module_id == version.module_id) & (edition.serial == version.serial)
    statement = (
        select(*told, edition.cause, edition.serial.label("kept"), Person.name.label("by"))
        .add_columns(reader.c.name.label("reviewed_by"))
        .outerjoin(edition, made)
        .outerjoin(Person, Person.id == edition.by_id)
        .outerjoin(reader, reader.c.id == edition.reviewed_by_id)
        .where(version.module_id == module.id)
    )
    if before is not None:
        statement = statement.where(version.serial < before)
    return db.session.execute(statement.order_by(version.serial.desc()).limit(PAGE + 1)).all()


def other_editors(actor: Person) -> Sequence[Person]:
    """Return who can be the second pair of eyes: editors and coordinators, by name."""
    return [person for person in editors() if person.id != actor.id]


def editors() -> Sequence[Person]:
    """Return who may write on modules, by name."""
    have = select(PlatformRole.person_id).where(PlatformRole.role.in_(EDITORS))
    people = select(Person).where(Person.active, Person.id.in_(have))
    return db.session.scalars(people.order_by(Person.name, Person.id)).all()


def owner_of(module: Module | None) -> int | None:
    """Return the id of who looks after a module."""
    wanted = select(ModuleOwner.person_id).where(ModuleOwner.module_id == module.id) if module else None
    return db.session.scalar(wanted) if wanted is not None else None


def draft_picture(uid: str, name: str, actor: Actor) -> Any:
    """Return a picture of a draft or of its module with its content, for who may write on it."""
    if not can_edit_modules(actor):
        return None
    file = f"media/{name}"
    draft = select(DraftPicture).join(ModuleDraft, ModuleDraft.id == DraftPicture.draft_id)
    found = db.session.scalar(
        draft.where(ModuleDraft.uid == uid, DraftPicture.file == file).options(undefer(DraftPicture.content)),
        execution_options=FRESH,
    )
    if found is not None:
        return found
    stored = select(ModuleMedia).join(Module, Module.id == ModuleMedia.module_id)
    here = stored.where(Module.uid == uid, ModuleMedia.file == file).options(undefer(ModuleMedia.content))
    return db.session.scalar(here, execution_options=FRESH)


def draft_pictures(draft: ModuleDraft | None) -> dict[str, bytes]:
    """Return the pictures that came with a draft, by file."""
    if draft is None:
        return {}
    rows = select(DraftPicture.file, DraftPicture.content).where(DraftPicture.draft_id == draft.id)
    return {file: content for file, content in db.session.execute(rows)}
