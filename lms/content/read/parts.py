"""Reading one part or one quiz from its text: front matter between two lines of dashes, then prose and blocks."""

from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content import prose
from lms.content.blocks import Question, Text
from lms.content.enums import AUDIENCES
from lms.content.fences import Fence, Line, Prose, read_fences
from lms.content.packages import PartText, QuizText
from lms.content.problems import Origin
from lms.content.read.builders import IN_PART, IN_QUIZ, build
from lms.content.read.desk import Desk
from lms.content.read.front_matter import read_front_matter

PART_KEYS = ("uid", "title", "minutes", "audiences")
QUIZ_KEYS = ("uid", "title", "draw", "pass", "minutes")
LONGEST_QUIZ = 100_000
MOST_LINES = 200  # of a part; every line may be a text to render
MOST_LINES_QUIZ = 3_000


@dataclass(frozen=True)
class Place:
    """Where a part stands: its lesson, its number and slug there, and the file that problems name."""

    lesson: str
    position: int
    slug: str
    file: str


def read_part(source: str, place: Place, desk: Desk) -> PartText:
    """Return the part that a text stands for; what is wrong with it is noted at the desk."""
    start = Origin(place.file)
    keys, content = _read(source, place.file, PART_KEYS, desk, longest=prose.LONGEST, most_lines=MOST_LINES)
    return PartText(
        uid=_text(keys, "uid"),
        lesson=place.lesson,
        position=place.position,
        slug=place.slug,
        title=_text(keys, "title"),
        minutes=desk.number(keys["minutes"], "minutes", most=60) if "minutes" in keys else 1,
        audiences=words(keys.get("audiences"), desk),
        blocks=build(content, desk, IN_PART),
        source=source,
        origin=start,
    )


def read_quiz(source: str, package: str, file: str, desk: Desk) -> QuizText:
    """Return the quiz that a text stands for; what is wrong with it is noted at the desk."""
    keys, content = _read(source, file, QUIZ_KEYS, desk, longest=LONGEST_QUIZ, most_lines=MOST_LINES_QUIZ)
    blocks = build(content, desk, IN_QUIZ)
    return QuizText(
        uid=_text(keys, "uid"),
        package=package,
        title=_text(keys, "title"),
        draw=desk.number(keys["draw"], "draw", most=50) if "draw" in keys else 1,
        pass_mark=desk.number(keys["pass"], "pass", most=100) if "pass" in keys else 100,
        minutes=desk.number(keys["minutes"], "minutes", most=120) if "minutes" in keys else 1,
        intro=tuple(block for block in blocks if isinstance(block, Text)),
        questions=tuple(block for block in blocks if isinstance(block, Question)),
        source=source,
        origin=Origin(file),
    )


def words(line: Line | None, desk: Desk) -> tuple[str, ...]:
    """Return the audiences in ``[a, b]``; note those that do not exist."""
    if line is None:
        return ()
    given = [word.strip().strip("\"'") for word in line.text.strip("[] ").split(",")]
    for word in given:
        if word not in AUDIENCES:
            desk.unknown(line.origin, "audience", what=_("De doelgroep"), given=word, known=AUDIENCES)
    return tuple(given)


def _read(
    source: str, file: str, known: tuple[str, ...], desk: Desk, *, longest: int, most_lines: int
) -> tuple[dict[str, Line], list[Prose | Fence]]:
    if len(source.encode()) > longest or source.count("\n") > most_lines:
        message = _(
            "Dit bestand is langer dan %(size)s kB of %(lines)s regels. Verdeel het.",
            size=longest // 1000,
            lines=most_lines,
        )
        desk.problem(Origin(file), "too-long", message)
        return {}, []
    lines = [Line(text, Origin(file, number)) for number, text in enumerate(source.split("\n"), start=1)]
    keys, rest = read_front_matter(lines, file, desk, must=known)
    content, problems = read_fences(rest)
    desk.problems.extend(problems)
    return keys, content


def _text(keys: dict[str, Line], key: str) -> str:
    return keys[key].text if key in keys else ""
