"""Twenty presses at the same moment, alone and together: everybody gets the part once, and one proof."""

import pytest
from sqlalchemy import func, select

from lms.kernel.db import db
from lms.training.models import GroupSession, ModuleProgress, PartCompletion, TookPart
from lms.training.models.certificates import Certificate
from tests.browser import Browser
from tests.factories.together import a_session, a_team
from tests.factories.training import a_module, a_part
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
PRESSES = 20
PART = "/modules/wat-doet-roken/delen/wdr-1/1"
TELL = "/modules/wat-doet-roken/vertel-terug"


@pytest.fixture
def team(app):
    a_module(a_part("wdr-1"))
    return a_team("Fatma Aydin", "Ali Demir")


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def progress():
    rows = db.session.execute(select(ModuleProgress.done_count, ModuleProgress.total_count)).all()
    return [tuple(row) for row in rows]


def test_done_together_pressed_twenty_times_counts_once_for_each(app, team):
    leader, people = team
    path = f"/samen/{a_session(leader, people, done=False).uid}/gedaan"
    tabs = [Browser(app).sign_in(leader) for _ in range(PRESSES)]

    found = at_once(*((tab, path, {}) for tab in tabs))

    assert {response.status_code for response in found} == {303}
    assert (count(PartCompletion), progress()) == (2, [(1, 1), (1, 1)])


def test_a_session_begun_twenty_times_by_one_form_is_one(app, team):
    leader, people = team
    ticked = {"people": [each.uid for each in people], "form_key": "a" * 24}
    tabs = [Browser(app).sign_in(leader) for _ in range(PRESSES)]

    found = at_once(*((tab, "/modules/wat-doet-roken/samen/wdr-1", ticked) for tab in tabs))

    assert len({response.headers["Location"] for response in found}) == 1
    assert (count(GroupSession), count(TookPart)) == (1, 2)


def test_alone_together_telling_and_taking_back_at_once_agree_with_the_facts(app, team):
    leader, [fatma, _ali] = team
    other, session = a_session(leader, [fatma]), a_session(leader, [fatma], done=False)
    tabs = [Browser(app).sign_in(fatma) for _ in range(6)]
    back = (f"/mijn-leren/samen/{other.uid}", {"reason": "Ik was er niet bij"})

    found = at_once(
        (Browser(app).sign_in(leader), f"/samen/{session.uid}/gedaan", {}),
        *((tab, PART, {"do": "next"}) for tab in tabs[:2]),
        *((tab, TELL, {"told_to": "home"}) for tab in tabs[2:4]),
        *((tab, *back) for tab in tabs[4:]),
    )

    assert {response.status_code for response in found} == {303}
    assert (count(PartCompletion), progress()) == (1, [(1, 1)])
    proofs = db.session.scalars(select(Certificate)).all()
    assert [(each.kind, each.withdrawn_at) for each in proofs] == [("participation", None)]
