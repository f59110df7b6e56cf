"""What stands in a mail about advice is for who reads it: no administrator, and nobody once it became confidential."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from lms.accounts.enums import Role
from lms.advice.commands.confidential import mark_confidential
from lms.advice.commands.followups import ASKED, ask_followups
from lms.advice.models import AdviceFollowUp
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import MailState
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.programme.people_here import again

CANARY = "Kanarievogel"
ANSWERED = "advice.answered"
LIST = "/beheer/uitgaande-mail"


@pytest.fixture
def advice(app, monkeypatch, wijk, samira, joost):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], reply_domain="antwoord.example.nl"))
    return answered(a_question(wijk, samira, f"{CANARY} vraagt iets?"), joost, f"{CANARY} zegt wat.")


@pytest.fixture
def administrator(app):
    return Browser(app).sign_in(a_person(Role.ADMINISTRATOR))


def test_an_administrator_sees_that_a_mail_left_and_no_word_of_the_advice(advice, administrator):
    db.session.execute(update(AdviceFollowUp).values(due_on=today() - timedelta(days=1)))
    ask_followups()
    db.session.commit()
    mails = [mails_about("advice.asked")[0], mails_about(ANSWERED)[0], mails_about(ASKED)[0]]

    pages = [administrator.open(LIST), *(administrator.open(f"{LIST}/{mail.uid}") for mail in mails)]

    assert [CANARY in page for page in pages] == [False] * 4
    assert CANARY in mails_about(ANSWERED)[0].text  # it is there, for who it is for


def test_what_became_confidential_leaves_by_no_mail_any_more(advice, samira):
    before = [mail.state for mail in mails_about(ANSWERED)]

    mark_confidential(advice, [], "Over iemand.", by=again(samira), origin="test")
    db.session.commit()

    assert (before, mails_about(ANSWERED)) == ([MailState.KEPT], [])


def test_the_question_after_six_weeks_says_which_advice_without_its_words(advice, samira):
    db.session.execute(update(AdviceFollowUp).values(due_on=today() - timedelta(days=1)))
    ask_followups()
    db.session.commit()

    [mail] = mails_about(ASKED)
    assert (mail.subject.startswith("Oosterveld: gebruikten jullie het advies van "), CANARY in mail.text) == (
        True,
        False,
    )
