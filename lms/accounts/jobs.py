"""What accounts does in the background."""

from datetime import timedelta

from lms.accounts.commands import notice_mail, notices
from lms.accounts.commands.card_guesses import tell_of_stopped_cards
from lms.accounts.commands.log import check_log
from lms.accounts.commands.personal_data import WIPE_TRACES
from lms.accounts.commands.tidying import forget_log
from lms.accounts.queries.notices import DIGEST_HOUR
from lms.kernel.clock import local, now
from lms.kernel.queue import Job, enqueue
from lms.kernel.traces import wipe_traces

DIGESTS = "accounts.digests"
FORGET_NOTICES = "accounts.forget_notices"
KEEP_READ_NOTICES = timedelta(days=182)
KEEP_UNREAD_NOTICES = timedelta(days=365)


def send_digests(after: int = 0) -> None:
    """Send a batch of today's digests, from eight in the Dutch morning, and queue the next batch.

    Each batch is a transaction: a run that dies leaves the rest to the next hour, and sends nothing twice.
    """
    here = local(now())
    if here.hour < DIGEST_HOUR:
        return
    last = notice_mail.send_digests(here.date(), after)
    if last is not None:
        enqueue(DIGESTS, last)


def forget_notices() -> None:
    """Throw away a batch of what was read or told long ago, and queue the next batch."""
    moment = now()
    if notices.forget_notices(read=moment - KEEP_READ_NOTICES, unread=moment - KEEP_UNREAD_NOTICES):
        enqueue(FORGET_NOTICES)


JOBS = (
    Job(FORGET_NOTICES, forget_notices, every="27 3 * * *"),
    Job("accounts.forget_log", forget_log, every="37 3 * * *"),
    Job("accounts.check_log", check_log, every="7 4 * * *"),
    Job("accounts.tell_of_stopped_cards", tell_of_stopped_cards, every="*/10 * * * *"),
    Job(DIGESTS, send_digests, every="2 * * * *"),
    Job(WIPE_TRACES, wipe_traces, every="17 * * * *"),
)
