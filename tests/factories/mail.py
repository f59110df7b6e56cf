"""Reading what the outbox holds."""

import re

from sqlalchemy import select

from lms.kernel.db import db
from lms.kernel.outbox import Mail


def mails_about(cause: str) -> list[Mail]:
    """Return the mails with this cause, oldest first."""
    statement = select(Mail).where(Mail.cause == cause).order_by(Mail.id)
    return list(db.session.scalars(statement, execution_options={"populate_existing": True}))


def link_in(mail: Mail) -> str:
    """Return the path of the link in a mail."""
    return re.search(r"https?://(?:localhost|127\.0\.0\.1)(?::\d+)?(/\S+)", mail.text).group(1)
