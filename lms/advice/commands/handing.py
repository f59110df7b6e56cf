"""Another adviser for a neighbourhood: everything that is open goes along, and nothing is lost."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import contains_eager

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Person
from lms.advice.commands.asking import give_to_adviser, own
from lms.advice.commands.moving import lock, note
from lms.advice.commands.telling import tell
from lms.advice.enums import Happened, State, Visibility
from lms.advice.models import Advice
from lms.advice.models.path import PATHS
from lms.advice.queries.people import who_speaks
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.models import Neighbourhood
from lms.programme.policy import NEIGHBOURHOOD

HANDED, CHOOSE_READER = "advice.handed", "advice.choose_reader"
ORIGIN, BATCH = "job/advice", 50
#: What has no end yet, on either path.
OPEN = tuple({state for path in PATHS.values() for state, after in path.items() if after})


def hand_over(neighbourhood: Neighbourhood, to: Person, before: Person | None) -> None:
    """Let the new adviser own what the one before them owned here, and what waited for anybody.

    What is confidential stays with who is named in it; who leads is asked whether the new adviser may read it.
    """
    asks: list[Advice] = []
    for advice in open_in(neighbourhood, before):
        if advice.state is State.TRIAGE:
            give_to_adviser(advice, neighbourhood, by=None, origin=ORIGIN)
        elif advice.visibility is Visibility.NAMED:
            asks.append(advice)
        else:
            note(advice, Happened.OWNER_CHANGED, by=None, origin=ORIGIN, person=to)
            own(advice, to)
    for advice in asks:
        text = _l("Mag de nieuwe adviseur van %(place)s je vertrouwelijke vraag lezen?", place=neighbourhood.name)
        tell(who_speaks(advice, neighbourhood), advice, CHOOSE_READER, text, version=to.uid, anchor="nieuwe-adviseur")


def hand_back() -> bool:
    """Give a batch of questions that a stand-in did not take up back to the adviser who is back.

    Says whether there may be more. What the stand-in took up stays with them: the neighbourhood has begun with them.
    Confidential questions stay with who is named in them.
    """
    waiting = (Advice.state == State.ASSIGNED, Advice.visibility == Visibility.NEIGHBOURHOOD)
    elsewhere = (Neighbourhood.adviser_id.is_not(None), Advice.owner_id != Neighbourhood.adviser_id)
    found = select(Advice).join(Advice.neighbourhood).where(*waiting, *elsewhere, ~_stands_in())
    found = found.options(contains_eager(Advice.neighbourhood).joinedload(Neighbourhood.adviser))
    rows = db.session.scalars(found.order_by(Advice.id).limit(BATCH).with_for_update(of=Advice, skip_locked=True)).all()
    for advice in rows:
        adviser = advice.neighbourhood.adviser
        assert adviser is not None  # noqa: S101 -- those without one are not asked for
        note(advice, Happened.OWNER_CHANGED, by=None, origin=ORIGIN, person=adviser)
        own(advice, adviser)
        place = advice.neighbourhood.name
        tell([adviser], advice, HANDED, _l("Je bent terug: een vraag uit %(place)s wacht op jou.", place=place))
    return len(rows) == BATCH


def _stands_in() -> ColumnElement[bool]:
    """Say whether the owner of a question advises its neighbourhood now, by a grant that was lent or their own."""
    here = (Grant.scope_kind == NEIGHBOURHOOD, Grant.scope_id == Advice.neighbourhood_id, Grant.role == Role.ADVISER)
    return exists().where(Grant.person_id == Advice.owner_id, *here, Grant.held_at(now()))


def let_adviser_read(advice: Advice, adviser: Person, *, by: Person, origin: str) -> None:
    """Let who advises now own confidential advice: said by who leads, or by who owned it."""
    lock(advice)
    if advice.owner_id == adviser.id:
        return
    note(advice, Happened.OWNER_CHANGED, by=by, origin=origin, person=adviser)
    own(advice, adviser)
    tell([adviser], advice, HANDED, _l("Je mag vertrouwelijk advies lezen."))


def open_in(neighbourhood: Neighbourhood, before: Person | None) -> Sequence[Advice]:
    """Return what is open here and was of an adviser, or waits for one; locked, in one order."""
    theirs = or_(Advice.owner_id.is_(None), Advice.owner_id == (before.id if before else None))
    found = select(Advice).where(Advice.neighbourhood_id == neighbourhood.id, Advice.state.in_(OPEN), theirs)
    return db.session.scalars(found.order_by(Advice.id).with_for_update()).all()
