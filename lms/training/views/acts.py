"""What the buttons of a part page do, and where each of them leads."""

import re

from flask import flash, url_for
from flask_babel import gettext as _

from lms.accounts.models import Person
from lms.content.blocks import Question, Reflect, Scenario, walk
from lms.training.commands import notes, steps, work
from lms.training.commands.sending import is_first
from lms.training.enums import Twin
from lms.training.forms import NOTE, Sheet
from lms.training.models.judging import is_answer
from lms.training.models.progress import StepKind
from lms.training.queries.desks import Desk
from lms.training.queries.paths import on_path_by_itself

NUMBER = re.compile(r"[0-9]{1,3}")  # of a step or a choice; isdigit() would let "²" pass


def carry_out(desk: Desk, sheet: Sheet, *, by: Person) -> str:
    """Keep what was typed, do what the button says, and return the address to go to; what comes again does nothing."""
    if not is_first(sheet.key, by=by):
        return _onward(desk, by) if sheet.act == "next" else _here(desk, sheet.about)
    _keep(desk, sheet, by)
    act = _ACTS.get(sheet.act, _stay)
    return act(desk, sheet, by)


def _keep(desk: Desk, sheet: Sheet, by: Person) -> None:
    joined = False
    for block in walk(desk.blocks):
        if isinstance(block, Question):
            _keep_answer(desk, block, sheet, by)
        elif isinstance(block, Reflect) and block.uid in sheet.words:
            words = sheet.words[block.uid]
            joined |= work.keep_thought(desk.text, block.uid, words.text, shown=words.shown, by=by)
        elif isinstance(block, Scenario) and block.ending and block.ending.uid in sheet.words:
            words = sheet.words[block.ending.uid]
            joined |= work.keep_sentence(desk.text, block, words.text, shown=words.shown, by=by)
    if NOTE in sheet.words:
        words, url = sheet.words[NOTE], by_uid(desk)
        joined |= notes.keep_note(desk.text, words.text, shown=words.shown, by=by, url=url)
    if joined:
        flash(_("Je schreef ook iets in een ander venster: we hebben beide teksten bewaard."), "info")


def _keep_answer(desk: Desk, question: Question, sheet: Sheet, by: Person) -> None:
    given = sheet.answers[question.uid]
    if is_answer(question, given):
        asked = sheet.act == "check" and sheet.about == question.uid
        work.keep_answer(desk.text, question, given, by=by, again=asked, at=sheet.at)


def _next(desk: Desk, sheet: Sheet, by: Person) -> str:
    found = steps.complete_part(desk.reading, desk.text.part, version=desk.text.number, twin=desk.twin, by=by)
    if desk.place is None:
        flash(_("Dit deel hoort niet meer bij de module. Wat je deed, telt mee."), "info")
    elif _ends_at_path(desk, by):
        flash(_("Dat was het laatste deel van deze les. Hier zie je wat er nu komt."))
        return url_for("training.my_paths")
    elif not desk.after and found.next and found.next.kind is StepKind.QUIZ:
        flash(_("Je hebt alle delen gedaan. Nu de toets."))
    return _beyond(desk)


def _onward(desk: Desk, by: Person) -> str:
    """Return where what comes again leads: to where it led the first time, without telling it twice."""
    return url_for("training.my_paths") if _ends_at_path(desk, by) else _beyond(desk)


def _ends_at_path(desk: Desk, by: Person) -> bool:
    """Return whether to lead to the learning path: it asks for this lesson, that ends here, and not for the module."""
    return desk.ends_lesson and desk.place is not None and on_path_by_itself(desk.reading, desk.place[0].uid, by)


def _beyond(desk: Desk) -> str:
    slug = desk.reading.module.slug
    if desk.place is None or desk.after is None:
        return url_for("training.show", module=slug)
    lesson, part = desk.after
    return url_for("training.part", module=slug, lesson=lesson.slug, part=part.slug)


def _stay(desk: Desk, sheet: Sheet, by: Person) -> str:
    return _here(desk, sheet.about)


def _kept(desk: Desk, sheet: Sheet, by: Person) -> str:
    """Lead to the line that says it was kept; what was emptied has no such line."""
    words = sheet.words.get(sheet.about)
    return _here(desk, f"{sheet.about}-bewaard" if words and words.text else sheet.about)


def _check(desk: Desk, sheet: Sheet, by: Person) -> str:
    return _here(desk, f"{sheet.about}-antwoord")


def _say(desk: Desk, sheet: Sheet, by: Person) -> str:
    scenario = _scenario(desk, sheet.about)
    said = [int(each) for each in sheet.rest if NUMBER.fullmatch(each)]
    if scenario is None or len(said) != len(sheet.rest) or len(said) != 2:
        return _here(desk, "")  # no button of ours sends this
    step, choice = said
    now_at = work.say_in_scenario(desk.text, scenario, step=step, choice=choice, by=by)
    return _here(desk, f"{scenario.uid}-stap-{now_at}")


def _again(desk: Desk, sheet: Sheet, by: Person) -> str:
    if scenario := _scenario(desk, sheet.about):
        work.begin_scenario_again(desk.text, scenario, by=by)
    return _here(desk, sheet.about)


def _done(desk: Desk, sheet: Sheet, by: Person) -> str:
    if any(block.kind == "assignment" and block.uid == sheet.about for block in desk.blocks):  # type: ignore[attr-defined]
        steps.finish_assignment(desk.reading, desk.text.part, sheet.about, by=by)
    return _here(desk, sheet.about)


def _undone(desk: Desk, sheet: Sheet, by: Person) -> str:
    steps.reopen_assignment(desk.reading, sheet.about, by=by)
    return _here(desk, sheet.about)


def _share(desk: Desk, sheet: Sheet, by: Person) -> str:
    """Lead to who reads along; there is nothing to share before something was written or done."""
    words, record = sheet.words.get(sheet.about), desk.reading.record
    thought = any(isinstance(block, Reflect) and block.uid == sheet.about for block in walk(desk.blocks))
    if (thought and words and words.text) or (record and sheet.about in record.assignments):
        return url_for("training.choose_readers", work=sheet.about)
    return _here(desk, sheet.about)


def _mark(desk: Desk, sheet: Sheet, by: Person) -> str:
    notes.mark_part(desk.text, by=by)
    return _here(desk, f"{NOTE}-bij-dit-deel")


def _unmark(desk: Desk, sheet: Sheet, by: Person) -> str:
    notes.unmark_part(desk.text.part_id, by=by)
    return _here(desk, f"{NOTE}-bij-dit-deel")


def _twin(desk: Desk, sheet: Sheet, by: Person) -> str:
    steps.choose_twin(Twin.EASY if sheet.about == Twin.EASY else Twin.REGULAR, by=by)
    return _here(desk, "")


def _scenario(desk: Desk, uid: str) -> Scenario | None:
    return next((each for each in desk.blocks if isinstance(each, Scenario) and each.uid == uid), None)


def by_uid(desk: Desk) -> str:
    """Return the address of a part that holds whatever is renamed."""
    return url_for("training.part_by_uid", module=desk.reading.module.slug, uid=desk.text.part.uid)


def _here(desk: Desk, anchor: str) -> str:
    if desk.place is None:
        return by_uid(desk)
    lesson, part = desk.place
    slug = desk.reading.module.slug
    return url_for("training.part", module=slug, lesson=lesson.slug, part=part.slug, _anchor=anchor or None)


_ACTS = {
    "next": _next,
    "keep": _kept,
    "check": _check,
    "say": _say,
    "again": _again,
    "done": _done,
    "undone": _undone,
    "twin": _twin,
    "share": _share,
    "mark": _mark,
    "unmark": _unmark,
}
