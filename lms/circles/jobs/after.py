"""After a session: its report, the one question, and six weeks later. Each does a batch and queues the next.

None counts on running at its hour: each asks what is due by now and was not done, so that a worker that was down does
it once when it is back. A report is never fixed before its people had a day's warning.
"""

from lms.circles.commands.feedback import close_rounds
from lms.circles.commands.followups import ask_followups, remind_of_followups
from lms.circles.commands.reports import begin_missed_reports, fix_reports, warn_of_fixing
from lms.kernel.queue import Job, enqueue

BEGIN, WARN, FIX = "circles.begin_reports", "circles.warn_of_reports", "circles.fix_reports"
CLOSE, ASK, REMIND = "circles.close_questions", "circles.ask_followups", "circles.remind_of_followups"


def begin() -> None:
    """Begin reports of sessions that were wrapped up."""
    if begin_missed_reports():
        enqueue(BEGIN)


def warn() -> None:
    """Tell people that a report is fixed after today."""
    if warn_of_fixing():
        enqueue(WARN)


def fix() -> None:
    """Fix reports whose days are over."""
    if fix_reports():
        enqueue(FIX)


def close() -> None:
    """Close questions whose days are over, and write their answers anew."""
    if close_rounds():
        enqueue(CLOSE)


def ask() -> None:
    """Ask who was there six weeks ago."""
    if ask_followups():
        enqueue(ASK)


def remind() -> None:
    """Remind who did not answer, once."""
    if remind_of_followups():
        enqueue(REMIND)


JOBS = (
    Job(BEGIN, begin, every="*/10 * * * *"),
    Job(WARN, warn, every="11 6 * * *"),
    Job(FIX, fix, every="17 2 * * *"),
    Job(CLOSE, close, every="29 2 * * *"),
    Job(ASK, ask, every="41 6 * * *"),
    Job(REMIND, remind, every="47 6 * * *"),
)
