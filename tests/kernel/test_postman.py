"""The postman: at least once, with the same Message-ID, after the commit, whatever the server does."""

import os
import signal
import ssl
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from sqlalchemy import select, update

from lms.kernel import clock, outbox
from lms.kernel.db import db, writing
from lms.kernel.outbox import Mail
from lms.kernel.postman import PATIENCE, Round, connect, send_due
from tests.factories.kernel import a_committed_mail, a_mail
from tests.kernel.mail_server import MailServer, OnThisMachine, free_port, self_signed


def later():
    """Let time pass for every mail."""
    with writing():
        db.session.execute(update(Mail).values(due_at=clock.now() - timedelta(seconds=1)))
        db.session.commit()


def the_row():
    row = db.session.execute(select(Mail.state, Mail.tries, Mail.problem)).one()
    db.session.rollback()
    return tuple(row)


def test_a_mail_arrives_as_it_was_written(database, mail_server):
    mail = a_committed_mail(
        subject="Rit met één café", text="Tot zo,\nbij café ’t Hoekje: https://example.org/x?a=b&c=d\n"
    )

    assert send_due() == Round(sent=1)

    (message,) = mail_server.received
    assert (message["From"], message["To"]) == ("Kringwijs <kringwijs@example.org>", "person1@example.org")
    assert (message["Subject"], message["Content-Language"]) == ("Rit met één café", "nl")
    assert message["Message-ID"] == f"<{mail.uid}@example.org>"
    assert message["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == mail.text
    assert the_row() == ("sent", 1, None)


def test_a_secret_is_wiped_once_sent(database, mail_server):
    a_committed_mail(1, secret=True)
    a_committed_mail(2)

    send_due()

    texts = dict(db.session.execute(select(Mail.recipient_uid, Mail.text)).all())
    assert texts == {"person1": "", "person2": "Het waait te hard. Tot volgende week!\n"}


@pytest.mark.races
def test_nothing_leaves_before_the_commit(app, database, mail_server):
    with writing():
        a_mail()

        assert in_threads(app, 1, send_due) == [Round()]
        db.session.commit()

    assert in_threads(app, 1, send_due) == [Round(sent=1)]


@pytest.mark.races
def test_a_rollback_sends_nothing(database, mail_server):
    with writing():
        a_mail()
        db.session.rollback()

    assert (send_due(), mail_server.received) == (Round(), [])


@pytest.mark.races
def test_several_postmen_send_each_mail_once(app, database, mail_server):
    with writing():
        uids = {a_mail(number).uid for number in range(40)}
        db.session.commit()

    rounds = in_threads(app, 4, send_due)

    sent = [message["Message-ID"].strip("<>").partition("@")[0] for message in mail_server.received]
    assert sorted(sent) == sorted(uids)
    assert sum(each.sent for each in rounds) == 40


def test_a_server_that_asks_for_patience_gets_it(database, mail_server):
    mail_server.refuse_recipient = lambda address: "451 4.7.1 greylisted, person1@example.org"
    a_committed_mail()

    assert send_due() == Round(delayed=1)
    assert send_due() == Round()
    assert the_row() == ("waiting", 1, "451 4.7.1")

    mail_server.refuse_recipient = lambda address: None
    later()

    assert send_due() == Round(sent=1)
    assert the_row() == ("sent", 2, None)


def test_a_mail_that_is_refused_for_good_is_parked_at_once_and_others_go_on(database, mail_server):
    mail_server.refuse_recipient = lambda address: "550 5.1.1 no such user" if address.startswith("person1@") else None
    a_committed_mail(1)
    a_committed_mail(2)

    assert send_due() == Round(sent=1, parked=1)
    assert [(mail.recipient_uid, mail.problem) for mail in outbox.mails(state="parked")] == [("person1", "550 5.1.1")]


@pytest.mark.parametrize("answer", ["553 5.7.1 not your sender", "530 5.7.0 sign in first"])
def test_a_server_that_refuses_us_parks_nothing_and_is_left_alone(database, mail_server, answer):
    mail_server.refuse_sender = lambda address: answer
    a_committed_mail(1)
    a_committed_mail(2)

    assert send_due() == Round(delayed=1, reachable=False)
    assert outbox.mails(state="parked") == []


def test_a_mail_is_parked_after_its_last_try(database, mail_server):
    mail_server.at_data = lambda message: "452 full"
    a_committed_mail()

    for _ in PATIENCE:
        assert send_due() == Round(delayed=1)
        later()

    assert send_due() == Round(parked=1)
    assert the_row() == ("parked", len(PATIENCE) + 1, "452")


def test_a_dropped_connection_is_tried_again_under_the_same_message_id(database, mail_server):
    seen = []
    mail_server.at_data = lambda message: seen.append(message["Message-ID"]) or "hang up"
    a_committed_mail()

    assert send_due() == Round(delayed=1, reachable=False)
    mail_server.at_data = lambda message: None
    later()
    send_due()

    assert [message["Message-ID"] for message in mail_server.received] == seen


def test_a_server_that_is_away_costs_one_mail_one_try(app, database, monkeypatch):
    nobody = replace(app.config["SETTINGS"], mail_url=f"smtp://127.0.0.1:{free_port()}")
    monkeypatch.setitem(app.config, "SETTINGS", nobody)
    a_committed_mail(1)
    a_committed_mail(2)

    assert send_due() == Round(delayed=1, reachable=False)
    assert sorted(mail.tries for mail in outbox.mails()) == [0, 1]


def test_an_address_the_server_cannot_write_is_parked_and_others_go_on(database, ascii_mail_server):
    a_committed_mail(1)
    db.session.execute(update(Mail).values(address="ö@example.org"))
    a_committed_mail(2)

    assert send_due() == Round(sent=1, parked=1)


def test_without_a_mail_server_nothing_happens(database):
    a_committed_mail()

    assert (send_due(), the_row()) == (Round(), ("kept", 0, None))


def test_a_password_travels_encrypted(monkeypatch, tmp_path):
    certificate, context = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    signed_in = []

    def authenticate(server, session, envelope, mechanism, given):
        signed_in.append((given.login, given.password, session.ssl is not None))
        return AuthResult(success=True)

    controller = OnThisMachine(MailServer(), tls_context=context, authenticator=authenticate)
    controller.start()
    connect(f"smtp://kringwijs:ge%2Fheim@localhost:{controller.port}").quit()
    controller.stop()

    assert signed_in == [(b"kringwijs", b"ge/heim", True)]


def test_a_server_nobody_vouches_for_gets_no_password(tmp_path):
    _, context = self_signed(tmp_path)
    controller = OnThisMachine(MailServer(), tls_context=context)
    controller.start()

    with pytest.raises(ssl.SSLCertVerificationError):
        connect(f"smtp://kringwijs:geheim@localhost:{controller.port}")
    controller.stop()


def test_a_password_is_not_sent_in_the_clear(monkeypatch):
    class Plain:
        def __init__(self, *_, **__):
            self.closed = False

        ehlo = close = lambda self: None
        has_extn = lambda self, name: False  # noqa: E731

    monkeypatch.setattr("smtplib.SMTP", Plain)

    with pytest.raises(Exception, match="encrypted"):
        connect("smtp://kringwijs:geheim@mail.example.org")


def test_a_postman_who_dies_between_sending_and_noting_sends_the_same_message_again(fresh_app, mail_server, tmp_path):
    environ = {
        **os.environ,
        "LMS_DEMO": "1",
        "LMS_SECRET_KEY": "x" * 40,
        "LMS_DATA_DIR": str(tmp_path),
        "LMS_DATABASE_URL": str(fresh_app.config["SQLALCHEMY_DATABASE_URI"]),
        "LMS_MAIL_URL": mail_server.url,
    }
    seen = []

    def kill_the_sender(message):
        seen.append(message["Message-ID"])
        if len(seen) == 1:
            os.kill(worker.pid, signal.SIGKILL)

    mail_server.at_data = kill_the_sender
    fresh_app.config["SETTINGS"] = replace(fresh_app.config["SETTINGS"], mail_url=mail_server.url)
    with writing():
        a_committed_mail()

    worker = start_worker(environ)
    assert worker.wait(60) == -signal.SIGKILL
    assert the_row() == ("waiting", 1, None)
    later()
    worker = start_worker(environ)
    assert worker.wait(60) == 0

    assert the_row() == ("sent", 2, None)
    assert len(seen) == 2
    assert len(set(seen)) == 1


def start_worker(environ):
    line = "from lms.app import main; main()"
    return subprocess.Popen([sys.executable, "-c", line, "worker", "--once"], env=environ)


def in_threads(app, number, work):
    results = []

    def run():
        with app.app_context():
            results.append(work())

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
