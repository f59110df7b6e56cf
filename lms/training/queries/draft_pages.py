"""The pages of the editor: which slice of a form each of them shows, and a form with another slice."""

from copy import deepcopy
from typing import Any

from lms.content.write.segments import uids_in
from lms.training.queries.draft_forms import Form, block_uids, lesson_in, part_in, plain_form
from lms.training.queries.draft_outline import fresh_uid, own_uids

ABOUT, OUTLINE, QUIZ, PART = "over", "lessen", "toets", "deel-"
OF_ABOUT = ("title", "summary", "goals", "audiences", "steps", "status")
OF_PART = ("title", "minutes", "audiences", "text")
OF_QUIZ = ("title", "minutes", "draw", "pass", "text")
Slice = dict[str, Any]


def slice_of(form: Form, page: str) -> Slice | None:
    """Return what a page shows of a form; nothing when what it shows is not there."""
    if page == ABOUT:
        return {name: form[name] for name in OF_ABOUT}
    if page == OUTLINE:
        return {row["uid"]: {"title": row["title"], "summary": row["summary"]} for row in form["lessons"]}
    if page == QUIZ:
        return {name: form["quiz"][name] for name in OF_QUIZ}
    part = part_in(form, page.removeprefix(PART))
    return {name: part[name] for name in OF_PART} if part else None


def with_slice(form: Form, page: str, told: Slice) -> Form:
    """Return a form in which a page says something else; blocks keep their uid, and what is new gets its own."""
    made = deepcopy(form)
    if page == ABOUT:
        made |= {name: told.get(name, form[name]) for name in OF_ABOUT}
    elif page == OUTLINE:
        for uid, words in told.items():
            lesson = lesson_in(made, uid)
            if lesson and isinstance(words, dict):
                lesson |= {name: words.get(name, lesson[name]) for name in ("title", "summary")}
    elif page == QUIZ:
        quiz = made["quiz"]
        quiz |= {name: told.get(name, quiz[name]) for name in OF_QUIZ}
        quiz["uid"] = quiz["uid"] or fresh_uid()
        quiz["text"] = _with_own_uids(form, str(quiz["text"]), form["quiz"]["text"], quiz["uid"])
    elif part := part_in(made, page.removeprefix(PART)):
        old = part["text"]
        part |= {name: told.get(name, part[name]) for name in OF_PART}
        part["text"] = _with_own_uids(form, str(part["text"]), old, part["uid"])
    return plain_form(made)


def _with_own_uids(form: Form, text: str, old: str, stem: str) -> str:
    """Let a text keep the uids of the text it follows."""
    elsewhere = block_uids(form)
    for uid in uids_in(old):
        elsewhere.remove(uid)
    return own_uids(text, stem, [uid for uid in uids_in(text) if uid in uids_in(old) and uid not in elsewhere])
