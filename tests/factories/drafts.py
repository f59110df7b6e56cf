"""Drafts of modules for tests, as an editor makes them in the browser."""

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.training.commands.draft_reviews import ask_review, publish_draft
from lms.training.commands.drafts import begin_module, locked, save_form
from lms.training.enums import Cause, Change
from lms.training.queries.draft_outline import new_lesson, new_part, with_questions
from tests.factories.people import a_person

BY = {"origin": "test"}
EASY_TEXT = "Ron drinkt koffie. Hij kijkt naar buiten. Dan pakt hij een peuk."
QUESTION = "/// question | one\n\nWat vraag je {name}?\n\n- [x] Wanneer rook je? — Je bent nieuwsgierig.\n- [ ] Waarom stop je niet? — Dat vragen veel mensen.\n- [ ] Niets. — Dan hoor je niets.\n///"  # noqa: E501


def a_form(*titles: str, questions: int = 2, **changes):
    """Return the form of a module that can be published, with a lesson of one part for each title."""
    form = {
        "title": "Koffie op de stoep",
        "summary": "Hoe je begint over roken.",
        "goals": "Je kunt beginnen.",
        "audiences": ["professional"],
        "steps": ["wijk"],
        **changes,
    }
    form["lessons"] = [new_lesson(title, [new_part(title, EASY_TEXT)]) for title in titles or ("Een", "Twee", "Drie")]
    asked = "\n\n".join(QUESTION.replace("{name}", name) for name in ("Ron", "Oma", "Sam", "Bo")[:questions])
    return {**form, "quiz": with_questions({**form, "quiz": {"uid": "", "text": ""}}, asked)}


def two_editors():
    """Return who writes and who reads."""
    return a_person(Role.EDITOR, name="Lotte Brink"), a_person(Role.COORDINATOR, name="Joost Vermaat")


def a_draft(by, form=None):
    """Return a draft of a module that nobody published."""
    working = begin_module(form or a_form(), by=by, **BY)
    db.session.commit()
    return working


def edit(uid, by, change):
    """Let somebody change a form, and return what is kept."""
    working = locked(uid)
    kept = save_form(uid, change, stand=working.stand, was=working.form, by=by, **BY)
    db.session.commit()
    return kept


def publish(uid, writer, reader, *, change=Change.REAL, cause=Cause.SIGNAL, reason="Er is iets beters."):
    """Ask for a second pair of eyes and publish; a refused page before may have let go of what people may."""
    writer, reader = person_by_uid(writer.uid), person_by_uid(reader.uid)
    ask_review(uid, reader, reason, stand=locked(uid).stand, by=writer, **BY)
    told = {"change": change, "cause": cause if change is Change.REAL else None, "reason": reason}
    module = publish_draft(uid, **told, stand=locked(uid).stand, by=reader, **BY)
    db.session.commit()
    return module
