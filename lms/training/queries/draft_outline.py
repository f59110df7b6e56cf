"""Changing the outline of a form: lessons and parts come, go, move and are copied; pasted text becomes some of both."""

from collections.abc import Callable
from copy import deepcopy

from lms.content.write.pasting import Pasted, PastedLesson, split_text
from lms.content.write.segments import with_uids
from lms.kernel.chance import new_uid
from lms.training.queries.draft_forms import (
    PROFESSIONAL,
    Form,
    lesson_in,
    parts_in,
    plain_lesson,
    plain_part,
)

LONGEST_STEM = 40
UID_LENGTH, BLOCK_LENGTH = 10, 5
MOST_ROWS = 99  # numbers of folders and files have two digits
Act = Callable[[Form, str], str]


def fresh_uid() -> str:
    """Return a uid for a module, a lesson, a part or a quiz, that nothing ever had."""
    return new_uid(UID_LENGTH)


def own_uids(text: str, stem: str, may_keep: list[str]) -> str:
    """Return a text whose blocks each have a uid; a fresh one begins like that of its part."""
    return with_uids(text, may_keep, lambda _name: f"{stem[:LONGEST_STEM]}-{new_uid(BLOCK_LENGTH)}")


def new_part(title: str, text: str = "", audiences: list[str] | None = None) -> Form:
    """Return a part that nobody had before."""
    uid = fresh_uid()
    return plain_part(
        {"uid": uid, "title": title, "text": own_uids(text, uid, []), "audiences": audiences or [PROFESSIONAL]}
    )


def new_lesson(title: str, parts: list[Form]) -> Form:
    """Return a lesson that nobody had before."""
    return plain_lesson({"uid": fresh_uid(), "title": title, "parts": parts})


def pasted_in(form: Form, text: str, first: str) -> tuple[Form, Pasted]:
    """Return a form with the lessons of a pasted text behind those it has, and what the text became."""
    pasted = split_text(text, first)
    form = deepcopy(form)
    form["lessons"] += [_lesson_of(lesson, form["audiences"]) for lesson in pasted.lessons]
    if pasted.quiz:
        form["quiz"] = with_questions(form, pasted.quiz)
    if not form["title"]:
        form["title"] = pasted.title
    return form, pasted


def with_questions(form: Form, text: str) -> Form:
    """Return the quiz of a form with more questions behind those it has."""
    quiz = {**form["quiz"], "uid": form["quiz"]["uid"] or fresh_uid()}
    quiz["text"] = "\n\n".join(filter(None, (quiz["text"], own_uids(text, quiz["uid"], []))))
    return quiz


def arranged(form: Form, do: str, words: Callable[[str], str]) -> tuple[Form, str]:
    """Return the form after pressing a button of the outline (``omhoog-<uid>``), and the uid to go to.

    ``words`` gives the title of what is new: that of a ``les`` or a ``deel``.
    """
    form = deepcopy(form)
    what, _dash, uid = do.partition("-")
    if what == "les" and len(form["lessons"]) < MOST_ROWS:
        form["lessons"].append(new_lesson(words("les"), [new_part(words("deel"), "", form["audiences"])]))
        return form, form["lessons"][-1]["uid"]
    lesson = lesson_in(form, uid)
    if what == "deel" and lesson and len(lesson["parts"]) < MOST_ROWS:
        lesson["parts"].append(new_part(words("deel"), "", form["audiences"]))
        return form, lesson["parts"][-1]["uid"]
    acts = {"omhoog": _up, "omlaag": _down, "dubbel": _copy, "weg": _away}
    return form, acts[what](form, uid) if what in acts else ""


def _lesson_of(lesson: PastedLesson, audiences: list[str]) -> Form:
    parts = [new_part(part.title, part.text, audiences) for part in lesson.parts]
    return new_lesson(lesson.title, parts or [new_part(lesson.title, "", audiences)])


def _up(form: Form, uid: str) -> str:
    return _move(form, uid, -1)


def _down(form: Form, uid: str) -> str:
    return _move(form, uid, 1)


def _move(form: Form, uid: str, way: int) -> str:
    """Move a row one place; a part at the edge of its lesson goes to the next one."""
    rows, at = _row_at(form, uid)
    to = at + way
    if rows and 0 <= to < len(rows):
        rows.insert(to, rows.pop(at))
    elif rows and rows is not form["lessons"]:
        home = next(index for index, lesson in enumerate(form["lessons"]) if lesson["parts"] is rows)
        if 0 <= home + way < len(form["lessons"]):
            other = form["lessons"][home + way]["parts"]
            other.insert(len(other) if way < 0 else 0, rows.pop(at))
    return uid


def _copy(form: Form, uid: str) -> str:
    rows, at = _row_at(form, uid)
    if not rows or len(rows) >= MOST_ROWS:
        return ""
    copied = rows[at]
    if rows is form["lessons"]:
        made = new_lesson(copied["title"], [_copy_of(part) for part in copied["parts"]])
        made["summary"] = copied["summary"]
    else:
        made = _copy_of(copied)
    rows.insert(at + 1, made)
    return str(made["uid"])


def _copy_of(part: Form) -> Form:
    return {**new_part(part["title"], part["text"], list(part["audiences"])), "minutes": part["minutes"]}


def _away(form: Form, uid: str) -> str:
    rows, at = _row_at(form, uid)
    if rows:
        del rows[at]
    return str(rows[min(at, len(rows) - 1)]["uid"]) if rows else ""


def _row_at(form: Form, uid: str) -> tuple[list[Form], int]:
    for rows in (form["lessons"], *(lesson["parts"] for lesson in form["lessons"])):
        for at, row in enumerate(rows):
            if row["uid"] == uid:
                return rows, at
    return [], 0


def next_part(form: Form, uid: str) -> str:
    """Return the uid of the part behind this one; nothing behind the last."""
    uids = [part["uid"] for _lesson, part in parts_in(form)]
    at = uids.index(uid) + 1 if uid in uids else len(uids)
    return str(uids[at]) if at < len(uids) else ""
