"""Asking what came of advice: once after six weeks, and after six months where it was used."""

from datetime import timedelta

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import exists, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import Person
from lms.advice.commands.moving import lock, move
from lms.advice.commands.telling import tell
from lms.advice.enums import ClosedAs, Round, State, Used, UsedHow, WhyNot
from lms.advice.models import Advice, AdviceFollowUp
from lms.advice.models.answers import LONGEST_CHANGE
from lms.advice.models.path import GIVEN
from lms.advice.queries.people import who_answers, who_speaks
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import record_moment
from lms.programme.models import Neighbourhood
from lms.programme.policy import can_tell
from lms.ui.formats import day

ASKED, REMINDED, TOLD = "advice.followup", "advice.followup_again", "advice.used"
AFTER = {Round.SIX_WEEKS: timedelta(weeks=6), Round.SIX_MONTHS: timedelta(days=182)}
AGAIN = timedelta(weeks=1)
#: From then on nobody is asked any more: an answer would be about something else.
TOO_LATE = timedelta(weeks=26)
BATCH = 50
COLUMNS = [each.key for each in AdviceFollowUp.__mapper__.column_attrs]


def plan_followup(advice: Advice, which: Round = Round.SIX_WEEKS) -> None:
    """Plan to ask once; an answer that came in a next version is asked about from the first."""
    there = exists().where(AdviceFollowUp.advice_id == advice.id, AdviceFollowUp.round == which)
    if not db.session.scalar(select(there)):
        db.session.add(AdviceFollowUp(advice_id=advice.id, round=which, due_on=today() + AFTER[which]))
        db.session.flush()


def ask_followups() -> bool:
    """Ask about a batch of advice whose weeks are over; say whether there may be more.

    While nobody leads the neighbourhood the question waits for who does.
    """
    due = (AdviceFollowUp.due_on <= today(), AdviceFollowUp.due_on > today() - TOO_LATE)
    found = _waiting(*due, AdviceFollowUp.asked_at.is_(None), AdviceFollowUp.answered_at.is_(None))
    for each in found:
        each.asked_at = now()
        _ask(each, ASKED)
    db.session.flush()
    return len(found) == BATCH


def remind_of_followups() -> bool:
    """Remind of a batch that was asked a week ago, once; say whether there may be more."""
    late = (AdviceFollowUp.asked_at <= now() - AGAIN, AdviceFollowUp.reminded_at.is_(None))
    found = _waiting(*late, AdviceFollowUp.answered_at.is_(None))
    for each in found:
        each.reminded_at = now()
        _ask(each, REMINDED)
    db.session.flush()
    return len(found) == BATCH


def close_unanswered() -> bool:
    """Close a batch of advice about which nobody told anything for half a year; say whether there may be more."""
    over = (AdviceFollowUp.round == Round.SIX_WEEKS, AdviceFollowUp.due_on <= today() - TOO_LATE)
    found = _waiting(
        *over, AdviceFollowUp.answered_at.is_(None), Advice.state.in_((State.SENT, State.OFFERED, State.RESPONSE))
    )
    for each in found:
        why = _("Een half jaar lang vertelde niemand wat ervan kwam.")
        ended = {"closed_as": ClosedAs.NO_ANSWER, "closed_why": why}
        move(each.advice, State.CLOSED, by=None, origin="job/advice", **ended)
    return len(found) == BATCH


def tell_what_came(
    followup: AdviceFollowUp,
    advice: Advice,
    neighbourhood: Neighbourhood,
    used: Used,
    *,
    how: UsedHow | None = None,
    why_not: WhyNot | None = None,
    changed: str = "",
    form_key: str,
    by: Person,
    origin: str,
) -> AdviceFollowUp:
    """Say whether advice was used, how or why not, and what changed; what changed becomes a moment.

    Of confidential advice it becomes none: the words stay with it.
    """
    lock(advice)
    db.session.refresh(followup, COLUMNS, with_for_update=True)
    if followup.answered_at is not None:
        raise Refusal(_("Je hebt dit al verteld. Dank je wel."))
    if used is Used.NO and why_not is None:
        raise Refusal(_("Kies waarom het er niet van kwam. Dat helpt ons beter te adviseren."), "why_not")
    changed = changed.strip()
    if len(changed) > LONGEST_CHANGE:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_CHANGE), "changed")
    if changed and advice.visibility == "neighbourhood" and can_tell(by, neighbourhood):
        followup.moment_id = record_moment(neighbourhood, by=by, text=changed, form_key=form_key).id
    else:
        followup.changed = changed
    followup.used, followup.answered_at, followup.by_id = used, now(), by.id
    followup.how = None if used is Used.NO else how
    followup.why_not = None if used is Used.YES else why_not
    advice.used = used
    db.session.flush()
    _end(followup, advice, by=by, origin=origin)
    _tell_adviser(followup, advice, neighbourhood)
    return followup


def _end(followup: AdviceFollowUp, advice: Advice, *, by: Person, origin: str) -> None:
    """Close advice after its first question; where it was used there is one more, half a year on."""
    if followup.round is Round.SIX_WEEKS and advice.state in GIVEN and advice.state is not State.CLOSED:
        move(advice, State.FOLLOW_UP, by=by, origin=origin)
        move(advice, State.CLOSED, by=by, origin=origin, closed_as=ClosedAs.FOLLOWED_UP)
        if followup.used in {Used.YES, Used.PARTLY}:
            plan_followup(advice, Round.SIX_MONTHS)


def _waiting(*conditions: object) -> list[AdviceFollowUp]:
    found = select(AdviceFollowUp).join(AdviceFollowUp.advice).where(*conditions)  # type: ignore[arg-type]  # SQL
    whole = contains_eager(AdviceFollowUp.advice).joinedload(Advice.neighbourhood)
    found = found.options(whole, joinedload(AdviceFollowUp.by)).order_by(AdviceFollowUp.id).limit(BATCH)
    return list(db.session.scalars(found.with_for_update(of=AdviceFollowUp, skip_locked=True)))


def _ask(followup: AdviceFollowUp, cause: str) -> None:
    """Ask without a word of the advice: whoever looks at the list of mails reads the sentence too."""
    advice = followup.advice
    place, given = advice.neighbourhood.name, advice.answered_on or followup.due_on - AFTER[followup.round]

    def sentence() -> str:
        return _("%(place)s: gebruikten jullie het advies van %(day)s?", place=place, day=day(given))

    version = f"{followup.round}"
    tell(
        who_speaks(advice, advice.neighbourhood),
        advice,
        cause,
        LazyString(sentence),
        version=version,
        anchor="opvolging",
    )


def _tell_adviser(followup: AdviceFollowUp, advice: Advice, neighbourhood: Neighbourhood) -> None:
    place, used = neighbourhood.name, followup.used

    def sentence() -> str:
        if used is Used.NO:
            return _("%(place)s gebruikte je advies niet, en zegt waarom.", place=place)
        return _("%(place)s gebruikte je advies, en zegt hoe.", place=place)

    people = who_answers(advice, neighbourhood)
    tell(people, advice, TOLD, LazyString(sentence), version=f"{followup.round}")
