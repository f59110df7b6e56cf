"""Mails and other kernel rows, without surprises."""

from lms.kernel import outbox, retention
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.work import unit_of_work


def a_mail(number: int = 1, **given) -> Mail:
    """Post a mail to the person of this number."""
    values = {
        "cause": "ride.cancelled",
        "object": "ride:7",
        "version": "1",
        "subject": "De rit gaat niet door",
        "text": "Het waait te hard. Tot volgende week!\n",
        **given,
    }
    return outbox.post(f"person{number}", f"person{number}@example.org", **values)


def a_committed_mail(number: int = 1, **given) -> Mail:
    """Post a mail and commit it, so that a postman may see it."""
    mail = a_mail(number, **given)
    db.session.commit()
    return mail


def a_night() -> None:
    """Throw away what is over, as the job does every night; the queue of tests runs at once."""
    db.session.commit()
    with unit_of_work():
        retention.forget_what_is_over()
    db.session.expire_all()
