"""The log says what a line about learning is about: titles and numbers, and nothing that people wrote."""

import pytest

from lms.accounts.enums import Role
from lms.kernel import audit
from lms.kernel.db import db
from lms.training.commands.needs import ask_to_learn
from lms.training.models import TrainingNeed
from lms.training.views.log_objects import log_words
from tests.factories.certificates import an_accreditation
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part

SECRET = "kanarie-vraag"


@pytest.fixture
def module(database):
    return a_module(a_part("wdr-1"), title="Wat doet roken?")


def test_what_has_a_title_or_a_number_is_told_by_it(module):
    accreditation = an_accreditation(module)
    told = {
        f"module/{module.uid}/v2": "Wat doet roken?, versie 2",
        f"accreditation/{accreditation.uid}": "Accreditatie van Wat doet roken?",
        "certificate/KW-2026-12345678": "Bewijs KW-2026-12345678",
        "register/registerplein/3": "Registerplein: 3 bewijzen",
    }

    assert log_words(told) == told


def test_what_is_gone_or_has_no_title_is_told_by_its_kind(database):
    told = {
        "accreditation/weg": "Een accreditatie",
        "need/weg": "Een leervraag",
        "path/weg": "Een leerpad",
        "post/weg": "Een bericht bij een les",
        "register/registerplein": "Registerplein",
    }

    assert log_words([*told, "tea/pot", "module"]) == told


def test_what_somebody_asked_does_not_stand_in_the_log(browser, database):
    ask_to_learn(SECRET, by=a_person(Role.SOCIAL_WORKER))
    db.session.flush()
    asked = db.session.query(TrainingNeed).one()
    audit.record("training.need_answer", f"need/{asked.uid}", actor_uid="worker", origin="cli")
    db.session.commit()
    browser.sign_in(a_person(Role.ADMINISTRATOR))

    page = browser.open("/beheer/logboek")

    assert "Een leervraag" in page
    assert SECRET not in page


@pytest.mark.parametrize("many", [1, 3])
def test_titles_cost_one_statement(module, statements, many):
    codes = [f"accreditation/{an_accreditation(module, register=f'r{number}').uid}" for number in range(many)]
    codes += [f"module/{module.uid}", "path/weg", "certificate/KW-2026-12345678"]
    db.session.expunge_all()

    with statements(1):
        log_words(codes)
