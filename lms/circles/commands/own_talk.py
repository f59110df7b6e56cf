"""Forgetting what somebody said before and after sessions."""

from sqlalchemy import and_, delete, update

from lms.accounts.models import Person
from lms.circles.commands.retention import NO_WORDS
from lms.circles.enums import Hushed
from lms.circles.models import (
    Addendum,
    AgendaItem,
    CheckIn,
    Confidential,
    ExpertLink,
    FeedbackReceipt,
    FollowUp,
    Named,
    Prework,
    PreworkAnswer,
    PreworkPhoto,
    ReportLine,
)
from lms.circles.queries.confidential import hushed, items_of_cases
from lms.circles.queries.own_talk import photos_kept_of
from lms.kernel.db import db
from lms.programme.commands.moments import TAKEN_AWAY
from lms.programme.commands.uploads import delete_files


def forget_talk(person: Person) -> None:
    """Take away what somebody brought, prepared and answered, and their name everywhere else.

    A report that was fixed keeps its words, without the name; a case leaves the agenda with its words. Of a
    confidential case an empty row stays, so that what others said about it does not open for everybody.
    """
    for photo in photos_kept_of(person):
        delete_files(photo.file, photo.thumbnail)
        db.session.execute(delete(PreworkPhoto).where(PreworkPhoto.id == photo.id))
    theirs = CheckIn.person_id == person.id
    cases = db.session.scalars(items_of_cases(theirs)).all()
    db.session.execute(update(AgendaItem).where(AgendaItem.id.in_(cases)).values(title=TAKEN_AWAY, about=""))
    hushed_case = (CheckIn.item_id.is_not(None), hushed(Hushed.CASE, CheckIn.id))
    db.session.execute(update(CheckIn).where(theirs, *hushed_case).values(**NO_WORDS, neighbourhood_id=None))
    db.session.execute(delete(CheckIn).where(theirs, ~and_(*hushed_case)))
    for model in (PreworkAnswer, FeedbackReceipt, FollowUp, Named):
        db.session.execute(delete(model).where(model.person_id == person.id))
    db.session.execute(update(ReportLine).where(ReportLine.person_id == person.id).values(person_id=None))
    for written in (Prework, ExpertLink, Addendum, Confidential):
        db.session.execute(update(written).where(written.by_id == person.id).values(by_id=None))
    lifted = Confidential.lifted_by_id == person.id
    db.session.execute(update(Confidential).where(lifted).values(lifted_by_id=None))
