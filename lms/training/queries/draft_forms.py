"""The plain form of a module, as a draft keeps it: the module, its lessons, their parts as Markdown, and its quiz.

Uids and addresses in it are ours; ``number`` is the place a lesson or part has in its folder, while it keeps its order.
``recordings`` are the files that read texts of it aloud; their names say which (:mod:`lms.content.spoken`).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lms.content.enums import AUDIENCES
from lms.content.packages import Package
from lms.content.read.parts import PART_KEYS, QUIZ_KEYS
from lms.content.spoken import is_recording
from lms.content.write.files import split_file
from lms.content.write.segments import uids_in

Form = dict[str, Any]
PROFESSIONAL = "professional"
NUMBERS = ("minutes", "position", "valid_months")
WORDS = ("uid", "slug", "title", "summary", "goals", "language", "level", "status", *NUMBERS)
LISTS = ("audiences", "steps")
RECORDINGS = "recordings"
LESSON = ("uid", "slug", "number", "title", "summary")
PART = ("uid", "slug", "number", "title", "minutes", "text")
QUIZ = ("uid", "title", "draw", "pass", "minutes", "text")
USUAL = {"language": "nl", "level": "B1", "status": "published"}
USUAL_QUIZ = {"title": "Toets", "pass": "70"}


def plain_form(given: Mapping[str, Any]) -> Form:
    """Return a form with exactly the fields there are, whatever was missing or odd."""
    form: Form = {name: _line(given.get(name)) or USUAL.get(name, "") for name in WORDS}
    form |= {name: [_line(each) for each in _list(given.get(name)) if _line(each)] for name in (*LISTS, RECORDINGS)}
    form["lessons"] = [plain_lesson(each) for each in _list(given.get("lessons"))]
    quiz = given.get("quiz")
    form["quiz"] = _row(quiz if isinstance(quiz, Mapping) else {}, QUIZ)
    return form


def plain_lesson(given: Any) -> Form:
    """Return a lesson with exactly the fields there are."""
    return {**_row(given, LESSON), "parts": [plain_part(each) for each in _list(given.get("parts"))]}


def plain_part(given: Any) -> Form:
    """Return a part with exactly the fields there are."""
    audiences = [each for each in map(_line, _list(given.get("audiences"))) if each]
    return {**_row(given, PART), "audiences": audiences}


def form_of(package: Package) -> Form:
    """Return the form that makes a package again."""
    form: Form = {name: getattr(package, name) for name in WORDS if name not in ("goals", "position")}
    form |= {"goals": "\n".join(package.goals), "position": package.position}
    form |= {"audiences": list(package.audiences), "steps": list(package.steps), "lessons": []}
    for lesson in package.lessons:
        parts = [form_of_part(part.source, part.slug, part.position) for part in lesson.parts]
        told = {"uid": lesson.uid, "slug": lesson.slug, "number": lesson.position, "title": lesson.title}
        form["lessons"].append({**told, "summary": lesson.summary, "parts": parts})
    form[RECORDINGS] = [media.file for media in package.media if is_recording(media.file)]
    return plain_form({**form, "quiz": form_of_quiz(package.quiz.source) if package.quiz else {}})


def form_of_part(source: str, slug: str = "", number: int | str = "") -> Form:
    """Return the form of a part that was written in a file."""
    keys, text = split_file(source, PART_KEYS)
    audiences = [word.strip().strip("\"'") for word in keys.get("audiences", "").strip("[] ").split(",")]
    return plain_part({**keys, "audiences": audiences, "slug": slug, "number": number, "text": text})


def form_of_quiz(source: str) -> Form:
    """Return the form of a quiz that was written in a file."""
    keys, text = split_file(source, QUIZ_KEYS)
    return _row({**keys, "text": text}, QUIZ)


def parts_in(form: Form) -> Iterator[tuple[Form, Form]]:
    """Give every part with its lesson, in order."""
    for lesson in form["lessons"]:
        for part in lesson["parts"]:
            yield lesson, part


def part_in(form: Form, uid: str) -> Form | None:
    """Return a part by its uid."""
    return next((part for _lesson, part in parts_in(form) if part["uid"] == uid), None)


def lesson_in(form: Form, uid: str) -> Form | None:
    """Return a lesson by its uid."""
    return next((lesson for lesson in form["lessons"] if lesson["uid"] == uid), None)


def texts_in(form: Form) -> list[str]:
    """Return every text of a form, that of the quiz last."""
    return [*(part["text"] for _lesson, part in parts_in(form)), form["quiz"]["text"]]


def block_uids(form: Form) -> list[str]:
    """Return the uids of all blocks."""
    return [uid for text in texts_in(form) for uid in uids_in(text)]


def audiences_known(chosen: Sequence[str]) -> list[str]:
    """Return audiences in their own order; everybody reads as a professional when none was chosen."""
    return [each for each in AUDIENCES if each in chosen] or [PROFESSIONAL]


def _row(given: Any, names: Sequence[str]) -> Form:
    return {name: _line(given.get(name)) if isinstance(given, Mapping) else "" for name in names}


def _list(given: Any) -> list[Any]:
    return [each for each in given if each] if isinstance(given, list | tuple) else []


def _line(given: Any) -> str:
    return "" if given is None else str(given).replace("\r\n", "\n").replace("\r", "\n").strip()
