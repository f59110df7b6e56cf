"""What administrators do with mail that could not be sent."""

from lms.kernel import audit, outbox
from lms.kernel.outbox import Mail


def send_again(mail: Mail, *, by: str, origin: str) -> None:
    """Hand a mail that is parked to the post once more."""
    outbox.try_again(mail)
    audit.record("mail.retry", f"mail/{mail.uid}", actor_uid=by, origin=origin)
