"""What somebody brings to a session, what they can take over from, and what all of it says by theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.circles.enums import Hushed, MemberRole
from lms.circles.models import CheckIn, CircleMember, CircleSession, Prework, PreworkAnswer, PreworkPhoto
from lms.circles.queries.agenda import themes_of
from lms.circles.queries.circles import members_of
from lms.circles.queries.confidential import hidden_from, kept_from
from lms.circles.queries.sessions import held_before, who_comes
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Standing, Theme
from lms.programme.policy import LEADERS, NEIGHBOURHOOD, places
from lms.programme.queries.cards import standings
from lms.programme.queries.moments import ToldMoment, newest_moments
from lms.programme.queries.neighbourhoods import WITH_HEAD
from lms.programme.queries.where import Where, where_of

MOST_MOMENTS = 3


@dataclass(frozen=True)
class Before:
    """The page of one person before a session."""

    session: CircleSession
    places: Sequence[Neighbourhood]
    place: Neighbourhood | None
    checkin: CheckIn | None
    where: Where | None
    moments: Sequence[ToldMoment]
    themes: Sequence[Theme]
    assignment: Prework | None
    answer: PreworkAnswer | None
    photos: Sequence[PreworkPhoto]

    @property
    def open(self) -> bool:
        """Whether it can still be changed."""
        return is_open(self.session)


@dataclass(frozen=True)
class Said:
    """Something somebody said beforehand."""

    kind: str
    text: str
    checkin: CheckIn


@dataclass(frozen=True)
class OnTheme:
    """A theme, or none, with what people said about it."""

    theme: Theme | None
    lines: Sequence[Said]


@dataclass(frozen=True)
class Preparation:
    """Everything people brought to a session, for who facilitates it; ``silent`` are those who brought nothing yet.

    ``standings`` says by neighbourhood where it is on the card, of who said so.
    """

    session: CircleSession
    groups: Sequence[OnTheme]
    checkins: Sequence[CheckIn]
    standings: Mapping[int, Standing]
    hidden: frozenset[int]
    assignment: Prework | None
    answers: Sequence[PreworkAnswer]
    photos: Sequence[PreworkPhoto]
    silent: Sequence[Person]

    def photos_of(self, answer: PreworkAnswer) -> list[PreworkPhoto]:
        """Return the photos that belong to an answer."""
        return [each for each in self.photos if each.answer_id == answer.id]


def is_open(session: CircleSession) -> bool:
    """Say whether people can still bring something: until the session begins."""
    return session.can_be_planned and now() < session.meeting.starts_at


def checkin_of(session: CircleSession, person: Person, *, lock: bool = False) -> CheckIn | None:
    """Return what somebody brings to a session."""
    found = select(CheckIn).where(CheckIn.session_id == session.id, CheckIn.person_id == person.id)
    found = found.options(joinedload(CheckIn.neighbourhood), joinedload(CheckIn.item))
    return db.session.scalar(found.with_for_update(of=CheckIn) if lock else found)


def places_to_speak_for(session: CircleSession, person: Person) -> Sequence[Neighbourhood]:
    """Return the neighbourhoods somebody can fill in for: the one they come for first, then those they lead."""
    comes = select(CircleMember.neighbourhood_id).where(
        CircleMember.circle_id == session.circle_id, CircleMember.person_id == person.id, CircleMember.until.is_(None)
    )
    mine = Neighbourhood.id.in_(comes) | Neighbourhood.id.in_(places(person, NEIGHBOURHOOD, *LEADERS))
    first = Neighbourhood.id.in_(comes).desc()
    return db.session.scalars(
        select(Neighbourhood).where(mine).options(*WITH_HEAD).order_by(first, Neighbourhood.name)
    ).all()


def before_session(session: CircleSession, person: Person) -> Before:
    """Return what somebody brings, and what they can take over: recent moments and where they stand on the card."""
    checkin, choices = checkin_of(session, person), places_to_speak_for(session, person)
    chosen = checkin.neighbourhood_id if checkin else None
    place = next((each for each in choices if each.id == chosen), choices[0] if choices else None)
    assignment, answer = db.session.get(Prework, session.id), answer_of(session, person)
    return Before(
        session=session,
        places=choices,
        place=place,
        checkin=checkin,
        where=where_of(place) if place else None,
        moments=_recent(session, place, person) if place and is_open(session) else (),
        themes=themes_of(session.circle),
        assignment=assignment,
        answer=answer,
        photos=photos_of([answer]) if answer else (),
    )


def preparation_of(session: CircleSession, actor: Person) -> Preparation:
    """Return what everybody brought, grouped by theme; the words of a confidential case only when one is named."""
    found = db.session.scalars(_whole().where(CheckIn.session_id == session.id).order_by(CheckIn.id)).all()
    hidden = hidden_from(actor, Hushed.CASE, [each.id for each in found])
    said = [each for checkin in found for each in _said(checkin, hidden)]
    came_for = {each.neighbourhood for each in found if each.card_at and each.neighbourhood}
    groups = [OnTheme(theme, [line for line, at in said if at == theme.id]) for theme in themes_of(session.circle)]
    groups.append(OnTheme(None, [line for line, at in said if at is None]))
    answers = db.session.scalars(
        select(PreworkAnswer)
        .where(PreworkAnswer.session_id == session.id)
        .options(joinedload(PreworkAnswer.person))
        .order_by(PreworkAnswer.id)
    ).all()
    return Preparation(
        session=session,
        groups=[each for each in groups if each.lines],
        checkins=found,
        standings=standings(came_for) if came_for else {},
        hidden=hidden,
        assignment=db.session.get(Prework, session.id),
        answers=answers,
        photos=photos_of(answers),
        silent=silent_about(session),
    )


def silent_about(session: CircleSession) -> Sequence[Person]:
    """Return the participants who come and brought nothing yet, by name; four statements."""
    told = select(CheckIn.person_id).where(CheckIn.session_id == session.id, said_something())
    spoke = set(db.session.scalars(told))
    part = {each.person_id for each in members_of(session.circle).of(MemberRole.PARTICIPANT)}
    part -= kept_from(session, part)
    return [each.person for each in who_comes(session) if each.comes and each.person_id in part - spoke]


def said_something() -> ColumnElement[bool]:
    """Say of what somebody brings that it has words: who only chose a neighbourhood is still asked."""
    words = (CheckIn.works, CheckIn.works_not, CheckIn.case_title)
    return or_(CheckIn.card_at.is_not(None), *(each != "" for each in words))


def answer_of(session: CircleSession, person: Person) -> PreworkAnswer | None:
    """Return what somebody prepared."""
    mine = (PreworkAnswer.session_id == session.id, PreworkAnswer.person_id == person.id)
    return db.session.scalar(select(PreworkAnswer).where(*mine))


def photos_of(answers: Sequence[PreworkAnswer]) -> Sequence[PreworkPhoto]:
    """Return the photos that belong to answers, the oldest first."""
    theirs = PreworkPhoto.answer_id.in_([each.id for each in answers])
    return db.session.scalars(select(PreworkPhoto).where(theirs).order_by(PreworkPhoto.id)).all()


def _recent(session: CircleSession, place: Neighbourhood, person: Person) -> list[ToldMoment]:
    since = held_before(session)
    found = newest_moments(place, person, most=MOST_MOMENTS)
    return [each for each in found if each.moment.text and (since is None or each.moment.at > since)]


def _said(checkin: CheckIn, hidden: frozenset[int]) -> list[tuple[Said, int | None]]:
    lines = [
        (Said("works", checkin.works, checkin), checkin.works_theme_id),
        (Said("works_not", checkin.works_not, checkin), checkin.works_not_theme_id),
    ]
    if checkin.case_title and checkin.id not in hidden:
        lines.append(
            (Said("case", f"{checkin.case_title}\n{checkin.case_text}".strip(), checkin), checkin.case_theme_id)
        )
    return [line for line in lines if line[0].text]


def _whole() -> Select[CheckIn]:
    return select(CheckIn).options(
        joinedload(CheckIn.person), joinedload(CheckIn.neighbourhood), joinedload(CheckIn.item)
    )
