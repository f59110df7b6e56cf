"""Six weeks later: what came of advice, asked once, reminded once; half a year later only where it was used."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.advice.commands.followups import tell_what_came
from lms.advice.enums import ClosedAs, Round, State, Used, UsedHow, WhyNot
from lms.advice.forms.giving import CameOfItForm
from lms.advice.jobs.followups import ask, close, remind
from lms.advice.models import AdviceFollowUp
from lms.advice.queries.followups import open_followup
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Moment
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again

HOW = {"origin": "test"}


@pytest.fixture
def advice(wijk, samira, joost):
    return answered(a_question(wijk, samira), joost)


def weeks_go_by(weeks):
    for each in db.session.scalars(select(AdviceFollowUp)):
        each.due_on -= timedelta(weeks=weeks)
    db.session.commit()


def told(person, cause="advice.followup"):
    mine = (Notice.person_id == person.id, Notice.cause.startswith(cause))
    return db.session.scalars(select(Notice.cause).where(*mine).order_by(Notice.id)).all()


def tell(advice, by, used, **more):
    said = {"form_key": new_uid(24), "by": again(by)} | more
    return tell_what_came(open_followup(advice), advice, advice.neighbourhood, used, **said, **HOW)


def test_it_is_asked_once_after_six_weeks_and_reminded_once(advice, samira):
    ask()
    early = told(samira)
    weeks_go_by(6)
    ask()
    ask()
    asked = told(samira)
    db.session.execute(update(AdviceFollowUp).values(asked_at=now() - timedelta(days=8)))
    remind()
    remind()

    assert (early, asked, told(samira)) == ([], ["advice.followup"], ["advice.followup", "advice.followup_again"])


def test_what_changed_becomes_a_moment_and_closes_the_advice(advice, wijk, samira):
    weeks_go_by(6)

    tell(advice, samira, Used.YES, how=UsedHow.DETAILS, changed="Er komen nu acht mannen.")

    assert (advice.state, advice.closed_as, advice.used) == (State.CLOSED, ClosedAs.FOLLOWED_UP, Used.YES)
    assert db.session.scalars(select(Moment.text)).all() == ["Er komen nu acht mannen."]
    rounds = db.session.scalars(select(AdviceFollowUp.round).order_by(AdviceFollowUp.id)).all()
    assert rounds == [Round.SIX_WEEKS, Round.SIX_MONTHS]


def test_what_was_not_used_says_why_and_is_asked_no_more(advice, samira):
    weeks_go_by(6)
    with pytest.raises(Refusal, match="Kies waarom"):
        tell(advice, samira, Used.NO)

    tell(advice, samira, Used.NO, why_not=WhyNot.TOO_LATE)

    assert (advice.used, advice.state) == (Used.NO, State.CLOSED)
    assert [each.why_not for each in db.session.scalars(select(AdviceFollowUp))] == [WhyNot.TOO_LATE]


def test_of_confidential_advice_no_moment_is_made(wijk, samira, joost):
    advice = answered(a_question(wijk, samira, confidential=True), joost)
    weeks_go_by(6)

    tell(advice, samira, Used.PARTLY, changed="Het gesprek ging beter.")

    assert db.session.scalars(select(Moment)).all() == []
    assert db.session.scalars(select(AdviceFollowUp.changed).order_by(AdviceFollowUp.id)).first()


def test_who_tells_of_confidential_advice_reads_that_it_stays_there(app, wijk, samira, joost):
    pages = []
    for confidential in (True, False):
        advice = answered(a_question(wijk, samira, confidential=confidential), again(joost))
        weeks_go_by(6)
        ask()
        pages.append(Browser(app).sign_in(again(samira)).open(f"/advies/{advice.number}"))

    stays, moment = "Het blijft bij dit vertrouwelijke advies.", "Het komt bij de momenten van de wijk."
    assert [(stays in page, moment in page) for page in pages] == [(True, False), (False, True)]


def test_after_half_a_year_without_a_word_it_is_closed(advice):
    weeks_go_by(40)

    close()
    close()

    db.session.refresh(advice)
    assert (advice.state, advice.closed_as) == (State.CLOSED, ClosedAs.NO_ANSWER)


def test_it_is_told_once(advice, samira):
    weeks_go_by(6)
    tell(advice, samira, Used.YES)

    assert open_followup(advice) is None


def test_what_we_ask_stands_under_appointments_of_who_leads(browser, advice, wijk, samira, joost):
    def asks(person):
        return f'href="/advies/{advice.number}#opvolging"' in browser.sign_in(person).open("/agenda")

    deputy, worker = a_member(wijk, Role.DEPUTY_DIRECTOR), a_member(wijk, Role.SOCIAL_WORKER)
    elsewhere = a_member(a_neighbourhood("Verderop"), Role.NEIGHBOURHOOD_DIRECTOR)
    secret = answered(a_question(wijk, again(samira), "Een teamlid wil stoppen.", confidential=True), again(joost))
    before = asks(samira)
    weeks_go_by(6)
    ask()
    db.session.commit()

    assert (before, [asks(each) for each in (samira, deputy, worker, joost, elsewhere)]) == (
        False,
        [True, True, False, False, False],
    )
    assert secret.number in browser.sign_in(samira).open("/agenda")
    assert secret.number not in browser.sign_in(deputy).open("/agenda")
    tell(advice, samira, Used.NO, why_not=WhyNot.TOO_LATE)
    db.session.commit()
    assert asks(samira) is False


def test_why_not_is_not_called_something_to_skip(app):
    with app.test_request_context():
        form = CameOfItForm(formdata=None)

    assert [bool(form[name].flags.optional) for name in ("how", "why_not", "changed")] == [False, False, True]
