"""Files that nobody needs any more."""

from collections.abc import Sequence

from lms.kernel.files import files
from lms.kernel.queue import Job
from lms.programme.commands.uploads import DELETE_FILES


def delete_stored(names: Sequence[str]) -> None:
    """Delete files of what was taken away; one that is gone already is fine."""
    for name in names:
        files().delete(name)


JOBS = (Job(DELETE_FILES, delete_stored),)
