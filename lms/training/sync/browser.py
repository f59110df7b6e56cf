"""From the form of a draft to a package, along the same road a folder takes: files, reader, checks, plan, sync."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from lms.content.blocks import Source
from lms.content.check.facts import EXPIRED
from lms.content.check.packages import check_packages
from lms.content.check.shape import MINUTES_OFF
from lms.content.enums import CHANGES, MANIFEST, QUIZ_SLUG
from lms.content.export import write_files
from lms.content.packages import Package
from lms.content.pieces import minutes_to_listen
from lms.content.plan import Plan
from lms.content.problems import ERROR, Problem
from lms.content.read.desk import Desk
from lms.content.read.folders import QUIZ_FILE, read_package
from lms.content.read.parts import Place, read_part
from lms.content.write.files import front_file, manifest_file
from lms.content.write.saying import said
from lms.content.write.segments import segments
from lms.kernel.clock import today
from lms.kernel.names import slug_of
from lms.training.queries.draft_forms import Form, form_of_part, form_of_quiz
from lms.training.sync.addresses import RESERVED, taken_addresses

MINUTES_A_QUESTION = 1
DRAWN = 10


@dataclass(frozen=True)
class Heading:
    """What a manifest says of a version."""

    version: str = "1.0"
    change: str = CHANGES[0]
    reason: str = "-"


@dataclass(frozen=True)
class Stock:
    """What a draft is read with: known sources, files stored now (by uid, kept byte for byte) and its pictures."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """The package that a form makes, what is wrong with it, and the uid of the piece that each file was made of."""

    package: Package
    problems: Sequence[Problem]
    pieces: Mapping[str, str]

    @property
    def errors(self) -> list[Problem]:
        """What must be mended before anybody publishes it: what would stop a sync too."""
        return [problem for problem in self.problems if problem.level == ERROR]

    @property
    def expired(self) -> list[Problem]:
        """Facts whose day to check them again has passed: still publishable, never without a word."""
        return [problem for problem in self.problems if problem.code == EXPIRED]


def package_of(form: Form, heading: Heading, stock: Stock) -> Made:
    """Return the package that a form makes, read back from the files it stands for."""
    pieces: dict[str, str] = {}
    desk = Desk(sources=stock.sources)
    with TemporaryDirectory() as root:
        folder = Path(root) / (form["slug"] or slug_of(form["title"]))
        list(write_files(folder, dict(_files(form, heading, stock, pieces))))
        package = read_package(folder, folder.name, desk)
    found = {*desk.problems, *check_packages([package], today()), *taken_addresses(package)}
    return Made(package, sorted(map(said, found)), {f"{package.slug}/{file}": uid for file, uid in pieces.items()})


def plan_of(package: Package, stored: Mapping[str, tuple[str, bool]]) -> Plan:
    """Return what publishing does; ``stored`` gives digest and retirement of everything the module holds, by uid."""
    digests = package.digests
    new = tuple(uid for uid in digests if uid not in stored)
    changed = tuple(uid for uid in digests if uid in stored and stored[uid] != (digests[uid], False))
    gone = tuple(uid for uid, (_digest, retired) in stored.items() if uid not in digests and not retired)
    return Plan(create=new, update=changed, retire=gone)


def minutes_of(part: Form) -> int:
    """Return how long a part takes: what its author said, or what follows from its length."""
    given = part["minutes"]
    if given.isascii() and given.isdigit() and 1 <= int(given[:4]) <= 60:
        return int(given)
    read = read_part(front_file({}, part["text"]), Place("", 1, "", ""), Desk())
    return min(60, minutes_to_listen(read.blocks))


def _files(form: Form, heading: Heading, stock: Stock, pieces: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    lessons, total = [], 0
    for place, slug, lesson in _placed(form["lessons"], RESERVED | {QUIZ_SLUG}):
        folder = f"{place}-{slug}"
        told = {"uid": lesson["uid"], "title": lesson["title"], "folder": folder}
        lessons.append({**told, "summary": lesson["summary"] or lesson["title"]})
        for number, name, part in _placed(lesson["parts"], frozenset()):
            file = f"{folder}/{number}-{name}.md"
            pieces[file] = part["uid"]
            total += minutes_of(part)
            yield file, _part_file(part, stock.kept.get(part["uid"], "")).encode()
    if form["quiz"]["text"]:
        pieces[QUIZ_FILE] = QUIZ_SLUG
        total += int(_quiz_keys(form["quiz"])["minutes"])
        yield QUIZ_FILE, _quiz_file(form["quiz"], stock.kept.get(form["quiz"]["uid"], "")).encode()
    yield MANIFEST, _manifest(form, heading, lessons, total).encode()
    yield from stock.pictures.items()


def _placed(rows: Sequence[Form], taken: Iterable[str]) -> Iterator[tuple[int, str, Form]]:
    """Give each row with its number and its address; both stay while they can."""
    last, slugs = 0, set(taken)
    for row in rows:
        given = row["number"]
        number = int(given) if given.isascii() and given.isdigit() and last < int(given[:4]) < 100 else last + 1
        slug = row["slug"] if row["slug"] and row["slug"] not in slugs else slug_of(row["title"], slugs)
        slugs.add(slug)
        last = number
        yield number, slug, row


def _part_file(part: Form, kept: str) -> str:
    same = form_of_part(kept, part["slug"], part["number"]) == part if kept else False
    if same:
        return kept
    keys = {"uid": part["uid"], "title": part["title"], "minutes": str(minutes_of(part))}
    return front_file({**keys, "audiences": f"[{', '.join(part['audiences'])}]"}, part["text"])


def _quiz_file(quiz: Form, kept: str) -> str:
    return kept if kept and form_of_quiz(kept) == quiz else front_file(_quiz_keys(quiz), quiz["text"])


def _quiz_keys(quiz: Form) -> dict[str, str]:
    count = sum(segment.name == "question" for segment in segments(quiz["text"]))
    draw = quiz["draw"] or str(max(1, min(DRAWN, count)))
    usual = str(max(1, min(DRAWN, count) * MINUTES_A_QUESTION))
    minutes = quiz["minutes"] if quiz["minutes"].isascii() and quiz["minutes"].isdigit() else usual
    told = {"uid": quiz["uid"], "title": quiz["title"] or "Toets", "draw": draw}
    return {**told, "pass": quiz["pass"] or "70", "minutes": minutes}


def _manifest(form: Form, heading: Heading, lessons: Sequence[Mapping[str, str]], total: int) -> str:
    promised = _number(form["minutes"]) or 0
    minutes = promised if promised and abs(total - promised) <= MINUTES_OFF * promised else max(1, total)
    values = {
        "uid": form["uid"],
        "title": form["title"],
        "summary": form["summary"],
        "language": form["language"],
        "audiences": form["audiences"],
        "level": form["level"],
        "minutes": minutes,
        "goals": [line.lstrip("-* ").strip() for line in form["goals"].splitlines() if line.strip()],
        "steps": form["steps"],
        "status": form["status"],
        "version": heading.version,
        "change": heading.change,
        "reason": heading.reason,
        "position": _number(form["position"]),
        "valid_months": _number(form["valid_months"]),
    }
    return manifest_file(values, lessons)


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() else None
