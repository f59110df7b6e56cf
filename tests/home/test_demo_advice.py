"""The advice of the demo programme shows what advice is for."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_email
from lms.advice.enums import BundleState, Direction, Reply, State, Used, Visibility
from lms.advice.models import (
    Advice,
    AdviceAssignment,
    AdviceDeed,
    AdviceEvent,
    AdviceFollowUp,
    AdviceMessage,
    AdviceNote,
    StrategicBundle,
)
from lms.advice.queries.history import clock_of, history_of
from lms.home.cli.advised import advise
from lms.home.cli.demo import PEOPLE, add_person
from lms.home.cli.offered import offer
from lms.home.cli.towns import build_towns
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.models import Moment, Neighbourhood
from tests.factories.programme import a_programme

#: A command that comes there goes on at once.
PASSING = {State.NEW, State.SIGNAL, State.ACCEPTED, State.REFERRED, State.FOLLOW_UP}


@pytest.fixture
def town(database):
    programme = a_programme()
    for each in PEOPLE:
        add_person(*each)
    town = build_towns(programme, demo("coordinator"))
    signs = {each.id: each.last_sign_at for each in town.neighbourhoods.values()}
    advise(town)
    offer(town)
    db.session.commit()
    town.signs = signs
    return town


def demo(name):
    return person_by_email(f"{name}@demo.kringwijs.example")


def count(thing, *conditions):
    return db.session.scalar(select(func.count()).select_from(thing).where(*conditions))


def states(direction):
    return set(db.session.scalars(select(Advice.state).where(Advice.direction == direction)))


def test_both_paths_are_there_in_every_state_that_lasts(town):
    asked, unasked = states(Direction.ASKED), states(Direction.UNASKED)

    assert asked | unasked == set(State) - PASSING
    assert asked >= {State.TRIAGE, State.CLARIFYING, State.ASSIGNED, State.IN_PROGRESS, State.SECOND_READER}
    assert asked >= {State.BUNDLED, State.SENT, State.RESPONSE, State.WITHDRAWN, State.CLOSED}
    assert unasked == {
        State.WEIGHING,
        State.DRAFT,
        State.SECOND_READER,
        State.NOT_OFFERED,
        State.OFFERED,
        State.RESPONSE,
    }
    assert set(db.session.scalars(select(StrategicBundle.state))) == set(BundleState)


def test_one_of_everything_that_advice_is_for_is_there(town):
    assert count(AdviceNote, AdviceNote.text.contains("kanarie-notitie")) == 1
    assert count(AdviceDeed, AdviceDeed.taken_at.is_not(None)) == 2
    [told] = db.session.scalars(select(Moment).join(AdviceFollowUp, AdviceFollowUp.moment_id == Moment.id)).all()
    assert ("kapster" in told.text, told.at < now() - timedelta(days=60)) == (True, True)
    assert set(db.session.scalars(select(Advice.used))) >= {Used.YES, Used.NO}
    assert count(AdviceFollowUp, AdviceFollowUp.asked_at.is_not(None), AdviceFollowUp.answered_at.is_(None)) >= 1
    assert set(db.session.scalars(select(AdviceAssignment.reply))) == {Reply.ASKED, Reply.REFUSED}
    assert count(AdviceMessage, AdviceMessage.kind == "understood") == 1
    assert count(Advice, Advice.visibility == Visibility.NAMED) == 1


def test_what_is_asked_of_who_is_away_goes_to_who_stands_in(town):
    def owner(place):
        here = select(Neighbourhood.id).where(Neighbourhood.name == place)
        return db.session.scalars(select(Advice.owner_id).where(Advice.neighbourhood_id.in_(here))).one()

    assert owner("Achterdijk") == town.person("Karim Haddad").id
    assert owner("Berkenhof") == demo("adviseur2").id


def test_days_that_are_made_up_hang_together(town):
    for advice in db.session.scalars(select(Advice)):
        history = history_of(advice)
        moments = [line.at for line in history]
        assert moments == sorted(moments), advice.title
        assert moments[-1] <= now()
        assert advice.answered_on is None or advice.received_on <= advice.answered_on <= today()
        if advice.direction is Direction.ASKED and advice.state is not State.CLARIFYING:
            assert advice.due_on == clock_of(advice, history).due_on
    assert count(AdviceEvent) > 100


def test_who_was_told_long_ago_has_read_it_and_signs_of_life_stay(town):
    unread = count(Notice, Notice.person_id == demo("wijkregisseur").id, Notice.read_at.is_(None))

    assert 0 < unread < 6
    after = {each.id: each.last_sign_at for each in db.session.scalars(select(Neighbourhood))}
    changed = {place for place, sign in town.signs.items() if after[place] != sign}
    assert len(changed) <= 1
