"""Answering by a link of one's own: opening changes nothing, and nobody reads more than they may."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.kernel.clock import now
from lms.kernel.db import Base, db
from lms.meetings.commands.polls.answering import COMPLETE
from lms.meetings.commands.polls.asking import ask_again
from lms.meetings.commands.polls.closing import revoke
from lms.meetings.commands.polls.options import add_dates, take_date_away
from lms.meetings.commands.polls.reminding import remind_by_hand, remind_of_polls, reminds_at
from lms.meetings.enums import Vote
from lms.meetings.models import DateInvite, DatePoll, DateVote
from lms.meetings.queries.polls import overview_of, polls_asked, waiting_in
from tests.browser import Browser
from tests.factories.mail import mails_about
from tests.factories.people import a_person
from tests.factories.polls import BY, GUEST, a_poll, a_team, answers, dates_of, in_days, invite_of, own_link
from tests.factories.programme import a_member

pytestmark = pytest.mark.usefixtures("database")
YES, MAYBE, NO = Vote.YES, Vote.IF_NEED_BE, Vote.NO


def votes():
    rows = select(DateVote.invite_id, DateVote.option_id, DateVote.vote).order_by(DateVote.invite_id)
    return {(row[0], row[1]): row[2] for row in db.session.execute(rows)}


def told(person, cause):
    return db.session.scalars(select(Notice).where(Notice.person_id == person.id, Notice.cause == cause)).all()


def everything():
    """Return every row of every table, but what a session of a visitor is."""
    skipped = {"sign_in_session"}
    tables = [table for table in Base.metadata.sorted_tables if table.name not in skipped]
    return {table.name: db.session.execute(select(table)).all() for table in tables}


def silent_since(poll, hours=13):
    """Let the mails of a poll be older than they are."""
    asked_at = now() - timedelta(hours=hours)
    db.session.execute(update(DateInvite).where(DateInvite.poll_id == poll.id).values(asked_at=asked_at))
    db.session.commit()


def test_head_and_get_of_a_mailed_link_change_nothing(browser, team, poll):
    """Trap 1."""
    for address in (team[2][0].email, GUEST.address):
        link, before = own_link(address), everything()
        browser.open(link)
        browser.open(link)
        assert browser.client.head(link).status_code == 200
        db.session.rollback()
        assert everything() == before


def test_a_guest_answers_without_an_account_and_finds_the_answer_back(browser, poll):
    link = own_link(GUEST.address)

    page = browser.follow(browser.submit(link, **answers(poll, YES, NO)))

    first, second = dates_of(poll)
    guest = invite_of(poll)
    assert votes() == {(guest.id, first.id): YES, (guest.id, second.id): NO}
    assert "Je antwoord is bewaard" in page
    assert page.count(" checked") == 2
    browser.submit(link, **answers(poll, MAYBE, NO))
    assert votes()[guest.id, first.id] is MAYBE


def test_an_answer_is_asked_of_every_date_and_what_was_chosen_stays(browser, poll):
    sent = answers(poll, YES, NO)
    sent.pop(next(iter(sent)))

    page = browser.submit(own_link(GUEST.address), expect=422, **sent).text

    assert "Kies ja, als het moet, of nee." in page
    assert page.count(" checked") == 1
    assert votes() == {}


@pytest.mark.parametrize("token", ["x", "x" * 16, "x" * 59, "u"])
def test_a_guessed_link_is_not_found(browser, poll, token):
    browser.open(f"/datumprikker/{token}", expect=404)
    browser.open(f"/datumprikker/{invite_of(poll).uid}", expect=404)
    assert browser.client.post(f"/datumprikker/{token}").status_code == 404


def test_a_guessed_secret_changes_nothing(browser, poll):
    guessed = own_link(GUEST.address)[:-4] + "aaaa"

    page = browser.submit(guessed, expect=410, **answers(poll, YES, YES)).text

    assert GUEST.name not in page
    assert "Overleg" not in page
    assert votes() == {}


def test_only_a_digest_of_the_link_is_kept(poll):
    secret = own_link(GUEST.address).rpartition("/")[2]
    kept = invite_of(poll)

    assert len(kept.token_digest) == 64
    assert all(secret[16:] not in str(value) for value in (kept.token_digest, kept.uid))


def test_asking_again_ends_the_old_link_and_keeps_the_answer(browser, team, poll):
    old = own_link(GUEST.address)
    browser.submit(old, **answers(poll, YES, NO))

    ask_again(invite_of(poll), team[1], **BY)
    db.session.commit()

    assert "nieuwere mail" in browser.open(old, expect=410)
    assert browser.open(own_link(GUEST.address)).count(" checked") == 2


def test_a_question_that_was_taken_back_says_so_and_no_answer_counts(browser, team, poll):
    link = own_link(GUEST.address)
    sent = answers(poll, YES, NO)
    revoke(invite_of(poll), team[1], **BY)
    db.session.commit()

    assert "ingetrokken" in browser.open(link, expect=410)
    browser.submit(link, expect=410, **sent)
    assert votes() == {}
    assert [each.person_id for each in overview_of(poll).invites] == [each.id for each in team[2]]


def test_guests_see_dates_and_nothing_of_others_but_the_team_reads_names(browser, app, team, poll):
    _here, _director, [bas, fatma] = team
    browser.submit(own_link(GUEST.address), **answers(poll, YES, NO))
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))

    for link in (own_link(GUEST.address), own_link(fatma.email)):
        page = browser.open(link)
        assert not [name for name in (bas.name, fatma.name, GUEST.name, GUEST.address) if name in page]
    inside = Browser(app).sign_in(fatma).open(f"/datumprikker/u/{poll.uid}")
    assert all(name in inside for name in (bas.name, GUEST.name))
    assert GUEST.address not in inside


def test_who_sees_nothing_of_the_team_reads_no_names_here_either(browser, team):
    here, director, [bas, _fatma] = team
    key_person = a_member(here, Role.KEY_PERSON, name="Ali Demir")
    poll = a_poll(here, director, [bas, key_person])

    page = browser.sign_in(key_person).open(f"/datumprikker/u/{poll.uid}")

    assert bas.name not in page
    browser.sign_in(a_person()).open(f"/datumprikker/u/{poll.uid}", expect=404)


def test_what_somebody_is_asked_stands_until_they_answered(browser, statements, team, poll):
    _here, _director, [bas, fatma] = team
    with statements(1):
        asked = polls_asked(bas)
    assert [(each.uid, each.title) for each in asked] == [(poll.uid, "Overleg")]

    browser.sign_in(bas).submit(f"/datumprikker/u/{poll.uid}", **answers(poll, YES, NO))

    assert (polls_asked(bas), len(polls_asked(fatma))) == ([], 1)
    assert [each.read_at is None for each in told(bas, "poll.asked")] == [False]


def test_a_date_that_is_taken_away_leaves_the_other_answers(browser, team, poll):
    """Trap 24; and one that comes back brings what people said of it."""
    _here, director, [bas, _fatma] = team
    first, second = dates_of(poll)
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    browser.submit(own_link(GUEST.address), **answers(poll, MAYBE, YES))
    before = votes()

    take_date_away(poll, first, director, **BY)
    db.session.commit()

    assert votes() == before
    (left,) = overview_of(poll).dates
    assert (left.option.id, left.yes, left.no) == (second.id, [GUEST.name], [bas.name])
    browser.submit(own_link(bas.email), **answers(poll, YES))
    assert votes()[invite_of(poll, bas).id, first.id] is YES
    add_dates(poll, [first.starts_at], director, **BY)
    db.session.commit()
    assert {each.option.id: each.yes for each in overview_of(poll).dates}[first.id] == [bas.name]


def test_the_organiser_hears_once_that_everybody_answered_and_again_after_a_new_date(browser, team, poll):
    _here, director, people = team
    links = [own_link(each.email) for each in people] + [own_link(GUEST.address)]
    for link in [*links, links[0]]:
        browser.submit(link, **answers(poll, YES, NO))
    assert len(told(director, COMPLETE)) == 1

    add_dates(poll, [in_days(20)], director, **BY)
    db.session.execute(update(DatePoll).values(complete_told_at=None))
    db.session.commit()

    assert len(waiting_in(poll)) == 3
    assert "0 van 3 antwoordden" in browser.sign_in(director).open(f"/beheer/datumprikker/{poll.uid}")


def test_the_organiser_is_warned_when_everybody_answered_and_no_date_fits(browser, team, poll):
    _here, director, people = team
    for link in [own_link(each.email) for each in people] + [own_link(GUEST.address)]:
        browser.submit(link, **answers(poll, NO, NO))

    (notice,) = told(director, COMPLETE)
    assert notice.text == "Geen enkele datum past: Overleg. Vraag naar andere datums"
    assert "Geen enkele datum past." in browser.sign_in(director).open(f"/beheer/datumprikker/{poll.uid}")


def test_only_the_silent_are_reminded_by_hand_and_a_second_press_sends_nothing(browser, team, poll):
    _here, director, [bas, fatma] = team
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    silent_since(poll)
    browser.sign_in(director)
    own = f"/beheer/datumprikker/{poll.uid}"

    assert "(2 mails)" in browser.open(own)
    for _press in range(2):
        browser.submit(f"{own}/herinner")

    assert {mail.address for mail in mails_about("poll.reminded")} == {fatma.email, GUEST.address}
    assert len(mails_about("poll.reminded")) == 2
    browser.open(own_link(fatma.email), expect=410)
    browser.open(own_link(fatma.email, "poll.reminded"))
    assert remind_by_hand(poll, director, **BY) == 0


def test_the_silent_are_reminded_by_itself_once_a_day_before_the_end(browser, team):
    here, director, [bas, fatma] = team
    poll = a_poll(here, director, [bas, fatma], deadline=now() + timedelta(hours=25))
    browser.submit(own_link(bas.email), **answers(poll, YES, NO))
    silent_since(poll)
    remind_of_polls()
    assert mails_about("poll.reminded") == []

    poll.deadline = now() + timedelta(hours=23)
    poll.created_at = now() - timedelta(days=5)
    for _run in range(2):
        silent_since(poll)
        remind_of_polls()
        db.session.commit()

    assert [mail.address for mail in mails_about("poll.reminded")] == [fatma.email]


def test_a_short_poll_reminds_halfway(team):
    here, director, [bas, _fatma] = team
    poll = a_poll(here, director, [bas], deadline=now() + timedelta(hours=20))

    assert reminds_at(poll) - poll.created_at == (poll.deadline - poll.created_at) / 2


@pytest.mark.parametrize("number", [1, 3])
def test_answering_costs_the_same_for_one_and_for_three(app, browser, statements, number):
    here, director, people = a_team(*(f"Lid {each}" for each in range(number)))
    poll = a_poll(here, director, people, starts=[in_days(14 + each) for each in range(number + 1)])
    link, own = own_link(people[0].email), f"/datumprikker/u/{poll.uid}"

    with statements(3):
        browser.open(link)
    inside = Browser(app).sign_in(people[0])
    with statements(7):
        inside.open(own)
