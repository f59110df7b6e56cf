"""Shape: words a manifest may use, order, lengths, minutes, the quiz."""

from collections import Counter
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from lms.content.blocks import Easy, Picture, Question, Text
from lms.content.enums import AUDIENCES, CHANGES, QUIZ_SLUG, STATUSES
from lms.content.packages import LessonText, Package, PartText, QuizText
from lms.content.problems import ERROR, WARNING, Origin, Problem
from lms.content.prose import plain
from lms.content.readability import words

LONGEST_PART = 140
LONGEST_EASY = 45
SMALLEST_BANK = 20
MINUTES_OFF = 0.2  # of what the manifest promises


def shape_problems(package: Package) -> Iterator[Problem]:
    """Check what a package is made of."""
    yield from _manifest(package)
    yield from _lessons(package)
    for part in package.parts:
        yield from problems_of_part(part)
    yield from _quiz(package.quiz) if package.quiz else _no_quiz(package)
    yield from _minutes(package)


def problems_of_part(part: PartText) -> Iterator[Problem]:
    """Check how long a part is, and whether its easy twin is whole and at its end."""
    count = sum(len(words(plain(block.html))) for block in part.blocks if isinstance(block, Text))
    if count > LONGEST_PART:
        message = _(
            "Dit deel heeft %(count)s woorden buiten de blokken. Schrijf hoogstens %(most)s woorden.",
            count=count,
            most=LONGEST_PART,
        )
        yield Problem(part.origin, "part-long", message)
    twins = [block for block in part.blocks if isinstance(block, Easy)]
    for twin in twins:
        yield from _easy(twin)
    if len(twins) > 1 or (twins and part.blocks[-1] is not twins[0]):
        message = _("Zet het blok 'easy' als laatste in het deel, en maar één keer.")
        yield Problem(twins[0].origin, "easy-last", message)
    if not twins and "key_person" in part.audiences:
        message = _("Dit deel is ook voor sleutelpersonen, maar heeft geen blok 'easy'. Schrijf er een.")
        yield Problem(part.origin, "easy-missing", message, WARNING)


def _easy(twin: Easy) -> Iterator[Problem]:
    count = sum(len(words(plain(block.html))) for block in twin.blocks if isinstance(block, Text))
    if not 0 < count <= LONGEST_EASY:
        message = _(
            "De makkelijke tekst heeft %(count)s woorden. Schrijf er 1 tot %(most)s.", count=count, most=LONGEST_EASY
        )
        yield Problem(twin.origin, "easy-long", message)
    kinds = Counter(type(block) for block in twin.blocks)
    if kinds[Picture] != 1 or kinds[Question] != 1:
        message = _(
            "In de makkelijke tekst horen één plaatje en één vraag. Hier zijn het er %(pictures)s en %(questions)s.",
            pictures=kinds[Picture],
            questions=kinds[Question],
        )
        yield Problem(twin.origin, "easy-whole", message)


def _manifest(package: Package) -> Iterator[Problem]:
    for line, what, given, known in (
        ("audiences", _("De doelgroep"), package.audiences, AUDIENCES),
        ("status", _("De status"), (package.status,), STATUSES),
        ("change", _("De soort wijziging"), (package.change,), CHANGES),
    ):
        for word in given:
            if word and word not in known:
                yield _unknown(package.at(line), what, word, known)


def _unknown(origin: Origin, what: str, word: str, known: Iterable[str]) -> Problem:
    message = _(
        "%(what)s '%(given)s' bestaat niet. Kies uit: %(known)s.", what=what, given=word, known=", ".join(known)
    )
    return Problem(origin, "word-unknown", message)


def _lessons(package: Package) -> Iterator[Problem]:
    for lesson in package.lessons:
        if lesson.slug == QUIZ_SLUG:
            message = _("De naam '%(slug)s' is van de toets. Geef de map van deze les een andere naam.", slug=QUIZ_SLUG)
            yield Problem(lesson.origin, "lesson-slug", message)
        yield from _same_place([(part.position, part.slug, part.origin) for part in lesson.parts])
    yield from _same_place([(lesson.position, lesson.slug, lesson.origin) for lesson in package.lessons])
    if [lesson.position for lesson in package.lessons] != sorted(lesson.position for lesson in package.lessons):
        message = _("De lessen staan in een andere volgorde dan hun nummers. Zet ze op nummer.")
        yield Problem(package.origin, "lesson-order", message)
    yield from _audiences(package.lessons, package)


def _same_place(places: list[tuple[int, str, Origin]]) -> Iterator[Problem]:
    positions = Counter(position for position, _slug, _origin in places)
    slugs = Counter(slug for _position, slug, _origin in places)
    for position, slug, origin in places:
        if positions[position] > 1:
            yield Problem(
                origin, "number-twice", _("Nummer %(number)s komt twee keer voor. Nummer opnieuw.", number=position)
            )
        if slugs[slug] > 1:
            yield Problem(
                origin, "slug-twice", _("De naam '%(slug)s' komt twee keer voor. Kies een andere.", slug=slug)
            )


def _audiences(lessons: Iterable[LessonText], package: Package) -> Iterator[Problem]:
    for lesson in lessons:
        for part in lesson.parts:
            for audience in part.audiences:
                if audience in AUDIENCES and audience not in package.audiences:
                    message = _(
                        "De doelgroep '%(name)s' staat niet bij de module. Voeg hem daar toe, of haal hem hier weg.",
                        name=audience,
                    )
                    yield Problem(part.origin, "audience-outside", message)


def _quiz(quiz: QuizText) -> Iterator[Problem]:
    count, least = len(quiz.questions), max(SMALLEST_BANK, quiz.draw)
    if count < least:
        message = _("De toets heeft %(count)s vragen. Schrijf er minstens %(least)s.", count=count, least=least)
        yield Problem(quiz.origin, "quiz-small", message, ERROR if count < quiz.draw else WARNING)


def _no_quiz(package: Package) -> Iterator[Problem]:
    if package.status == "published":
        yield Problem(
            package.origin,
            "quiz-missing",
            _("Deze module heeft geen toets. Schrijf quiz.md, of maak de module 'draft'."),
        )


def _minutes(package: Package) -> Iterator[Problem]:
    total = sum(part.minutes for part in package.parts) + (package.quiz.minutes if package.quiz else 0)
    if isinstance(package.minutes, int) and abs(total - package.minutes) > MINUTES_OFF * package.minutes:
        message = _(
            "De delen en de toets duren samen %(total)s minuten. In de module staat %(minutes)s.",
            total=total,
            minutes=package.minutes,
        )
        yield Problem(package.origin, "minutes", message, WARNING)
