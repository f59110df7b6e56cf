"""Throwing away what is over."""

from datetime import timedelta

from sqlalchemy import delete

from lms.accounts.commands.access import forget_answered
from lms.accounts.commands.limits import forget_old_tries
from lms.accounts.models import MailLink, SignInSession
from lms.kernel.clock import now
from lms.kernel.db import db

KEEP_LINKS = timedelta(days=30)
KEEP_TRIES = timedelta(days=7)
KEEP_REQUESTS = timedelta(days=90)


def forget_what_is_over() -> None:
    """Delete ended sessions, old links, old counts, and requests for access that were answered months ago."""
    moment = now()
    db.session.execute(delete(SignInSession).where(SignInSession.ends_at <= moment))
    db.session.execute(delete(MailLink).where(MailLink.ends_at <= moment - KEEP_LINKS))
    forget_old_tries(moment - KEEP_TRIES)
    forget_answered(moment - KEEP_REQUESTS)
