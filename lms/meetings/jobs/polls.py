"""What date polls do by themselves: remind the silent, close when the time is over, forget guests."""

from flask_babel import lazy_gettext as _l

from lms.kernel.queue import Job, enqueue
from lms.kernel.slots import Kept
from lms.meetings.commands.polls.closing import close_polls
from lms.meetings.commands.polls.own import forget_guests
from lms.meetings.commands.polls.reminding import remind_of_polls

REMIND, CLOSE = "meetings.remind_of_polls", "meetings.close_polls"


def remind(after: int = 0) -> None:
    """Do a batch in one transaction, and queue the next."""
    last = remind_of_polls(after)
    if last is not None:
        enqueue(REMIND, last)


def close() -> None:
    """Do a batch in one transaction, and queue the next."""
    if close_polls():
        enqueue(CLOSE)


#: Reminders go by day, so that the last day to answer begins with one; a poll closes within minutes of its end.
JOBS = (Job(REMIND, remind, every="20 6-17 * * *"), Job(CLOSE, close, every="*/10 * * * *"))
KEPT = (
    Kept(
        "date_poll_guests",
        what=_l("De naam en het adres van een gast die meedeed met een datum prikken, en welke datums pasten"),
        since=_l("de dag dat de datumprikker sloot"),
        days=90,
        forget=forget_guests,
    ),
)
