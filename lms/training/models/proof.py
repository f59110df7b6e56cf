"""What a certificate says, worked out: net minutes, until when it holds, and whether it holds now. Pure functions."""

import calendar
from collections.abc import Mapping
from datetime import date

from lms.training.enums import CertificateState, Twin
from lms.training.models.certificates import Certificate
from lms.training.models.outline import Outline
from lms.training.models.progress import Done, progress


def net_minutes(outline: Outline, done: Done, twins: Mapping[str, Twin]) -> int:
    """Return the minutes of the parts of this version that were done, in the twin that was read, and of a passed quiz.

    Assignments in the neighbourhood and breaks do not count (T-5); nor does a part that left this version.
    """
    parts = sum(part.minutes_in(twins.get(part.uid, Twin.REGULAR)) for part in outline.parts if part.uid in done.parts)
    return parts + (outline.quiz.minutes if outline.quiz and done.quiz_passed else 0)


def is_up_to_date(outline: Outline, done: Done, audiences: frozenset[str]) -> bool:
    """Return whether everything asked is done, in texts that did not really change since they were read."""
    renewed = [part for part in outline.parts if done.parts.get(part.uid, part.renewed) < part.renewed]
    return progress(outline, done, audiences).complete and not renewed


def until(day: date, months: int | None) -> date | None:
    """Return the last day of so many months from a day, which is the same day of the month when that exists."""
    if months is None:
        return None
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def state_of(certificate: Certificate | None, today: date) -> CertificateState:
    """Return whether a certificate holds; what nobody knows is unknown."""
    if certificate is None:
        return CertificateState.UNKNOWN
    if certificate.withdrawn_at is not None:
        return CertificateState.WITHDRAWN
    expired = certificate.valid_until is not None and certificate.valid_until < today
    return CertificateState.EXPIRED if expired else CertificateState.VALID
