"""Questions: enough answers, the right ones among them, none of them twice."""

from collections.abc import Iterator

from flask_babel import gettext as _

from lms.content.blocks import Easy, Question, normal, points_in, walk
from lms.content.packages import Package
from lms.content.problems import Origin, Problem
from lms.content.prose import plain

CLAIMS = ("Dat klopt", "Dat klopt niet")
# How many answers a question of each style has, least and most.
COUNTS = {
    "one": (3, 4),
    "several": (3, 6),
    "true-false": (2, 2),
    "order": (3, 6),
    "match": (2, 6),
    "short": (1, 20),
    "number": (1, 1),
    "scale": (0, 7),
}
POINTS = (3, 7)  # of a scale
EASY_COUNT = (2, 3)


def question_problems(package: Package) -> Iterator[Problem]:
    """Check every question of a package."""
    for part in package.parts:
        in_easy = {id(block) for twin in part.blocks if isinstance(twin, Easy) for block in twin.blocks}
        for block in walk(part.blocks):
            if isinstance(block, Question):
                yield from problems_of_question(block, easy=id(block) in in_easy)
    for question in package.quiz.questions if package.quiz else ():
        yield from problems_of_question(question)
        if question.style == "scale":
            message = _("Op een schaal is geen antwoord beter dan een ander. Zet deze vraag in een deel.")
            yield Problem(question.origin, "quiz-scale", message)


def problems_of_question(question: Question, *, easy: bool = False) -> Iterator[Problem]:
    """Check one question; an easy twin asks with two or three answers."""
    least, most = EASY_COUNT if easy and question.style == "one" else COUNTS[question.style]
    count = len(question.answers)
    if not least <= count <= most:
        message = _(
            "Deze vraag heeft %(count)s antwoorden. Geef er %(least)s tot %(most)s.",
            count=count,
            least=least,
            most=most,
        )
        yield Problem(question.origin, "answer-count", message)
    if message := _right_problem(question):
        yield Problem(question.origin, "answer-right", message)
    if question.style in {"short", "number"} and not question.otherwise:
        message = _("Sluit af met de regel: - [ ] * — uitleg voor elk ander antwoord.")
        yield Problem(question.origin, "answer-other", message)
    if question.style == "scale":
        yield from _scale_problems(question)
    yield from _twins(question)


def _right_problem(question: Question) -> str | None:
    right = sum(answer.right for answer in question.answers)
    wrong = len(question.answers) - right
    if question.style == "true-false":
        said = tuple(plain(answer.text) for answer in question.answers)
        if right != 1 or said != CLAIMS:
            return _("Geef deze vraag de antwoorden 'Dat klopt' en 'Dat klopt niet', en zet bij één daarvan [x].")
    elif question.style == "one" and right != 1:
        return _("Zet bij precies één antwoord [x].")
    elif question.style == "several" and (right < 2 or not wrong):
        return _(
            "Zet bij twee of meer antwoorden [x], en laat er minstens één leeg. Is er maar één goed? Maak er 'one' van."
        )
    elif question.style == "short" and (wrong or not right):
        return _("Zet bij een kort antwoord [x] voor alles wat goed is. Alleen de regel met * heeft [ ].")
    elif question.style == "number" and (wrong or not right):
        return _("Zet [x] bij het getal dat goed is. Alleen de regel met * heeft [ ].")
    return None


def _scale_problems(question: Question) -> Iterator[Problem]:
    """Every point has one explanation: of its range, or the one for all."""
    least, most = POINTS
    if not least <= question.points <= most:
        message = _("Geef een schaal %(least)s tot %(most)s punten.", least=least, most=most)
        yield Problem(question.origin, "scale-points", message)
    told: list[int] = []
    for answer in question.answers:
        points = points_in(answer.text)
        if not points or points[-1] > question.points:
            message = _("Schrijf voor de streep welke punten je bedoelt: 3, 1-2, of * voor alles.")
            yield Problem(answer.origin, "scale-range", message)
        told += points
    twice, missing = len(told) != len(set(told)), set(range(1, question.points + 1)) - set(told)
    if twice or (missing and not question.otherwise):
        message = _("Geef elk punt van de schaal één uitleg. Met - * — uitleg geef je er een voor al het andere.")
        yield Problem(question.origin, "scale-told", message)


def _twins(question: Question) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for answer in question.answers:
        if not plain(answer.text).strip():
            yield Problem(answer.origin, "answer-empty", _("Dit antwoord is leeg. Schrijf wat iemand kan kiezen."))
            continue
        sides: list[tuple[str, str, Origin]] = [("text", answer.text, answer.origin)]
        if answer.partner:
            sides.append(("partner", answer.partner, answer.origin))
        for side, text, origin in sides:
            if (side, normal(plain(text))) in seen:
                message = _("Dit antwoord staat er al. Schrijf iets anders.")
                yield Problem(origin, "answer-twice", message)
            seen.add((side, normal(plain(text))))
