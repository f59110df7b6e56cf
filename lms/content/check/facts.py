"""Facts and pictures: checked in time, with files that are there."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext as _

from lms.content.blocks import Fact, Picture, walk
from lms.content.packages import Package
from lms.content.problems import WARNING, Problem
from lms.content.spoken import is_recording

EXPIRED = "fact-expired"


def fact_problems(package: Package, today: date) -> Iterator[Problem]:
    """Find facts that should have been checked again by ``today``; a warning, because the fact may still be true."""
    for part in package.parts:
        for block in walk(part.blocks):
            if isinstance(block, Fact) and block.check_before and block.is_due(today):
                message = _(
                    "Dit feit moest voor %(date)s opnieuw zijn nagekeken. Kijk het na en zet er een nieuwe datum bij.",
                    date=block.check_before.isoformat(),
                )
                yield Problem(block.origin, EXPIRED, message, WARNING)


def picture_problems(package: Package) -> Iterator[Problem]:
    """Find pictures without a file, and files without a picture."""
    there = {media.file for media in package.media}
    used = set()
    for part in package.parts:
        for block in walk(part.blocks):
            if isinstance(block, Picture):
                used.add(block.file)
                if block.file not in there:
                    message = _(
                        "Het plaatje '%(file)s' is er niet. Zet het in de map media van deze module.", file=block.file
                    )
                    yield Problem(block.origin, "picture-file", message)
    for media in package.media:
        if media.file not in used and not is_recording(media.file):
            message = _("Dit plaatje staat in geen enkel deel. Gebruik het, of haal het weg.")
            yield Problem(media.origin, "media-unused", message, WARNING)
