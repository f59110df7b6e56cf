"""Words in addresses that a lesson cannot have."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.content.packages import Package
from lms.content.problems import Problem

#: Words that stand in an address where a lesson could stand (besides that of the quiz).
RESERVED = frozenset({"delen", "media", "samen"})


def taken_addresses(package: Package) -> Iterator[Problem]:
    """Find lessons that have the address of something else."""
    for lesson in package.lessons:
        if lesson.slug in RESERVED:
            message = _(
                "De naam '%(slug)s' is al in gebruik in het adres. Geef de map van deze les een andere naam.",
                slug=lesson.slug,
            )
            yield Problem(lesson.origin, "lesson-slug", message)
