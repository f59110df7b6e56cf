"""What is kept goes when its time is over, and not a day sooner."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from lms.accounts.commands.access import ask_for_access
from lms.accounts.models import AccessRequest
from lms.kernel import audit, outbox
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.work import unit_of_work
from tests.factories.kernel import a_night

pytestmark = pytest.mark.usefixtures("database")


def a_mail(number: int, state: str) -> None:
    mail = outbox.post(
        f"person-{number}", "x@example.org", cause="x", object="x", version="1", subject="x", text="x", language="nl"
    )
    mail.state, mail.sent_at = state, now() if state == "sent" else None


@pytest.mark.parametrize(("days", "left"), [(89, ["kept", "parked", "sent"]), (91, ["parked"])])
def test_mail_that_was_sent_or_kept_goes_after_ninety_days(days, left):
    with time_machine.travel(now() - timedelta(days=days)), unit_of_work():
        for number, state in enumerate(("sent", "kept", "parked")):
            a_mail(number, state)

    a_night()

    assert sorted(db.session.scalars(select(Mail.state))) == left


@pytest.mark.parametrize(("days", "left"), [(181, 1), (183, 0)])
def test_a_request_nobody_answers_goes_after_half_a_year(days, left):
    with time_machine.travel(now() - timedelta(days=days)), unit_of_work():
        ask_for_access(name="Naima", email="n@example.org", organisation="GGD", reason="Graag", language="nl")

    a_night()

    assert db.session.query(AccessRequest).count() == left


@pytest.mark.parametrize(("days", "left"), [(364, 1), (366, 0)])
def test_the_log_goes_after_a_year_and_what_is_left_proves_itself(days, left):
    with unit_of_work():
        audit.forget_before(now() + timedelta(days=1))  # what tests with connections of their own left
    with time_machine.travel(now() - timedelta(days=days)), unit_of_work():
        audit.record("tea.made", "pot/1", actor_uid="tester", origin="test")
    with unit_of_work():
        audit.record("tea.drunk", "pot/1", actor_uid="tester", origin="test")

    a_night()

    made = select(AuditEntry).where(AuditEntry.action == "tea.made")
    assert len(db.session.scalars(made).all()) == left
    assert audit.verify() is None
