"""A digest is one mail a day with what is unread and not yet mailed, whatever happens to the job."""

import threading
from datetime import date, timedelta

import pytest
import time_machine

from lms.accounts import jobs
from lms.accounts.commands import notice_mail
from lms.accounts.commands.notices import choose_cadences, read_notice
from lms.accounts.enums import Cadence
from lms.accounts.models import Notice
from lms.kernel import outbox
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.factories.notices import a_notice
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("tea")
TUESDAY, WEDNESDAY, SUNDAY, MONDAY = (date(2026, 12, day) for day in (1, 2, 6, 7))


@pytest.fixture
def clock():
    """Tuesday 1 December 2026, 10.00 hours in the Netherlands."""
    with time_machine.travel("2026-12-01 09:00Z", tick=False) as travel:
        yield travel


def digests(day):
    after = 0
    while after is not None:
        with unit_of_work():
            after = notice_mail.send_digests(day, after)
    return [mail.version for mail in reversed(outbox.mails()) if mail.cause == "digest"]


@pytest.mark.usefixtures("clock")
def test_the_digest_tells_what_is_unread_newest_first():
    person = a_person(name="Fatma Yılmaz", email="fatma@example.org")
    read_notice(a_notice(person, 1, text="Al gelezen"))
    a_notice(person, 2, text="De thee is klaar", url="/keuken")
    a_notice(person, 3, text="De koffie ook", url="/kantine")

    digests(WEDNESDAY)

    (mail,) = outbox.mails_to(person.uid)
    assert (mail.address, mail.subject) == ("fatma@example.org", "Je hebt 2 nieuwe berichten op Kringwijs")
    assert mail.text == (
        "Hallo Fatma Yılmaz,\n\n- De koffie ook\n  http://localhost/kantine\n\n"
        "- De thee is klaar\n  http://localhost/keuken\n\n"
        "Wil je minder mail, of op een ander moment? Kies het in Kringwijs:\nhttp://localhost/account/mail\n\n"
        "Groet,\nhet team van Kringwijs\n"
    )


@pytest.mark.usefixtures("clock")
def test_nothing_is_mailed_twice_and_an_empty_digest_never():
    person = a_person()
    a_notice(person)

    sent = [digests(day) for day in (TUESDAY, WEDNESDAY, WEDNESDAY, WEDNESDAY + timedelta(days=1))]

    assert sent == [[], ["2026-12-02"], ["2026-12-02"], ["2026-12-02"]]


@pytest.mark.usefixtures("clock")
def test_what_is_still_due_after_the_mail_of_today_goes_tomorrow():
    person = a_person()
    a_notice(person, 1)
    digests(WEDNESDAY)
    late = a_notice(person, 2)

    again = digests(WEDNESDAY)

    db.session.refresh(late)
    assert (again, late.due_on) == (["2026-12-02"], WEDNESDAY + timedelta(days=1))


@pytest.mark.usefixtures("clock")
def test_weekly_leaves_on_monday_together_with_what_is_daily():
    person = a_person()
    choose_cadences(person, {"tea": Cadence.WEEKLY})
    a_notice(person, 1)

    assert [digests(day) for day in (WEDNESDAY, SUNDAY, MONDAY)] == [[], [], ["2026-12-07"]]


@pytest.mark.usefixtures("clock")
def test_a_long_list_is_cut_and_says_how_much_more_there_is(monkeypatch):
    person = a_person()
    for number in range(23):
        a_notice(person, number, text=f"Pot {number}")

    digests(WEDNESDAY)

    (mail,) = outbox.mails_to(person.uid)
    assert (mail.text.count("\n- Pot"), "- Pot 3\n" in mail.text, "- Pot 2\n" in mail.text) == (20, True, False)
    assert "En nog 3 andere berichten:\nhttp://localhost/account/berichten" in mail.text


@pytest.mark.usefixtures("clock")
def test_a_killed_run_leaves_the_rest_to_the_next(monkeypatch):
    people = [a_person() for _ in range(3)]
    for person in people:
        a_notice(person)
    monkeypatch.setattr(notice_mail, "BATCH", 2)
    post, posted = outbox.post, []

    def dies(*given, **more):
        posted.append(given)
        if len(posted) == 2:
            raise SystemExit("killed")
        return post(*given, **more)

    monkeypatch.setattr(outbox, "post", dies)
    with pytest.raises(SystemExit):
        digests(WEDNESDAY)
    after_the_kill = [len(outbox.mails_to(person.uid)) for person in people]

    digests(WEDNESDAY)

    assert after_the_kill == [0, 0, 0]
    assert [len(outbox.mails_to(person.uid)) for person in people] == [1, 1, 1]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.usefixtures("clock")
def test_a_batch_asks_as_much_for_one_as_for_three_apart_from_the_mails(statements, people, monkeypatch):
    for person in [a_person() for _ in range(people)]:
        a_notice(person)
    monkeypatch.setattr(notice_mail, "_post", lambda *_given, **_more: None)

    with statements(5):
        notice_mail.send_digests(WEDNESDAY, 0)


@pytest.mark.parametrize(("at", "mails"), [("2026-12-02 06:59Z", 0), ("2026-12-02 07:00Z", 1)])
def test_the_job_waits_for_eight_in_the_dutch_morning_and_goes_on_with_the_next_batch(clock, at, mails, monkeypatch):
    monkeypatch.setattr(notice_mail, "BATCH", 1)
    people = [a_person() for _ in range(3)]
    for person in people:
        a_notice(person)
    clock.move_to(at)
    asked = []
    monkeypatch.setattr(jobs, "enqueue", lambda _name, after: asked.append(after))

    jobs.send_digests()
    for after in asked:
        jobs.send_digests(after)

    assert [len(outbox.mails_to(person.uid)) for person in people] == [mails] * 3


@pytest.mark.races
def test_runs_at_the_same_time_mail_everybody_once(app):
    people = [a_person() for _ in range(12)]
    for person in people:
        a_notice(person)
    db.session.remove()
    day, start = now().date() + timedelta(days=2), threading.Barrier(3)

    def run():
        with app.app_context():
            start.wait()
            digests(day)

    runs = [threading.Thread(target=run) for _ in range(3)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()

    assert [len(outbox.mails_to(person.uid)) for person in people] == [1] * 12
    assert db.session.query(Notice).filter(Notice.due_on.is_not(None)).count() == 0
