"""What a start page asks about the neighbourhoods of somebody's own, in one statement."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Date, ScalarSelect, Select, bindparam, false, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.organisations.models import Organisation
from lms.programme.models import HelpedTick, Neighbourhood, Tranche
from lms.programme.queries.absences import SOON, away_in
from lms.programme.queries.helped import this_month
from lms.programme.queries.prompts import waits_for


class AtHome(NamedTuple):
    """A neighbourhood, how many were helped there this month, and what there is more to ask about."""

    neighbourhood: Neighbourhood
    helped: int
    #: Whether somebody who leads or advises there is away now or soon.
    away: bool
    #: Whether a question waits for who asks, about whatever neighbourhood.
    prompted: bool
    #: What a higher feature asked along, see :func:`at_home`.
    also: bool = False


def at_home(ids: frozenset[int], person: Person, also: ColumnElement[bool] | None = None) -> list[AtHome]:
    """Return the neighbourhoods with these ids, by name; for who holds a grant in each of them.

    ``also`` is a column beside a neighbourhood by which a higher feature knows whether it has more to ask.
    """
    asked = {"ids": ids, "month": this_month(), "moment": now(), "today": today(), "soon": today() + SOON}
    rows = db.session.execute(_at_home(false() if also is None else also), {**asked, "person": person.id})
    return [AtHome(place, count, *(bool(each) for each in rest)) for place, count, *rest in rows]


@cache
def _at_home(also: ColumnElement[bool]) -> Select[Neighbourhood, int, bool, bool, bool]:
    ids: BindParameter[int] = bindparam("ids", expanding=True)
    # the head of a start page says these; whatever else would be asked by itself is refused
    head = (
        joinedload(Neighbourhood.tranche).load_only(Tranche.title, raiseload=True),
        joinedload(Neighbourhood.municipality).load_only(Organisation.name, raiseload=True),
        joinedload(Neighbourhood.adviser),
    )
    found = select(Neighbourhood, _helped(), away_in(Neighbourhood.id), waits_for(), also)
    return found.where(Neighbourhood.id.in_(ids)).options(*head).order_by(Neighbourhood.name)


def _helped() -> ScalarSelect[int]:
    here = (HelpedTick.neighbourhood_id == Neighbourhood.id, HelpedTick.month == bindparam("month", type_=Date))
    return select(func.count()).select_from(HelpedTick).where(*here).correlate(Neighbourhood).scalar_subquery()
