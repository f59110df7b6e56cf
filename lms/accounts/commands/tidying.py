"""Throwing away what is over."""

from datetime import timedelta

from sqlalchemy import delete

from lms.accounts.commands.access import forget_answered, forget_unanswered
from lms.accounts.commands.limits import forget_old_tries
from lms.accounts.models import MailLink, SignInSession
from lms.kernel import audit, outbox
from lms.kernel.clock import now
from lms.kernel.db import db

KEEP_LINKS = timedelta(days=30)
KEEP_TRIES = timedelta(days=7)
KEEP_REQUESTS = timedelta(days=90)
KEEP_UNANSWERED_REQUESTS = timedelta(days=182)
KEEP_MAIL = timedelta(days=90)
KEEP_LOG = timedelta(days=365)


def forget_what_is_over() -> None:
    """Delete ended sessions, and links, counts, requests for access and mails whose time is over."""
    moment = now()
    db.session.execute(delete(SignInSession).where(SignInSession.ends_at <= moment))
    db.session.execute(delete(MailLink).where(MailLink.ends_at <= moment - KEEP_LINKS))
    forget_old_tries(moment - KEEP_TRIES)
    forget_answered(moment - KEEP_REQUESTS)
    forget_unanswered(moment - KEEP_UNANSWERED_REQUESTS)
    outbox.forget_sent(moment - KEEP_MAIL)


def forget_log() -> None:
    """Take the oldest part of the log away; what is left still proves itself."""
    audit.forget_before(now() - KEEP_LOG)
