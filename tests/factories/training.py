"""Modules for tests, made the way authors make them: written as Markdown, read, and synced."""

from dataclasses import replace

from sqlalchemy import select

from lms.content.blocks import Source
from lms.content.packages import LessonText, Media, Package, PartText
from lms.content.read.desk import Desk
from lms.content.read.parts import Place, read_part, read_quiz
from lms.kernel.db import db
from lms.training.models import Module
from lms.training.sync.applying import apply
from lms.training.sync.stored import plan

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 440"><rect width="480" height="440"/></svg>'
UNITY = Source(key="unity", publisher="Unity", title="Nicotine", year="2024")

QUESTION = """/// question | one
    uid: {uid}

Wat vraag je Ron?
- [x] Wanneer rook je? — Je bent nieuwsgierig.
- [ ] Waarom stop je niet? — Dat vragen veel mensen.
///
"""
EASY = """//// easy
    uid: {uid}-e

/// picture | media/ron.svg
    alt: Ron drinkt koffie.

///

Ron drinkt koffie.

/// question | one
    uid: {uid}-e-q1

Wat vraag je?
- [x] Wanneer? — Goede vraag.
- [ ] Waarom? — Dat vragen veel mensen.
///
////
"""
FULL = """/// picture | media/ron.svg
    alt: Ron drinkt koffie.

///

Ron drinkt koffie. **Elke** dag.

/// fact
    uid: {uid}-f1
    source: unity
    check_before: 2028-11-01

Roken heeft twee kanten.
///

/// quote | Ron (62)
Die hand weet het eerder dan ik.
///

/// callout | tip
Vraag het eens.
///
"""
REFLECT = """/// reflect
    uid: {uid}-r1

Welke gewoonte heb jij?
///
"""
ASSIGNMENT = """/// assignment | Vraag drie mensen
    uid: {uid}-a1
    minutes: 30

Vraag wat roken geeft.
///
"""
SCENARIO = """//// scenario | Oma op het balkon
    uid: {uid}-s1

Oma staat buiten.

/// turn | 1

Ze rookt en kijkt om.

- "Mag ik iets vragen?" -> 2
    - Dan: Ze knikt.
    - Contact: Je vroeg of het mocht.
- "Denk aan de baby." -> einde
    - Dan: Ze zwijgt.
    - Contact: Ze hoort een verwijt.
- "Wat een mooi uitzicht." -> 2
    - Dan: Ze lacht.
    - Contact: Je begint bij haar.
///

/// turn | 2

"Vraag maar," zegt ze.

- "Hoe is dit moment voor jou?" -> einde
    - Dan: Ze denkt na.
    - Contact: Je luistert.
- "Wil je stoppen?" -> 1
    - Dan: Ze haalt haar schouders op.
    - Contact: Dat gaat snel.
- "Ik snap het." -> einde
    - Dan: Ze glimlacht.
    - Contact: Je bent naast haar.
///

/// ending
    uid: {uid}-s1-r

Wat zou jouw eigen zin zijn?
///
////
"""


def a_part(
    uid: str, *blocks: str, title: str = "", minutes: int = 5, audiences: str = "professional, key_person"
) -> str:
    """Return the Markdown of a part; in the blocks, ``{uid}`` stands for its uid."""
    body = "\n".join(block.replace("{uid}", uid) for block in (blocks or ("Tekst van {uid}.\n",)))
    head = f"---\nuid: {uid}\ntitle: {title or 'Deel ' + uid}\nminutes: {minutes}\naudiences: [{audiences}]\n---\n"
    return head + body


def a_question(uid: str) -> str:
    return QUESTION.replace("{uid}", uid)


def a_quiz(uid: str, *, count: int = 6, draw: int = 4, pass_mark: int = 70, questions: tuple[str, ...] = ()) -> str:
    """Return the Markdown of a quiz with ``count`` questions of one good and one other answer."""
    bank = questions or tuple(a_question(f"{uid}-{number}") for number in range(1, count + 1))
    head = f"---\nuid: {uid}\ntitle: Toets\ndraw: {draw}\npass: {pass_mark}\nminutes: 10\n---\nVeel plezier.\n\n"
    return head + "\n".join(bank)


def a_package(
    *parts: str, uid: str = "wdr", slug: str = "wat-doet-roken", lessons: int = 1, quiz: str | None = None, **given
) -> Package:
    """Return a package with the parts spread over its lessons in turn; ``given`` replaces what the manifest says."""
    desk = Desk(sources={"unity": UNITY})
    written = [
        read_part(text, Place(f"{uid}-l{1 + index % lessons}", 1 + index // lessons, f"deel-{index + 1}", "x.md"), desk)
        for index, text in enumerate(parts)
    ]
    values = {
        "title": "Wat doet roken?",
        "summary": "Wat nicotine doet.",
        "language": "nl",
        "audiences": ("professional", "key_person"),
        "level": "B1",
        "minutes": 60,
        "goals": ("Je kunt het uitleggen.",),
        "steps": ("wijk",),
        "status": "published",
        "version": "1.0",
        "change": "echte wijziging",
        "reason": "Eerste uitgave.",
        **given,
    }
    texts = tuple(_a_lesson(uid, number, tuple(written[number - 1 :: lessons])) for number in range(1, lessons + 1))
    bank = read_quiz(quiz, uid, "quiz.md", desk) if quiz else None
    assert not desk.problems, desk.problems
    source = values.pop("source", repr(sorted(values.items())))
    return Package(uid=uid, slug=slug, lessons=texts, quiz=bank, media=(a_picture(uid),), source=source, **values)


def _a_lesson(package: str, number: int, parts: tuple[PartText, ...]) -> LessonText:
    uid = f"{package}-l{number}"
    title = f"Les {number}"
    return LessonText(
        uid=uid,
        package=package,
        position=number,
        slug=f"les-{number}",
        title=title,
        summary=f"Over {number}.",
        parts=parts,
    )


def a_picture(package: str, content: bytes = SVG) -> Media:
    return Media(
        uid=f"{package}/media/ron.svg",
        package=package,
        file="media/ron.svg",
        content_type="image/svg+xml",
        sha256=str(len(content)) * 8,
        width=480,
        height=440,
        content=content,
    )


def without(package: Package, *uids: str) -> Package:
    """Return the package without these parts."""
    lessons = tuple(
        replace(lesson, parts=tuple(part for part in lesson.parts if part.uid not in uids))
        for lesson in package.lessons
    )
    return replace(package, lessons=lessons)


def sync(*packages: Package):
    """Carry out the plan for these packages and return it."""
    todo = plan(packages)
    apply(packages, todo)
    db.session.commit()
    return todo


def a_module(*parts: str, **given) -> Module:
    """Return a synced module; three plain parts unless others are given."""
    package = a_package(*(parts or (a_part("wdr-1"), a_part("wdr-2"), a_part("wdr-3"))), **given)
    todo = plan([package])
    apply([package], todo)
    db.session.commit()
    return db.session.scalars(select(Module).where(Module.uid == package.uid)).one()
