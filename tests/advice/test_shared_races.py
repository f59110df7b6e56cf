"""Bundles and public answers when people press at the same moment: once is enough, and nothing is lost."""

import pytest
from sqlalchemy import func, select

from lms.advice.commands.publishing import begin_public
from lms.advice.enums import BundleState, State
from lms.advice.models import Advice, AdviceAnswer, BundleAddressee, BundledAdvice, PublicAnswer, StrategicBundle
from lms.advice.queries.public import askers_of
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.programme.queries.neighbourhoods import first_programme
from tests.browser import Browser
from tests.factories.bundles import a_bundle, an_answer, askers
from tests.programme.people_here import again
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
WHOM = {"wie-organisation": "GGD Noord", "wie-role": "adviseur", "wie-address": "leefomgeving@ggd.example"}


@pytest.fixture
def asked(joost):
    return askers(joost)


@pytest.fixture
def bundle(joost, asked):
    return a_bundle(joost, [question for _here, _who, question in asked.values()], step_key="wijk")


def tabs_of(app, *people):
    return [Browser(app).sign_in(person) for person in people]


def many(table, *where) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*where))


def state_of(bundle):
    return db.session.scalar(select(StrategicBundle.state).where(StrategicBundle.id == bundle.id))


def test_an_answer_goes_back_once_however_many_press(app, joost, miriam, bundle):
    an_answer(bundle, joost, miriam)
    tabs = tabs_of(app, joost, miriam, joost, miriam)

    sent = at_once(*((tab, f"/advies/bundels/{bundle.uid}/terug", {}) for tab in tabs))

    db.session.expire_all()
    assert {response.status_code for response in sent} == {303}
    assert (state_of(bundle), many(AdviceAnswer), many(Mail, Mail.cause == "advice.answered")) == (
        BundleState.RETURNED,
        3,
        3,
    )


def test_a_question_taken_back_while_the_answer_goes_ends_in_one_state(app, joost, miriam, asked, bundle):
    an_answer(bundle, joost, miriam)
    _here, director, question = asked["Oosterveld"]
    team, adviser = tabs_of(app, director, joost)

    at_once(
        (team, f"/advies/{question.number}/intrekken", {"reason": "Al gelukt."}),
        (adviser, f"/advies/bundels/{bundle.uid}/terug", {}),
    )

    db.session.expire_all()
    answers = many(AdviceAnswer, AdviceAnswer.advice_id == question.id)
    assert (db.session.get(Advice, question.id).state, answers) in {(State.WITHDRAWN, 0), (State.SENT, 1)}
    assert state_of(bundle) is BundleState.RETURNED


def test_two_bundles_do_not_take_one_question(app, joost, asked):
    question = asked["Oosterveld"][2]
    bundles = [a_bundle(joost, title=title) for title in ("Een", "Twee")]
    tabs = tabs_of(app, joost, joost)

    at_once(
        *(
            (tab, f"/advies/bundels/{each.uid}/vragen/{question.number}", {"act": "erbij"})
            for tab, each in zip(tabs, bundles, strict=True)
        )
    )

    assert many(BundledAdvice, BundledAdvice.taken_out_at.is_(None)) == 1


def test_a_bundle_begun_and_put_to_somebody_four_times_at_once_is_one(app, joost, asked):
    tabs = tabs_of(app, *[joost] * 4)
    words = {"title": "Plein", "question": "Mag een plein rookvrij zijn?", "form_key": new_uid(24)}

    begun = at_once(*((tab, "/advies/bundels/nieuw", words) for tab in tabs))
    bundle = db.session.scalars(select(StrategicBundle)).one()
    placed = at_once(*((tab, f"/advies/bundels/{bundle.uid}/voorleggen", WHOM) for tab in tabs))

    assert {response.status_code for response in begun + placed} == {303}
    assert (many(BundleAddressee), many(Mail, Mail.cause == "bundle.question")) == (1, 1)


def test_a_no_at_the_moment_of_publishing_is_heard(app, joost, miriam, asked, bundle):
    an_answer(bundle, joost, miriam)
    adviser, reader = tabs_of(app, joost, miriam)
    adviser.submit(f"/advies/bundels/{bundle.uid}/terug")
    said = {"unrecognisable": True, "bundle": bundle, "form_key": new_uid(24), "origin": "test"}
    row = begin_public(first_programme(), "Mag het?", "Ja.", askers_of(bundle), by=again(joost), **said)
    db.session.commit()
    for _here, director, question in asked.values():
        Browser(app).sign_in(director).submit(f"/advies/{question.number}/openbaar", act="ja", seen="1")
    reader.submit(f"/advies/openbaar/{row.slug}/meegelezen", seen="1")
    _here, director, question = asked["Zandwijk"]
    (team,) = tabs_of(app, director)

    at_once(
        (team, f"/advies/{question.number}/openbaar", {"act": "nee"}),
        (adviser, f"/advies/openbaar/{row.slug}/publiceren", {}),
    )

    shown = (PublicAnswer.published_at.is_not(None), PublicAnswer.withdrawn_at.is_(None))
    assert many(PublicAnswer, *shown) == 0
