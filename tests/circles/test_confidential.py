"""A confidential session is for named people: no page, list, mail, calendar or search has a word of it (P-5)."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.commands.decisions import decide
from lms.circles.commands.series import publish_session
from lms.circles.commands.session_notes import write_note
from lms.circles.enums import Hushed
from lms.circles.models import CircleSession
from lms.circles.policy import can_know_session, sessions_known_to
from lms.circles.queries.agreements import agreement_by_uid, decision_by_uid, look_back_of, open_agreements
from lms.circles.queries.session_notes import note_by_uid
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from tests.factories.circles import a_circle, a_day, a_facilitator, a_series, again, in_circle, sessions_in, whole
from tests.factories.people import a_person
from tests.factories.session_work import an_agreement, begun

pytestmark = pytest.mark.usefixtures("database")
HERE = "/leerkringen/leerkring-noord"
SUBJECT = "het gezin van nummer tien"


@pytest.fixture
def circle(database):
    return a_circle("Leerkring Noord")


@pytest.fixture
def ilse(circle):
    return a_facilitator(circle)


@pytest.fixture
def nora(circle):
    return a_facilitator(circle, "Nora Verbeek")


@pytest.fixture
def samira(circle):
    return in_circle(circle, name="Samira Bennani")


@pytest.fixture
def teun(circle):
    return in_circle(circle, name="Teun Hofstra")


@pytest.fixture
def sessions(circle, ilse, nora, samira, teun):
    """One session for Ilse and Samira alone, and the next for everybody."""
    hidden, open_to = sessions_in(a_series(circle, a_day(3, SUBJECT), a_day(9), by=ilse))
    mark_confidential(Hushed.SESSION, hidden.id, circle, [samira], by=again(ilse), origin="test")
    for each in (hidden, open_to):
        publish_session(whole(each), by=again(ilse), origin="test")
    db.session.commit()
    return whole(hidden), whole(open_to)


def test_who_is_not_named_finds_no_page_of_it_and_no_word_in_lists(browser, sessions, ilse, nora, samira, teun):
    begun(sessions[0], ilse)
    pages = ("", "/nu", "/meedoen", "/nu/stukken", "/stand", "/vooraf", "/terugblik", "/ronde", "/notitie/alles")
    for person in (nora, teun):
        browser.sign_in(person)
        for page in pages:
            browser.open(f"{HERE}/1{page}", 404)
        for page in (HERE, f"{HERE}/2", "/agenda", "/"):
            assert SUBJECT not in browser.open(page), page
    for person in (ilse, samira):
        assert SUBJECT in browser.sign_in(person).open(f"{HERE}/1")


def test_only_who_is_named_makes_it_open_again(browser, circle, sessions, ilse, nora):
    browser.sign_in(nora).submit(f"{HERE}/1/vertrouwelijk/opheffen", 404)
    browser.sign_in(ilse).submit(f"{HERE}/1/vertrouwelijk/opheffen")
    assert SUBJECT in browser.sign_in(nora).open(f"{HERE}/1")


def test_the_rule_and_the_filter_agree(circle, sessions, ilse, nora, samira, teun):
    named = {ilse.id, samira.id}
    found = select(CircleSession.id).join(CircleSession.circle).join(CircleSession.meeting)
    for person in (ilse, nora, samira, teun, a_person(Role.COORDINATOR), a_person(Role.ADVISER)):
        actor = again(person)
        listed = set(db.session.scalars(found.where(sessions_known_to(actor))))
        known = {
            each.id
            for each, people in zip(sessions, (named, None), strict=True)
            if can_know_session(actor, each, people)
        }
        assert listed == known, person.name


def test_what_it_is_about_is_in_no_mail_and_no_calendar_until_it_is_open_again(circle, sessions, ilse):
    mails = db.session.scalars(select(Mail)).all()
    assert mails
    assert [mail.subject for mail in mails if SUBJECT in f"{mail.subject} {mail.text}"] == []
    assert "Vertrouwelijk" in sessions[0].meeting.title
    lift_confidential(Hushed.SESSION, sessions[0].id, circle, by=again(ilse), origin="test")
    assert SUBJECT in whole(sessions[0]).meeting.title


def test_what_was_agreed_decided_and_noted_there_comes_back_nowhere(circle, sessions, ilse, nora, samira, teun):
    hidden = begun(sessions[0], ilse)
    agreement = an_agreement(hidden, teun, ilse, "Bellen met nummer tien")
    made = decide(hidden, "Niemand belt aan.", None, form_key=new_uid(24), by=again(ilse))
    made.review_on = sessions[1].meeting.starts_at.date()
    note = write_note(hidden, None, "Wat er gezegd werd.", seen=0, by=again(ilse))
    db.session.commit()
    assert open_agreements(circle) == []
    assert look_back_of(sessions[1]).is_empty
    for person, reads in ((samira, True), (nora, False), (teun, False)):
        actor, slug = again(person), circle.slug
        assert (agreement_by_uid(slug, agreement.uid, actor) is not None) == reads
        assert (decision_by_uid(slug, made.uid, actor) is not None) == reads
        assert (note_by_uid(slug, 1, note.uid, actor) is not None) == reads
