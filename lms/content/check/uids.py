"""Uids: every thing that answers hang on has one of its own, and keeps it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from lms.content.blocks import Block, Scenario, walk
from lms.content.packages import Media, Package
from lms.content.problems import Origin, Problem

UID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 60


def uid_problems(packages: Iterable[Package]) -> Iterator[Problem]:
    """Find uids that are used twice, in one package or in several, and those that are not well formed."""
    places: dict[str, list[Origin]] = defaultdict(list)
    for package in packages:
        for uid, origin in _uids(package):
            places[uid].append(origin)
    for uid, origins in places.items():
        if not UID.fullmatch(uid) or len(uid) > LONGEST:
            message = _("De uid '%(uid)s' is niet goed. Gebruik kleine letters, cijfers en streepjes: wdr-2-1", uid=uid)
            yield Problem(origins[0], "uid-form", message)
        for origin in origins[1:]:
            message = _(
                "De uid '%(uid)s' is al gebruikt in %(place)s. Geef dit een nieuwe, die nog nooit is gebruikt.",
                uid=uid,
                place=str(origins[0]),
            )
            yield Problem(origin, "uid-twice", message)


def _uids(package: Package) -> Iterator[tuple[str, Origin]]:
    for item in package.items():
        if item.uid and not isinstance(item, Media):
            yield item.uid, item.origin
    blocks = [block for part in package.parts for block in part.blocks]
    if package.quiz:
        blocks += package.quiz.questions
    for block in walk(blocks):
        yield from _uids_of(block)


def _uids_of(block: Block) -> Iterator[tuple[str, Origin]]:
    if uid := getattr(block, "uid", ""):
        yield uid, block.origin
    if isinstance(block, Scenario) and block.ending and block.ending.uid:
        yield block.ending.uid, block.ending.origin
