"""Somebody advises no more: what colleagues asked of them ends, and what they took over goes back."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Person
from lms.advice.commands.asking import give_to_adviser, own
from lms.advice.commands.handing import CHOOSE_READER, HANDED, OPEN, ORIGIN
from lms.advice.commands.moving import lock, move, note, stop_reading
from lms.advice.commands.publishing import read_no_more
from lms.advice.commands.taking import FORWARD_SAID, settle
from lms.advice.commands.telling import tell
from lms.advice.enums import Direction, Happened, Part, Reply, State, Visibility
from lms.advice.models import Advice, AdviceAssignment
from lms.advice.models.path import UNANSWERED
from lms.advice.queries.people import adviser_now, readers_of, who_speaks
from lms.kernel.db import db
from lms.programme.models import Neighbourhood


def stop_advising(person: Person) -> None:
    """Let nothing wait for somebody who answers no more; their own neighbourhoods wait for the next fixed adviser."""
    for request in _asked_of(person):
        _ask_no_more(request, request.advice, person)
    for advice in _taken_over_by(person):
        _give_back(advice, advice.neighbourhood)
    read_no_more(person)


def _ask_no_more(request: AdviceAssignment, advice: Advice, person: Person) -> None:
    lock(advice)
    settle(request, Reply.TAKEN_BACK)
    note(advice, Happened.FORWARD_TAKEN_BACK, by=None, origin=ORIGIN, person=person)
    if request.part is Part.READER and advice.state is State.SECOND_READER:
        back = State.IN_PROGRESS if advice.direction is Direction.ASKED else State.DRAFT
        move(advice, back, by=None, origin=ORIGIN)
    stop_reading(advice, person)
    if request.by is not None:
        text = _l("%(name)s kan je vraag niet meer overnemen. Kies een ander.", name=person.name)
        if request.part is Part.READER:
            text = _l("%(name)s kan niet meer meelezen. Kies een ander.", name=person.name)
        tell([request.by], advice, FORWARD_SAID, text)


def _give_back(advice: Advice, neighbourhood: Neighbourhood) -> None:
    """Let the adviser of the neighbourhood answer; while there is none it waits for one, as a new question does."""
    lock(advice)
    adviser, place = adviser_now(neighbourhood), neighbourhood.name
    if not _may_own(adviser, advice):
        text = _l("Mag de nieuwe adviseur van %(place)s je vertrouwelijke vraag lezen?", place=place)
        tell(who_speaks(advice, neighbourhood), advice, CHOOSE_READER, text, anchor="nieuwe-adviseur")
    elif adviser is not None:
        note(advice, Happened.OWNER_CHANGED, by=None, origin=ORIGIN, person=adviser)
        own(advice, adviser)
        tell([adviser], advice, HANDED, _l("Een vraag uit %(place)s is weer van jou.", place=place))
    else:
        advice.owner_id = None
        db.session.flush()
        if advice.direction is Direction.ASKED and advice.state in UNANSWERED:
            give_to_adviser(advice, neighbourhood, by=None, origin=ORIGIN)


def _may_own(adviser: Person | None, advice: Advice) -> bool:
    """Say whether somebody may answer: what is confidential goes on its own only to who is named in it."""
    if advice.visibility is Visibility.NEIGHBOURHOOD:
        return True
    return adviser is not None and adviser.id in {each.id for each in readers_of(advice)}


def _asked_of(person: Person) -> Sequence[AdviceAssignment]:
    waits = (AdviceAssignment.adviser_id == person.id, AdviceAssignment.reply == Reply.ASKED)
    whole = joinedload(AdviceAssignment.advice).joinedload(Advice.neighbourhood)
    found = select(AdviceAssignment).where(*waits).options(whole, joinedload(AdviceAssignment.by))
    return db.session.scalars(found.order_by(AdviceAssignment.advice_id, AdviceAssignment.id)).all()


def _taken_over_by(person: Person) -> Sequence[Advice]:
    elsewhere = or_(Neighbourhood.adviser_id.is_(None), Neighbourhood.adviser_id != person.id)
    found = (
        select(Advice).join(Advice.neighbourhood).where(Advice.owner_id == person.id, Advice.state.in_(OPEN), elsewhere)
    )
    return db.session.scalars(found.options(joinedload(Advice.neighbourhood)).order_by(Advice.id)).all()
