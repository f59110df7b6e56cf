"""What advisers read on the pages of bundles, and what stays with a colleague."""

import pytest

from lms.advice.commands.bundle_answers import return_to_all
from lms.kernel.db import db
from tests.browser import Browser
from tests.factories.bundles import a_bundle, an_answer, askers

HOW = {"origin": "test"}


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


@pytest.fixture
def bundle(joost):
    return a_bundle(joost, [question for _here, _who, question in askers(joost).values()], step_key="wijk")


def test_the_list_says_how_many_questions_lie_in_a_bundle_and_what_is_done_stands_apart(visit, joost, miriam, bundle):
    adviser = visit(joost)
    before = adviser.open("/advies/bundels")
    an_answer(bundle, joost, miriam)
    return_to_all(bundle, by=joost, **HOW)
    db.session.commit()

    after = adviser.open("/advies/bundels")

    assert [
        ["3 vragen" in page, "Nu bezig" in page, "Terug bij iedereen</h2>" in page] for page in (before, after)
    ] == [
        [True, True, False],
        [True, False, True],
    ]


def test_what_is_over_asks_nobody_else_any_more(visit, joost, miriam, bundle):
    adviser = visit(joost)
    address = f"/advies/bundels/{bundle.uid}"
    before = adviser.open(address)
    an_answer(bundle, joost, miriam)
    return_to_all(bundle, by=joost, **HOW)
    db.session.commit()

    after = adviser.open(address)

    words = ("Nog aan niemand gevraagd.", "Leg de vraag voor aan een ander programma", "Schrijf zonder namen.")
    assert [[word in page for word in words] for page in (before, after)] == [[True] * 3, [False] * 3]
    assert "Iedereen die dit vroeg, heeft het antwoord." in after
