"""What somebody keeps, shares, said and asked while learning, for that person."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.models import (
    AssignmentComment,
    EvaluatedModule,
    FinishedShare,
    Module,
    Part,
    PartNote,
    PocketSentence,
    SharedWork,
    TrainingNeed,
)
from lms.training.queries.own_rows import plain_rows

#: The tables with rows of one person. Of an evaluation there is only that it was given: the answer names nobody.
OWN_LEARNING = (PartNote, PocketSentence, SharedWork, AssignmentComment, FinishedShare, EvaluatedModule)
#: Tables that name a person who said or answered something; what was said stays when the person is forgotten.
NAMED = (AssignmentComment.by_id, TrainingNeed.by_id, TrainingNeed.answered_by_id)


def own_learning_of(person: Person) -> dict[str, Any]:
    """Return it as plain data, in the words of the tables."""
    of_part = select(Part.uid.label("part"))
    notes = of_part.add_columns(PartNote.text, PartNote.marked_at, PartNote.changed_at).join(PartNote)
    shares = of_part.add_columns(SharedWork.kind, SharedWork.at, Person.name.label("reader"))
    shares = shares.join(SharedWork, SharedWork.part_id == Part.id).join(Person, Person.id == SharedWork.reader_id)
    theirs = of_part.add_columns(SharedWork.kind, SharedWork.at).join(SharedWork)
    comments = of_part.add_columns(AssignmentComment.text, AssignmentComment.at).join(AssignmentComment)
    sentences = select(PocketSentence.text, PocketSentence.walk_uid, PocketSentence.position)
    sentences = sentences.order_by(PocketSentence.position)
    need = select(TrainingNeed.text, TrainingNeed.at, TrainingNeed.answer, TrainingNeed.answered_at)
    answered = select(TrainingNeed.answer, TrainingNeed.answered_at)
    finished = select(Module.title, FinishedShare.shared, FinishedShare.changed_at).join(FinishedShare)
    return {
        "notes": plain_rows(notes.where(PartNote.person_id == person.id)),
        "sentences": plain_rows(sentences.where(PocketSentence.person_id == person.id)),
        "shared": plain_rows(shares.where(SharedWork.person_id == person.id)),
        "shared_with_me": plain_rows(theirs.where(SharedWork.reader_id == person.id)),
        "comments": plain_rows(comments.where(AssignmentComment.person_id == person.id)),
        "comments_given": plain_rows(comments.where(AssignmentComment.by_id == person.id)),
        "finished_shown": plain_rows(finished.where(FinishedShare.person_id == person.id)),
        "evaluated": list(
            db.session.scalars(select(Module.title).join(EvaluatedModule).where(EvaluatedModule.person_id == person.id))
        ),
        "needs": plain_rows(need.where(TrainingNeed.by_id == person.id)),
        "needs_answered": plain_rows(answered.where(TrainingNeed.answered_by_id == person.id)),  # not who asked what
    }
