"""Everything at once: read a root, then ask every check."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from lms.content.check.facts import fact_problems, picture_problems
from lms.content.check.language import language_problems
from lms.content.check.questions import question_problems
from lms.content.check.scenarios import scenario_problems
from lms.content.check.shape import shape_problems
from lms.content.check.uids import uid_problems
from lms.content.check.voices import voice_problems
from lms.content.packages import Package
from lms.content.problems import ERROR, Problem
from lms.content.read.desk import Desk
from lms.content.read.folders import read_packages
from lms.kernel import clock


def read_and_check(root: Path, folder: str, today: date | None = None) -> tuple[tuple[Package, ...], list[Problem]]:
    """Return every package below ``root/folder`` and every problem, sorted by file and line."""
    desk = Desk()
    packages = read_packages(root, folder, desk)
    found = {*desk.problems, *check_packages(packages, today or clock.today())}
    return packages, sorted(found)


def check_packages(packages: Iterable[Package], today: date) -> list[Problem]:
    """Return what is wrong with packages that could be read."""
    given = tuple(packages)
    found = list(uid_problems(given))
    for package in given:
        found += fact_problems(package, today)
        found += picture_problems(package)
        found += voice_problems(package)
        found += question_problems(package)
        found += scenario_problems(package)
        found += shape_problems(package)
        found += language_problems(package)
    return found


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything must be mended before a sync; warnings need not."""
    return any(problem.level == ERROR for problem in problems)
