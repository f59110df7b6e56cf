"""Catching what a circle learns while people say it: four taps, and never twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.circles.commands.agreements import refuse_not_live, refuse_who_does_not_speak
from lms.circles.commands.pulse import pulse
from lms.circles.enums import Attribution, InsightState, Polarity
from lms.circles.models import AgendaItem, CircleMember, CircleSession, Insight
from lms.circles.queries.running import own_place, people_of
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import unchanged
from lms.programme.models import Neighbourhood, Theme


@dataclass(frozen=True)
class Caught:
    """What was caught. ``neighbourhood`` is where it is from; nothing is without a name."""

    polarity: Polarity
    theme: Theme
    statement: str
    condition: str = ""
    neighbourhood: Neighbourhood | None = None


def capture(
    session: CircleSession,
    caught: Caught,
    *,
    item: AgendaItem | None = None,
    made_at: datetime | None = None,
    client_key: str,
    by: Person,
) -> Insight:
    """Keep an insight raw and for the circle alone; the same ``client_key`` of the same person is one.

    The contributor is who writes it down, or, of another neighbourhood, the one person who comes for that now: they
    decide who may read it later. Without a neighbourhood it is shown without a name; when a facilitator wrote that
    down, nobody knows whose words they are, and nobody shares them.
    """
    refuse_who_does_not_speak(session.circle, by)
    refuse_not_live(session)
    statement = caught.statement.strip()
    said = {"polarity": caught.polarity, "theme_id": caught.theme.id, "statement": statement}
    if before := _before(client_key, by):
        return _same(before, said)
    members = people_of(session.circle)
    _refuse_incomplete(caught, members)
    insight = Insight(client_key=client_key, circle_id=session.circle_id, session_id=session.id, **said, by_id=by.id)
    insight.agenda_item_id = item.id if item else None
    insight.condition = caught.condition.strip() if caught.polarity is Polarity.WORKS_SOMETIMES else ""
    insight.neighbourhood_id = caught.neighbourhood.id if caught.neighbourhood else None
    insight.attribution = Attribution.NEIGHBOURHOOD if caught.neighbourhood else Attribution.ANONYMOUS
    insight.contributor_id, insight.made_at = _contributor(members, caught.neighbourhood, by), made_at or now()
    try:
        with db.session.begin_nested():
            db.session.add(insight)
    except IntegrityError:
        if other := _before(client_key, by):
            return _same(other, said)
        raise
    pulse(session)
    return insight


def _refuse_incomplete(caught: Caught, members: Sequence[CircleMember]) -> None:
    if not caught.statement.strip():
        raise Refusal(_("Schrijf op wat er gezegd wordt. Eén zin is genoeg."), "statement")
    if caught.polarity is Polarity.WORKS_SOMETIMES and not caught.condition.strip():
        raise Refusal(_("Wanneer werkt het wel? Vul aan: alleen als…"), "condition")
    if caught.neighbourhood is not None and caught.neighbourhood.id not in {each.neighbourhood_id for each in members}:
        raise Refusal(_("Kies een wijk uit deze leerkring."), "neighbourhood")


def _contributor(members: Sequence[CircleMember], neighbourhood: Neighbourhood | None, by: Person) -> int | None:
    if neighbourhood is None:
        return by.id if own_place(members, by) else None
    there = [each.person_id for each in members if each.neighbourhood_id == neighbourhood.id]
    if by.id in there:
        return by.id
    return there[0] if len(there) == 1 else None


def _before(client_key: str, by: Person) -> Insight | None:
    mine = (Insight.client_key == client_key, Insight.by_id == by.id)
    return db.session.scalars(select(Insight).where(*mine)).one_or_none()


def _same(insight: Insight, said: Mapping[str, Any]) -> Insight:
    """Return what was caught before; words that were edited or taken back since are not held against it."""
    return unchanged(insight, **said) if insight.state is InsightState.RAW else insight
