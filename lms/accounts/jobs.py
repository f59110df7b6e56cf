"""What accounts does in the background."""

from lms.accounts.commands import notice_mail
from lms.accounts.commands.personal_data import WIPE_TRACES
from lms.accounts.queries.notices import DIGEST_HOUR
from lms.kernel.clock import local, now
from lms.kernel.queue import Job, enqueue
from lms.kernel.traces import wipe_traces

DIGESTS = "accounts.digests"


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


JOBS = (
    Job(DIGESTS, send_digests, every="2 * * * *"),
    Job(WIPE_TRACES, wipe_traces, every="17 * * * *"),
)
