"""Throwing away what was over before a moment: each function a batch of one kind; it returns how many."""

from datetime import datetime

from lms.accounts.models import MailLink, SignInCard, SignInSession
from lms.kernel import audit
from lms.kernel.retention import BATCH, forget_rows


def forget_sessions(before: datetime) -> int:
    """Throw away sessions that ended."""
    return forget_rows(SignInSession, SignInSession.ends_at <= before)


def forget_links(before: datetime) -> int:
    """Throw away links that stopped working."""
    return forget_rows(MailLink, MailLink.ends_at <= before)


def forget_cards(before: datetime) -> int:
    """Throw away sign-in cards that stopped working."""
    return forget_rows(SignInCard, SignInCard.ended_at < before)


def forget_log(before: datetime) -> int:
    """Take the oldest part of the log away; what is left still proves itself."""
    return audit.forget_before(before, most=BATCH)
