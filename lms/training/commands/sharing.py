"""Letting others read along, and saying something about an assignment. Nobody grades."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify, notify_all
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.training.enums import WorkKind
from lms.training.models import AssignmentComment, FinishedShare, Module, SharedWork
from lms.training.models.sharing import LONGEST_COMMENT
from lms.training.queries.readers import readers_for
from lms.training.queries.sharing import Shared, Work

SHARED, COMMENTED = "training_shared", "training_comment"
TOLD = _l("Iemand liet je meelezen met wat die leerde")
SAID = _l("Iemand schreef iets bij je opdracht")


def share_work(work: Work, chosen: Collection[Person], *, by: Person) -> None:
    """Let exactly these people read along; who is left out stops reading at once."""
    offered = {person.id: person for person in readers_for(by)}
    if any(person.id not in offered for person in chosen):
        raise Refusal(_("Kies alleen mensen uit je team of leerkring."), "readers")
    of_work = (SharedWork.person_id == by.id, SharedWork.uid == work.uid)
    there = set(db.session.scalars(select(SharedWork.reader_id).where(*of_work).with_for_update()))
    wanted = {person.id for person in chosen}
    db.session.execute(delete(SharedWork).where(*of_work, SharedWork.reader_id.not_in(wanted)))
    for reader in sorted(wanted - there):
        row = SharedWork(person_id=by.id, uid=work.uid, reader_id=reader, part_id=work.part_id, kind=work.kind)
        try:
            with db.session.begin_nested():
                db.session.add(row)
        except IntegrityError:
            continue  # another tab was first
    new = [offered[each] for each in sorted(wanted - there)]
    url = f"/mijn-leren/gedeeld/{by.uid}/{work.uid}"
    notify_all(new, cause=SHARED, object=f"work/{by.uid}/{work.uid}", text=TOLD, url=url)
    db.session.flush()


def comment_on(shared: Shared, text: str, *, by: Person, form_key: str = "") -> AssignmentComment:
    """Say something about an assignment somebody shared; a form that is sent twice says it once."""
    form_key, text = form_key or new_uid(24), text.strip()
    work = shared.work
    if work.kind is not WorkKind.ASSIGNMENT:
        raise Refusal(_("Bij een gedachte schrijf je niets. Praat er samen over."))
    if not text or len(text) > LONGEST_COMMENT:
        raise Refusal(_("Schrijf een paar zinnen. Er passen %(most)s tekens.", most=LONGEST_COMMENT), "text")
    said: AssignmentComment | None = row_of_form(AssignmentComment.by_id, form_key, by)
    if said is not None:
        return unchanged(said, text=text)
    about = {"person_id": work.person_id, "assignment_uid": work.uid, "part_id": work.part_id}
    comment = AssignmentComment(**about, by_id=by.id, text=text, form_key=form_key)
    said = first_of_form(AssignmentComment.by_id, comment, by)
    learner = person_by_id(work.person_id)
    if said is comment and learner is not None:
        url = f"/mijn-leren/delen/{work.uid}"
        notify(learner, cause=COMMENTED, object=f"comment/{comment.uid}", text=SAID, url=url)
    return unchanged(said, text=text)


def drop_comment(comment: AssignmentComment) -> None:
    """Take a comment away: who wrote it may, and whose assignment it is."""
    db.session.delete(comment)
    db.session.flush()


def share_finished(module: Module, *, shared: bool, by: Person) -> None:
    """Let the team see that somebody finished a module, or not; whatever the organisation agreed."""
    row = db.session.get(FinishedShare, (by.id, module.id), with_for_update=True)
    if row is None:
        try:
            with db.session.begin_nested():
                db.session.add(FinishedShare(person_id=by.id, module_id=module.id, shared=shared))
        except IntegrityError:
            row = db.session.get_one(FinishedShare, (by.id, module.id), with_for_update=True)
    if row is not None:
        row.shared, row.changed_at = shared, now()
    db.session.flush()
