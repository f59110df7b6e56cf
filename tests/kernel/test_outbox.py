"""The outbox: what is posted, once, and what an administrator sees of it."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from lms.kernel import clock, outbox
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from tests.factories.kernel import a_mail


@pytest.fixture(autouse=True)
def _database(database):
    """Every test here writes."""


def test_the_same_mail_is_posted_once():
    first, again = a_mail(), a_mail(text="Anders gezegd")

    assert again is first
    assert [mail.text for mail in outbox.mails_to("person1")] == ["Het waait te hard. Tot volgende week!\n"]


def test_a_new_version_is_a_new_mail():
    a_mail(version="1")
    a_mail(version="2")

    assert [mail.version for mail in outbox.mails_to("person1")] == ["1", "2"]


def test_a_duplicate_leaves_other_work_of_the_transaction_alone():
    other = a_mail(2)
    a_mail(1)
    a_mail(1)
    db.session.commit()

    assert outbox.mail_by_uid(other.uid).recipient_uid == "person2"


def test_without_a_mail_server_mail_is_kept():
    assert a_mail().state == "kept"


def test_with_a_mail_server_mail_waits(mail_server):
    assert a_mail().state == "waiting"


def test_a_subject_is_one_line():
    assert a_mail(subject="Geen rit\r\nBcc: everyone@example.org").subject == "Geen rit Bcc: everyone@example.org"


@pytest.mark.parametrize("address", ["", "nobody", "a@example.org, b@example.org", "a@example.org\r\nBcc: b@x.nl"])
def test_one_mail_goes_to_one_address(address):
    with pytest.raises(ValueError, match="not one e-mail address"):
        outbox.post("p", address, cause="c", object="o", version="1", subject="s", text="t")


def test_a_secret_is_read_in_a_demonstration_only():
    secret, plain = a_mail(1, secret=True), a_mail(2)

    assert (secret.readable_text(demo=False), secret.readable_text(demo=True)) == (None, secret.text)
    assert plain.readable_text(demo=False) == plain.text


def test_pages_go_by_key_newest_first():
    posted = [a_mail(number) for number in range(5)]

    first = outbox.mails(limit=3)
    rest = outbox.mails(limit=3, before=first[-1].id)

    assert [mail.uid for mail in [*first, *rest]] == [mail.uid for mail in reversed(posted)]


def test_states_are_counted(statements):
    a_mail(1)
    a_mail(2)

    with statements(1):
        counted = outbox.counts()

    assert counted == {"waiting": 0, "kept": 2, "sent": 0, "parked": 0}


def test_one_state_can_be_listed():
    a_mail()

    assert (len(outbox.mails(state="kept")), len(outbox.mails(state="parked"))) == (1, 0)


def test_a_parked_mail_is_tried_again_with_all_its_tries(mail_server):
    mail = a_mail()
    mail.state, mail.tries, mail.problem = "parked", 8, "550 5.1.1"

    outbox.try_again(mail)

    assert (mail.state, mail.tries, mail.problem) == ("waiting", 0, None)


def test_a_sent_mail_is_not_sent_again(mail_server):
    mail = a_mail()
    mail.state, mail.sent_at = "sent", clock.now()

    outbox.try_again(mail)

    assert mail.state == "sent"


def test_a_person_is_forgotten():
    a_mail(1)
    a_mail(2)

    assert (outbox.forget_recipient("person1"), len(outbox.mails())) == (1, 1)


def test_old_mail_is_forgotten_and_parked_mail_stays():
    a_mail(1)
    a_mail(2).state = "parked"

    assert (outbox.forget_sent(clock.now()), [mail.state for mail in outbox.mails()]) == (1, ["parked"])


@pytest.mark.parametrize("values", [{"state": "lost"}, {"state": "sent"}, {"sent_at": clock.now()}, {"tries": -1}])
def test_the_database_refuses_a_state_that_cannot_be(values):
    a_mail()

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(Mail).values(**values))
