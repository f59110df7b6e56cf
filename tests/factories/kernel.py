"""Mails and other kernel rows, without surprises."""

from lms.kernel import outbox
from lms.kernel.db import db
from lms.kernel.outbox import Mail


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
