"""A second pair of eyes for modules: asking, giving back, and publishing what somebody else wrote.

Publishing goes the way of a sync (:mod:`lms.training.sync`): identity by uid, new versions beside the old ones.
"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.commands import notify, notify_all
from lms.accounts.models import Person
from lms.content.enums import CHANGES
from lms.content.errors import NotWhole, Overtaken
from lms.content.problems import Problem
from lms.content.sources import known_sources
from lms.content.spoken import text_read_in
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.training.commands.drafts import locked, refuse_stranger, take_draft_away
from lms.training.enums import Cause, Change, DraftState
from lms.training.models import Module, ModuleDraft, ModuleEdition, ModuleVersion
from lms.training.queries.draft_forms import Form, block_uids, parts_in
from lms.training.queries.drafts import Working, draft_pictures, other_editors
from lms.training.queries.stored_forms import stored_form, stored_pictures
from lms.training.sync.applying import apply
from lms.training.sync.browser import Heading, Made, Stock, package_of, plan_of
from lms.training.sync.editions import held_by, mark_edited, synced_digests

ASKED, SENT_BACK, PUBLISHED = "training_review_asked", "training_sent_back", "training_published"
WORDS = {Change.REAL: CHANGES[0], Change.TYPO: CHANGES[1]}
LONGEST_NUMBER = 20


def made_of(working: Working, heading: Heading | None = None) -> Made:
    """Return the package that a draft makes, with everything that is wrong with it."""
    kept = stored_form(working.module).sources if working.module else {}
    pictures = {**(stored_pictures(working.module) if working.module else {}), **draft_pictures(working.draft)}
    said = str(working.form)
    used = {file: content for file, content in pictures.items() if file in said and not _stray(file, working.form)}
    return package_of(working.form, heading or Heading(), Stock(known_sources(), kept, used))


def missing_in(working: Working) -> list[str]:
    """Return what a draft lacks that no file can say, in sentences."""
    form, found = working.form, []
    if not form["lessons"]:
        found.append(_("Er is nog geen les. Maak er minstens één."))
    found += [
        _("Het deel '%(title)s' is nog leeg. Schrijf er iets in, of haal het weg.", title=part["title"])
        for _lesson, part in parts_in(form)
        if not part["text"]
    ]
    untitled = [row for row in (*form["lessons"], *(part for _lesson, part in parts_in(form))) if not row["title"]]
    return [*found, *([_("Geef elke les en elk deel een titel.")] if untitled else [])]


def may_publish(by: Person, draft: ModuleDraft) -> bool:
    """Say who publishes: never who wrote last; nobody is beyond this rule."""
    return by.id != draft.by_id


def ask_review(uid: str, reader: Person | None, reason: str, *, stand: str, by: Person, origin: str) -> None:
    """Ask somebody to look at a draft and publish it; without a name all who can are asked."""
    working = locked(uid)
    refuse_stranger(by)
    draft = _the_draft(working, stand)
    _refuse_unfinished(working, made_of(working))
    if not reason.strip():
        raise Refusal(_("Schrijf in één zin wat er anders is."), "reason")
    readers = [each for each in other_editors(by) if reader is None or each.id == reader.id]
    readers = [each for each in readers if each.id != draft.by_id]
    if not readers and by.id == draft.by_id:
        raise Refusal(_("Er is nog niemand anders die dit kan doen. Vraag een beheerder om een redacteur."), "reader")
    draft.state, draft.reason, draft.answer, draft.asked_by_id = DraftState.IN_REVIEW, reason.strip(), "", by.id
    db.session.flush()
    asked = _l("Wil je meekijken naar de module: %(title)s?", title=working.title)
    url = f"/beheer/modules/{uid}/nakijken"
    notify_all(readers, cause=ASKED, object=_name(uid), version=working.stand, text=asked, url=url)
    audit.record("training.draft_ask", _name(uid), actor_uid=by.uid, origin=origin)


def send_back(uid: str, answer: str, *, stand: str, by: Person, origin: str) -> None:
    """Give a draft back to who wrote it, with what to mend."""
    working = locked(uid)
    refuse_stranger(by)
    draft = _the_draft(working, stand)
    if not answer.strip():
        raise Refusal(_("Schrijf wat er beter kan. Dan kan de ander verder."), "answer")
    _refuse_writer(by, draft)
    draft.state, draft.answer = DraftState.WRITING, answer.strip()
    db.session.flush()
    said = _l("Kijk nog eens naar de module: %(title)s", title=working.title)
    _tell(draft, SENT_BACK, working.stand, said, f"/beheer/modules/{uid}")
    audit.record("training.draft_back", _name(uid), actor_uid=by.uid, origin=origin)


def publish_draft(
    uid: str, *, change: Change, cause: Cause | None, reason: str, stand: str, by: Person, origin: str
) -> Module:
    """Publish what somebody else wrote, exactly as the page of the reader showed it."""
    working = locked(uid)
    refuse_stranger(by)
    draft = _the_draft(working, stand)
    if draft.state is not DraftState.IN_REVIEW:
        raise Refusal(_("De schrijver vroeg nog niet om mee te kijken. Vraag of het klaar is."))
    _refuse_writer(by, draft)
    if change is Change.REAL and cause is None:
        raise Refusal(_("Kies wat de aanleiding was."), "cause")
    if not reason.strip():
        raise Refusal(_("Schrijf in één zin wat er anders is."), "reason")
    if working.is_behind:
        raise Overtaken(_("Intussen kwam er een andere versie bij. Werk het concept eerst bij."))
    heading = Heading(next_number(working.module, change), WORDS[change], " ".join(reason.split()))
    made = made_of(working, heading)
    _refuse_unfinished(working, made)
    module = _store(working, made)
    edition = db.session.get_one(ModuleEdition, (module.id, module.serial))
    edition.by_id, edition.reviewed_by_id = draft.by_id, by.id
    edition.cause = cause if change is Change.REAL else None
    _tell(
        draft,
        PUBLISHED,
        str(module.serial),
        _l("Gepubliceerd: %(title)s", title=module.title),
        f"/modules/{module.slug}",
    )
    take_draft_away(draft)
    audit.record("training.draft_publish", f"{_name(uid)}/v{module.serial}", actor_uid=by.uid, origin=origin)
    return module


def next_number(module: Module | None, change: Change) -> str:
    """Return the number authors give the next version: 1.1 behind 1.0 for a real change, 1.0.1 for a mended word."""
    if module is None:
        return "1.0"
    latest = db.session.get(ModuleVersion, (module.id, module.serial))
    numbers = [
        int(each) if each.isascii() and each.isdigit() else 0 for each in (latest.number if latest else "").split(".")
    ]
    major, minor, mended = (*numbers, 0, 0)[:3]
    number = f"{major}.{minor + 1}" if change is Change.REAL else f"{major}.{minor}.{mended + 1}"
    return number[:LONGEST_NUMBER]


def _store(working: Working, made: Made) -> Module:
    plan = plan_of(made.package, held_by(working.module))
    before = synced_digests((*plan.create, *plan.update, *plan.retire))
    apply([made.package], plan)
    mark_edited(plan, before)
    return db.session.query(Module).filter_by(uid=working.uid).one()


def _stray(file: str, form: Form) -> bool:
    """Whether a file reads a text that is not there any more; it goes with it."""
    read = text_read_in(file)
    return read is not None and read[0] not in {*(part["uid"] for _lesson, part in parts_in(form)), *block_uids(form)}


def _the_draft(working: Working, stand: str) -> ModuleDraft:
    if working.draft is None or working.stand != stand:
        raise Overtaken(_("De tekst is intussen veranderd. Lees hem nog eens."))
    return working.draft


def _refuse_writer(by: Person, draft: ModuleDraft) -> None:
    if not may_publish(by, draft):
        raise Refusal(_("Jij schreef hier het laatst aan. Iemand anders kijkt mee en publiceert."))


def _refuse_unfinished(working: Working, made: Made) -> None:
    errors: list[Problem] = made.errors
    told = [*missing_in(working), *(problem.message for problem in errors)]
    if told:
        raise NotWhole(_("Er ontbreekt nog iets. Vul het aan en vraag het dan."), tuple(("", said) for said in told))


def _tell(draft: ModuleDraft, cause: str, version: str, said: Any, url: str) -> None:
    if draft.by is not None:
        notify(draft.by, cause=cause, object=_name(draft.uid), version=version, text=said, url=url)


def _name(uid: str) -> str:
    return f"module/{uid}"
