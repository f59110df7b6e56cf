"""Asking six weeks later whether somebody used what they took home; one reminder, then rest."""

from datetime import timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.commands.notices import notify_all
from lms.accounts.models import Person
from lms.circles.enums import Used, ValueLevel
from lms.circles.models import CircleSession, FollowUp
from lms.circles.models.followup import LONGEST_WHY_USED, TOO_LATE
from lms.circles.queries.attending import attenders_of, participants_there, was_there
from lms.circles.queries.confidential import kept_from
from lms.kernel.clock import local, now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import record_moment
from lms.programme.models import Neighbourhood
from lms.programme.policy import can_tell
from lms.programme.queries.neighbourhoods import WITH_HEAD

ASKED, REMINDED = "circle.followup", "circle.followup_again"
AFTER = timedelta(weeks=6)
AGAIN = timedelta(weeks=1)
BATCH = 50


def plan_followups(session: CircleSession) -> None:
    """Plan the question for who was there, for the neighbourhood they came for that day."""
    due = local(session.meeting.starts_at).date() + AFTER
    for each in participants_there(session):
        row = FollowUp(session_id=session.id, person_id=each.person_id, due_on=due)
        row.neighbourhood_id = each.neighbourhood_id
        db.session.add(row)
    db.session.flush()


def ask_followups() -> bool:
    """Ask a batch of people whose six weeks are over; say whether there may be more.

    Who turned out to be away is not asked.
    """
    due = (FollowUp.due_on <= today(), FollowUp.due_on > today() - TOO_LATE, FollowUp.asked_at.is_(None))
    found = _waiting(*due, FollowUp.answered_at.is_(None))
    for each in found:
        each.asked_at = now()
        attender = attenders_of(each.session.meeting_id, [each.person_id]).get(each.person_id)
        kept = kept_from(each.session, [each.person_id])
        if attender is not None and was_there(attender) and not kept:
            _tell(each, ASKED)
        else:
            each.reminded_at = now()
    db.session.flush()
    return len(found) == BATCH


def remind_of_followups() -> bool:
    """Remind a batch of people who were asked a week ago, once; say whether there may be more."""
    late = (FollowUp.asked_at <= now() - AGAIN, FollowUp.reminded_at.is_(None))
    found = _waiting(*late, FollowUp.answered_at.is_(None))
    for each in found:
        each.reminded_at = now()
        if not kept_from(each.session, [each.person_id]):
            _tell(each, REMINDED)
    db.session.flush()
    return len(found) == BATCH


def answer_followup(
    followup: FollowUp, used: Used, why: str, *, level: ValueLevel | None = None, form_key: str, by: Person
) -> FollowUp:
    """Say whether it was used, and why or why not; of a neighbourhood it becomes a moment, as everything told does.

    Of somebody who tells nothing there any more, because they left its team, the answer keeps the words itself.
    """
    row = db.session.get_one(FollowUp, (followup.session_id, by.id), with_for_update=True, populate_existing=True)
    if row.answered_at is not None:
        raise Refusal(_("Je hebt dit al verteld. Dank je wel."))
    why = why.strip()
    if not why:
        raise Refusal(_("Schrijf in één zin waarom. Ook als het er niet van kwam."), "why")
    if len(why) > LONGEST_WHY_USED:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_WHY_USED), "why")
    place = _place(row, by)
    if place is not None:
        row.moment_id = record_moment(place, by=by, text=why, form_key=form_key).id
    else:
        row.why = why
    row.used, row.level, row.answered_at = used, level, now()
    db.session.flush()
    return row


def _place(row: FollowUp, by: Person) -> Neighbourhood | None:
    """Return the neighbourhood they came for that day, when they still tell of it."""
    if row.neighbourhood_id is None:
        return None
    here = db.session.scalar(select(Neighbourhood).where(Neighbourhood.id == row.neighbourhood_id).options(*WITH_HEAD))
    return here if here is not None and can_tell(by, here) else None


def _waiting(*conditions: object) -> list[FollowUp]:
    found = select(FollowUp).join(FollowUp.session).join(CircleSession.circle).where(*conditions)  # type: ignore[arg-type]  # SQL
    whole = contains_eager(FollowUp.session).contains_eager(CircleSession.circle)
    found = found.options(whole, joinedload(FollowUp.person))
    found = found.order_by(FollowUp.person_id, FollowUp.session_id).limit(BATCH)
    return list(db.session.scalars(found.with_for_update(of=FollowUp, skip_locked=True)))


def _tell(row: FollowUp, cause: str) -> None:
    circle, number = row.session.circle, row.session.number
    name = circle.name

    def sentence() -> str:
        return _("Gebruikte je iets uit bijeenkomst %(number)s van %(name)s?", number=number, name=name)

    about, url = f"circle/{circle.uid}/session/{number}", f"/leerkringen/{circle.slug}/{number}/zes-weken"
    notify_all([row.person], cause=cause, object=about, text=LazyString(sentence), url=url)
