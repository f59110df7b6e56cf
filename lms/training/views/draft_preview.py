"""What a draft will look like, as each role reads it, at the width of a phone; and how it reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template, request

from lms.content.advice import Advice
from lms.content.advice import reading_of as reading_of_text
from lms.content.blocks import Block, Easy, Question, Source, to_json
from lms.content.packages import PartText
from lms.content.read.desk import Desk as Reader
from lms.content.read.parts import QUIZ_KEYS, Place, read_part, read_quiz
from lms.content.sources import known_sources
from lms.content.write.files import front_file
from lms.kernel.permit import permit
from lms.training.enums import Twin
from lms.training.forms.drafts import AUDIENCE_WORDS
from lms.training.models import Module, ModuleVersion, Outline, Part, PartVersion
from lms.training.policy import PROFESSIONAL, can_edit_modules
from lms.training.queries.desks import Desk, Work
from lms.training.queries.draft_forms import Form, part_in
from lms.training.queries.draft_pages import PART
from lms.training.queries.drafts import Working, working_at
from lms.training.queries.readings import Reading
from lms.training.views.blueprint import bp
from lms.training.views.cards import Screen, screen_of

NAMELESS = "-"  # a text without a title is read as if it had one


@dataclass(frozen=True)
class Shown:
    """What stands beside the form: the part as a role reads it, how it reads, and the roles to choose."""

    title: str
    screen: Screen | None
    score: int | None
    advice: Sequence[Advice]
    role: str = PROFESSIONAL


@bp.get("/beheer/modules/<module>/voorbeeld")
@permit(can_edit_modules, working=(working_at, "module"))
def preview_draft(working: Working) -> str:
    """Show the whole module as one role reads it."""
    role, sources = _role(request.args.get("als", "")), known_sources()
    lessons = [
        (lesson, [_shown(working, part, role, sources) for part in lesson["parts"] if role in part["audiences"]])
        for lesson in working.form["lessons"]
    ]
    told: dict[str, Any] = {"working": working, "lessons": lessons, "roles": AUDIENCE_WORDS, "role": role}
    told["quiz"] = shown_quiz(working)
    return render_template("training/draft_preview.html", **told, module=_module(working))


def shown_part(working: Working, page: str, role: str) -> Shown:
    """Return what stands beside the form of a part."""
    part = part_in(working.form, page.removeprefix(PART))
    assert part is not None  # noqa: S101 -- the page was asked before
    return _shown(working, part, _role(role), known_sources())


def shown_quiz(working: Working) -> Shown:
    """Return what stands beside the questions of the quiz."""
    quiz, reader = working.form["quiz"], Reader()
    keys = {**dict.fromkeys(QUIZ_KEYS, "1"), "title": quiz["title"] or NAMELESS}
    read = read_quiz(front_file(keys, quiz["text"]), "", "", reader)
    text = PartText(
        uid=NAMELESS,
        lesson="",
        position=1,
        slug="",
        title=quiz["title"],
        minutes=1,
        audiences=(PROFESSIONAL,),
        blocks=(*read.intro, *read.questions),
        source=quiz["text"],
    )
    return _shown_text(working, text, PROFESSIONAL, reader)


def _shown(working: Working, part: Form, role: str, sources: Mapping[str, Source]) -> Shown:
    reader = Reader(sources=sources)
    keys = {"uid": part["uid"], "title": part["title"] or NAMELESS, "minutes": "1"}
    source = front_file({**keys, "audiences": f"[{', '.join(part['audiences'])}]"}, part["text"])
    text = replace(read_part(source, Place("", 1, "", ""), reader), title=part["title"], source=part["text"])
    return _shown_text(working, text, role, reader)


def _shown_text(working: Working, text: PartText, role: str, reader: Reader) -> Shown:
    body = to_json(_ready(text.blocks))
    version = PartVersion(title=text.title, body=body, number=1, part=Part(uid=text.uid))
    twin = Twin.EASY if role != PROFESSIONAL and text.easy else Twin.REGULAR
    reading = Reading(_module(working), ModuleVersion(outline=Outline(())), None, frozenset({role}), twin)
    told = reading_of_text(text, text.source, reader.problems)
    return Shown(text.title, screen_of(Desk(reading, None, version), Work()), told.score, told.advice, role)


def _ready(given: Sequence[Block]) -> list[Block]:
    """Leave out questions whose answers nobody can tell apart yet."""
    blocks = [replace(each, blocks=tuple(_ready(each.blocks))) if isinstance(each, Easy) else each for each in given]
    return [each for each in blocks if not isinstance(each, Question) or _differ(each)]


def _differ(question: Question) -> bool:
    return len({answer.key for answer in question.answers}) == len(question.answers)


def _module(working: Working) -> Any:
    """Return a module to show pictures of: never in the session, so never stored."""
    pictures = working.module.pictures if working.module else {}
    made = Module(uid=working.uid, slug=working.uid, title=working.title, language=working.form["language"])
    made.pictures = pictures
    made.is_draft = True  # type: ignore[attr-defined]  # its pictures are those of the draft, see _blocks.html
    return made


def _role(given: str) -> str:
    return given if given in AUDIENCE_WORDS else PROFESSIONAL
