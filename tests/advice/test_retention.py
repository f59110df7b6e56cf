"""Of a finished neighbourhood the talk and the names go; what was asked and answered stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.advice.commands.offering import decide_on_prompt
from lms.advice.commands.retention import (
    forget_addressees,
    forget_names,
    forget_prompts,
    forget_reply_addresses,
    forget_talk,
)
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import BundleState, Certainty, PromptReply
from lms.advice.jobs.retention import KEPT
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceMessage,
    AdviceNote,
    BundleAddressee,
    PromptDecision,
    ReplyAddress,
    StrategicBundle,
)
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import StateChange
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import the_programme

TEST = {"origin": "test"}


@pytest.fixture
def talked(wijk, samira, joost):
    advice = answered(a_question(wijk, samira), joost)
    write(advice, wijk, "Dank je wel.", by=samira, form_key=new_uid(24), **TEST)
    write_note(advice, "Onder ons.", by=joost, form_key=new_uid(24))
    db.session.commit()
    return advice


def left(model):
    return db.session.scalar(select(func.count()).select_from(model))


def finish(wijk, by, days):
    wijk.state = NeighbourhoodState.FINISHED
    at = now() - timedelta(days=days)
    db.session.add(StateChange(neighbourhood_id=wijk.id, state=NeighbourhoodState.FINISHED, by_id=by.id, at=at))
    db.session.commit()


def test_the_talk_of_a_finished_neighbourhood_goes_after_its_time(wijk, joost, talked):
    finish(wijk, joost, 10)
    assert forget_talk(now() - timedelta(days=11)) == 0
    assert forget_talk(now() - timedelta(days=9)) == 2
    assert (left(AdviceMessage), left(AdviceNote)) == (0, 0)
    assert forget_talk(now()) == 0


def test_question_and_answer_stay_without_a_name(wijk, joost, talked):
    finish(wijk, joost, 10)
    assert forget_names(now()) > 0
    db.session.expire_all()

    kept = db.session.get(Advice, talked.id)
    answer = db.session.scalars(select(AdviceAnswer)).one()
    assert (kept.requester_id, kept.by_id, answer.by_id) == (None, None, None)
    assert (kept.question, answer.text) == ("Hoe bereiken we mannen uit de flats?", "Ga naar de mensen toe.")
    assert forget_names(now()) == 0


def test_a_neighbourhood_that_goes_on_keeps_everything(talked):
    assert (forget_talk(now()), forget_names(now())) == (0, 0)


def test_a_decision_and_an_address_to_reply_to_go_by_their_own_day(wijk, talked, samira, joost):
    decide_on_prompt(wijk, "silence", "", PromptReply.DISMISSED, by=joost)
    db.session.add(ReplyAddress(advice_id=talked.id, person_id=samira.id, token_digest="x"))
    db.session.commit()
    had = left(ReplyAddress)

    assert (forget_prompts(now() - timedelta(days=1)), forget_reply_addresses(now() - timedelta(days=1))) == (0, 0)
    assert (forget_prompts(now() + timedelta(days=1)), forget_reply_addresses(now() + timedelta(days=1))) == (1, had)
    assert left(PromptDecision) == 0


def test_of_who_was_asked_about_a_bundle_the_address_goes_and_the_organisation_stays(wijk, joost):
    bundle = StrategicBundle(programme_id=the_programme().id, title="Mannen", question="Hoe?", owner_id=joost.id)
    db.session.add(bundle)
    db.session.flush()
    asked = {"bundle_id": bundle.id, "organisation": "Ander programma", "role": "adviseur", "by_id": joost.id}
    db.session.add_all([BundleAddressee(address=f"{name}@elders.example", **asked) for name in ("een", "twee")])
    db.session.commit()
    assert forget_addressees(now()) == 0

    bundle.answer, bundle.certainty, bundle.approved_by_id = "Ga langs.", Certainty.LIKELY, a_person(Role.ADVISER).id
    bundle.state, bundle.returned_at = BundleState.RETURNED, now() - timedelta(days=2)
    db.session.commit()
    assert forget_addressees(now()) == 2
    kept = db.session.execute(select(BundleAddressee.organisation, BundleAddressee.address)).all()
    assert [(name, "@" in address) for name, address in kept] == [("Ander programma", False)] * 2
    assert forget_addressees(now()) == 0


def test_every_kind_is_one_that_the_page_about_privacy_tells(app):
    with app.test_request_context():
        assert {kept.key for kept in KEPT} == {
            "advice_talk",
            "advice_names",
            "advice_prompts",
            "advice_reply_addresses",
            "bundle_addressees",
        }
