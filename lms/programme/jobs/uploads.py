"""Files that nobody needs any more."""

from collections.abc import Sequence

from lms.kernel.files import files
from lms.kernel.queue import Job, enqueue
from lms.programme.commands.uploads import DELETE_FILES, forget_waiting_uploads

FORGET_UPLOADS = "programme.forget_uploads"


def delete_stored(names: Sequence[str]) -> None:
    """Delete files of what was taken away; one that is gone already is fine."""
    for name in names:
        files().delete(name)


def forget_uploads() -> None:
    """Forget a batch of what came in with forms that never came back, and queue the next batch."""
    if forget_waiting_uploads():
        enqueue(FORGET_UPLOADS)


JOBS = (Job(DELETE_FILES, delete_stored), Job(FORGET_UPLOADS, forget_uploads, every="47 3 * * *"))
