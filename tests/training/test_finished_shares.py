"""What a team sees of somebody's learning: a finished module, when the learner shares it or the employer agreed so."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.organisations.models import Affiliation
from lms.training.commands.own import forget_person
from lms.training.models import FinishedShare
from lms.training.queries.own import training_of
from lms.training.queries.team import Learning, learning_of
from tests.factories.people import a_person
from tests.factories.programme import an_organisation
from tests.factories.training import a_module, a_part

pytestmark = pytest.mark.usefixtures("database")

PAGE = "/mijn-leren/gedeeld"
AGREED = "In het jaargesprek spraken we dit af."


@pytest.fixture
def learner(browser):
    """Somebody who finished a module of one part."""
    a_module(a_part("wdr-1"))
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    return person


def finish(browser):
    browser.submit("/modules/wat-doet-roken/delen/wdr-1/1", do="next")


def works_at(person, agreement):
    organisation = an_organisation()
    organisation.learning_agreement = agreement
    db.session.add(Affiliation(person_id=person.id, organisation_id=organisation.id, since=now()))
    db.session.commit()


def seen(person):
    return learning_of([person.id]).get(person.id)


def test_the_team_sees_nothing_until_the_learner_shares_it(browser, learner):
    finish(browser)
    assert seen(learner) is None
    assert "Je team ziet dit niet." in browser.open(PAGE)

    for _ in range(2):
        browser.submit("/mijn-leren/af/wat-doet-roken", deel="1")

    assert seen(learner) == Learning("Wat doet roken?", "wat-doet-roken", 1)
    assert "Je team ziet dat je deze module af hebt." in browser.open(PAGE)


def test_where_the_employer_agreed_so_the_team_sees_it_and_the_learner_reads_why_and_can_stop_it(browser, learner):
    works_at(learner, AGREED)
    finish(browser)
    assert seen(learner).title == "Wat doet roken?"
    assert AGREED in browser.open(PAGE)

    browser.submit("/mijn-leren/af/wat-doet-roken", deel="0")

    assert seen(learner) is None


def test_an_unfinished_module_is_never_seen_nor_shared(browser, learner):
    works_at(learner, AGREED)

    browser.submit("/mijn-leren/af/wat-doet-roken", 404, deel="1")

    assert (seen(learner), db.session.scalars(select(FinishedShare)).all()) == (None, [])


def test_an_agreement_ends_with_the_work_there(browser, learner):
    works_at(learner, AGREED)
    finish(browser)

    db.session.scalars(select(Affiliation)).one().until = now()
    db.session.commit()

    assert seen(learner) is None


def test_a_coordinator_writes_down_what_an_organisation_agreed(browser):
    organisation = an_organisation(name="Welzijn Oost")
    browser.sign_in(a_person(Role.COORDINATOR))
    path = f"/beheer/organisaties/{organisation.slug}/gegevens"
    told = {"name": organisation.name, "kind": organisation.kind.value, "learning_agreement": AGREED}

    browser.submit(path, **told)

    db.session.expire_all()
    assert organisation.learning_agreement == AGREED
    assert AGREED in browser.open(path)


def test_a_person_takes_the_choice_along_and_leaves_none(browser, learner):
    finish(browser)
    browser.submit("/mijn-leren/af/wat-doet-roken", deel="1")

    taken = training_of(learner)["finished_shown"]
    forget_person(learner)

    assert [(row["title"], row["shared"]) for row in taken] == [("Wat doet roken?", True)]
    assert db.session.scalars(select(FinishedShare)).all() == []
