"""What is wrong with an item that could be read.

An error is what nobody could publish or bring in; a warning is what makes it worse to read or to lead. So an export of
what people wrote in the browser can always be read back.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from flask_babel import gettext as _

from lms.content.check.language import forbidden_words, problems_of_text
from lms.content.check.uids import LONGEST as LONGEST_UID
from lms.content.check.uids import UID
from lms.content.pieces import Piece
from lms.content.problems import WARNING, Origin, Problem
from lms.content.read.folders import SLUG
from lms.content.readability import words
from lms.toolkit.commands.publishing import words_of
from lms.toolkit.enums import ItemKind, ItemStatus
from lms.toolkit.models.texts import PROSE
from lms.toolkit.queries.writing import LABELS
from lms.toolkit.sync.packages import ItemPackage
from lms.toolkit.sync.reading import RELATED

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_KEY, LONGEST_SLUG = 120, 200, 64, 120
LEAST_WORDS, MOST_WORDS = 350, 700
LEAST_STEPS, MOST_STEPS = 3, 8
LEAST_PITFALLS = 2
ITEM = re.compile(r"<li>")
#: Words that stand in an address where an item could stand.
RESERVED = frozenset({"bewaard", "nieuw", "feed"})


def check_items(packages: Iterable[ItemPackage], known: Collection[str] = ()) -> Iterator[Problem]:
    """Check every item that could be read, and how they hang together and with items that are ``known``."""
    given = [package for package in packages if package.uid or package.text.title]
    yield from _uids(given)
    slugs = {*known, *(package.slug for package in packages)}
    for package in given:
        yield from _colophon(package, slugs)
        yield from _face(package)
        yield from _steps(package)
        yield from _advice(package)
        yield from _language(package)


def _uids(packages: Iterable[ItemPackage]) -> Iterator[Problem]:
    places: dict[str, list[Origin]] = defaultdict(list)
    for package in packages:
        if package.uid:
            places[package.uid].append(package.at("uid"))
    for uid, origins in places.items():
        if len(uid) > LONGEST_UID or not UID.fullmatch(uid):
            message = _("De uid '%(uid)s' is niet goed. Gebruik kleine letters, cijfers en streepjes.", uid=uid)
            yield Problem(origins[0], "uid-form", message)
        for origin in origins[1:]:
            message = _(
                "De uid '%(uid)s' is al gebruikt in %(place)s. Geef dit een nieuwe, die nog nooit is gebruikt.",
                uid=uid,
                place=str(origins[0]),
            )
            yield Problem(origin, "uid-twice", message)


def _colophon(package: ItemPackage, slugs: Iterable[str]) -> Iterator[Problem]:
    colophon = package.colophon
    if not SLUG.fullmatch(package.slug) or len(package.slug) > LONGEST_SLUG or package.slug in RESERVED:
        message = _("De naam van deze map staat in het adres. Gebruik kleine letters, cijfers en streepjes.")
        if package.slug in RESERVED:
            message = _("De naam '%(slug)s' is al in gebruik in het adres. Kies een andere.", slug=package.slug)
        yield Problem(package.origin, "slug", message)
    if colophon.status != ItemStatus.WITHDRAWN:
        for key in ("withdrawn", "replaced_by"):
            if getattr(colophon, key):
                message = _("'%(key)s' past alleen bij: status: withdrawn", key=key)
                yield Problem(package.at(key), "withdrawn", message)
    elif not colophon.withdrawn:
        message = _("Schrijf waarom dit niet meer wordt gebruikt: withdrawn: …")
        yield Problem(package.at("status"), "missing-withdrawn", message)
    yield from _relations(package, slugs)


def _relations(package: ItemPackage, slugs: Iterable[str]) -> Iterator[Problem]:
    colophon = package.colophon
    for slug, times in Counter(slug for key in RELATED for slug in getattr(colophon, key)).items():
        if times > 1:
            message = _("'%(slug)s' staat bij meer dan één soort. Kies wat het beste past.", slug=slug)
            yield Problem(package.at("follows"), "relation-twice", message, WARNING)
    for key in (*RELATED, "replaced_by"):
        named = getattr(colophon, key)
        for slug in (named,) if isinstance(named, str) else named:
            yield from _relation(package, key, slug, slugs)


def _relation(package: ItemPackage, key: str, slug: str, slugs: Iterable[str]) -> Iterator[Problem]:
    if slug == package.slug:
        message = _("Een item hoort niet bij zichzelf. Haal '%(slug)s' weg.", slug=slug)
        yield Problem(package.at(key), "relation", message)
    elif slug and slug not in slugs:
        message = _("Er is geen item '%(slug)s'. Schrijf de naam van een map in toolkit, of haal het weg.", slug=slug)
        yield Problem(package.at(key), "relation", message)


def _face(package: ItemPackage) -> Iterator[Problem]:
    text = package.text
    for key, most in (("title", LONGEST_TITLE), ("summary", LONGEST_SUMMARY)):
        if len(getattr(text, key)) > most:
            message = _("Maak '%(key)s' korter: hoogstens %(most)s tekens.", key=key, most=most)
            yield Problem(package.at(key), "too-long", message)
    yield from _keys(package)
    for field, heading in (("goal", "Doel"), ("working_steps", "Stappen"), ("pitfalls", "Valkuilen")):
        if not getattr(text, field):
            message = _("Onder de kop '# %(heading)s' hoort tekst te staan. Schrijf die.", heading=heading)
            yield Problem(package.at(f"# {field}"), f"missing-{field.replace('_', '-')}", message)


def _keys(package: ItemPackage) -> Iterator[Problem]:
    for key in ("steps", "themes"):
        for word in getattr(package.text, key):
            if not SLUG.fullmatch(word) or len(word) > LONGEST_KEY:
                message = _("'%(word)s' is geen naam van een stap of een thema.", word=word)
                yield Problem(package.at(key), "word-unknown", message)
    if "steps" in package.places and not package.text.steps:
        yield Problem(package.at("steps"), "missing-steps", _("Kies minstens één stap van de actiekaart."))


def _steps(package: ItemPackage) -> Iterator[Problem]:
    text = package.text
    for number, step in enumerate(text.working_steps, start=1):
        place = package.at(f"step {number}")
        if not step.title:
            yield Problem(place, "step-title", _("Schrijf achter ## wat je in deze stap doet."))
        if text.kind == ItemKind.METHOD and not step.minutes and not step.when:
            message = _("Schrijf achter de stap hoeveel minuten hij duurt: ## Wat je doet (10 minuten)")
            yield Problem(place, "step-minutes", message)
    if text.minutes[0] and not text.minutes_fit:
        message = _(
            "De stappen duren samen %(total)s minuten. Boven aan staat %(minutes)s.",
            total=text.minutes_of_steps,
            minutes="-".join(map(str, dict.fromkeys(text.minutes))),
        )
        yield Problem(package.at("minutes"), "minutes", message)


def _advice(package: ItemPackage) -> Iterator[Problem]:
    """Find what a method lacks to be led by somebody who never did it."""
    text = package.text
    if text.kind != ItemKind.METHOD:
        return
    count = sum(len(words(each)) for each in words_of(text))
    if not LEAST_WORDS <= count <= MOST_WORDS:
        message = _(
            "Deze werkvorm heeft %(count)s woorden. Schrijf er %(least)s tot %(most)s.",
            count=count,
            least=LEAST_WORDS,
            most=MOST_WORDS,
        )
        yield Problem(package.origin, "words", message, WARNING)
    if not LEAST_STEPS <= len(text.working_steps) <= MOST_STEPS:
        message = _("Maak er %(least)s tot %(most)s stappen van.", least=LEAST_STEPS, most=MOST_STEPS)
        yield Problem(package.at("# working_steps"), "step-count", message, WARNING)
    if len(ITEM.findall(text.pitfalls.html)) < LEAST_PITFALLS:
        message = _("Schrijf minstens %(least)s valkuilen, elk na een streepje.", least=LEAST_PITFALLS)
        yield Problem(package.at("# pitfalls"), "pitfalls", message, WARNING)
    for number, step in enumerate(text.working_steps, start=1):
        for field in ("saying", "done_when"):
            if not getattr(step, field):
                message = _("In deze stap ontbreekt een alinea die begint met '%(label)s:'.", label=LABELS[field])
                yield Problem(package.at(f"step {number}"), f"missing-{field.replace('_', '-')}", message, WARNING)


def _language(package: ItemPackage) -> Iterator[Problem]:
    text, source = package.text, package.source
    found = [
        *forbidden_words(text.title, package.at("title")),
        *forbidden_words(package.colophon.reason, package.origin),
    ]
    for number, step in enumerate(text.working_steps, start=1):
        found += forbidden_words(step.title, package.at(f"step {number}"))
    found += problems_of_text(_pieces(package), source, package.origin)
    yield from (replace(problem, level=WARNING) for problem in found)


def _pieces(package: ItemPackage) -> Iterator[Piece]:
    """Give the running text, each piece with its place."""
    text = package.text
    yield from _said(text.summary, package.at("summary"))
    yield from _said(text.invitation, package.at("# invitation"))
    for field in PROSE:
        if prose := getattr(text, field):
            yield Piece(prose.html, package.at(f"# {field}"))
    for number, step in enumerate(text.working_steps, start=1):
        place = package.at(f"step {number}")
        if step.doing:
            yield Piece(step.doing.html, place)
        for field in LABELS:
            yield from _said(getattr(step, field), place)


def _said(told: str, place: Origin) -> Iterator[Piece]:
    yield from (Piece(html.escape(line, quote=False), place) for line in told.splitlines() if line)
