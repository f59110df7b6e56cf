"""Writing on a module in the browser: beginning one, saving what was typed, and throwing a draft away."""

from collections.abc import Callable
from copy import deepcopy

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import Person
from lms.content.errors import Overtaken
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.names import slug_of
from lms.kernel.refusal import Refusal
from lms.training.enums import DraftState
from lms.training.models import DraftPicture, Module, ModuleDraft, ModuleOwner
from lms.training.policy import can_edit_modules
from lms.training.queries.draft_clashes import clashes, merged
from lms.training.queries.draft_forms import Form, plain_form
from lms.training.queries.draft_outline import MOST_ROWS, fresh_uid
from lms.training.queries.drafts import Working, draft_of
from lms.training.queries.stored_forms import edition_form, stored_form

LONGEST_TITLE = 120
MOST_CHARACTERS = 1_000_000
#: Words that stand in an address where a module could stand.
RESERVED = ("nieuw", "feiten")


def begin_module(form: Form, *, by: Person, origin: str) -> Working:
    """Begin a module with a title of its own; readers see nothing before somebody else publishes it."""
    form = plain_form(form)
    if not form["title"]:
        raise Refusal(_("Geef de module een titel, bijvoorbeeld: Het goede gesprek."), "title")
    form |= {"uid": fresh_uid(), "slug": _own_slug(form["title"])}
    _refuse_much(form)
    draft = ModuleDraft(uid=form["uid"], title=form["title"], form_json=form, base_json={}, by_id=by.id)
    draft.saved_at = now()
    db.session.add(draft)
    db.session.flush()
    audit.record("training.draft_begin", _name(form["uid"]), actor_uid=by.uid, origin=origin)
    return locked(form["uid"])


def save_form(uid: str, change: Callable[[Form], Form], *, stand: str, was: Form, by: Person, origin: str) -> Working:
    """Keep what one page changed, whole or not; ``change`` makes my form of the one that is kept now.

    ``stand`` is what the page was made of (:attr:`Working.stand`) and ``was`` the form it showed. When somebody saved
    since, what each changed elsewhere is kept of both; on the same piece this raises :class:`Overtaken`, and nothing
    is written.
    """
    working = locked(uid)
    refuse_stranger(by)
    form = plain_form(change(deepcopy(working.form)))
    if form == working.form:
        return working
    if stand != working.stand:
        form = _together(working.form, plain_form(change(deepcopy(was))), was)
    _refuse_much(form)
    draft = working.draft or _begun(working, by, origin)
    draft.form_json, draft.turn, draft.by_id, draft.saved_at = form, draft.turn + 1, by.id, now()
    draft.state, draft.asked_by_id = DraftState.WRITING, None
    draft.title = form["title"][:LONGEST_TITLE] or draft.title
    db.session.flush()
    return locked(uid)


def replace_form(uid: str, form: Form, *, stand: str, by: Person, origin: str) -> Working:
    """Keep a whole form that somebody chose from two texts."""
    working = locked(uid)
    if stand != working.stand:
        raise Overtaken(_("Iemand anders heeft deze tekst intussen bewaard."))
    return save_form(uid, lambda _form: form, stand=stand, was=working.form, by=by, origin=origin)


def begin_again(uid: str, serial: int, *, by: Person, origin: str) -> None:
    """Begin a draft with what an older version was made of; the history stays as it is."""
    working = locked(uid)
    refuse_stranger(by)
    if working.draft is not None:
        raise Refusal(_("Er is al een concept. Publiceer het of gooi het weg, en zet dan een oude versie terug."))
    form = edition_form(working.module, serial) if working.module else None
    if form is None:
        raise Refusal(_("Van deze versie bewaarden we de tekst nog niet."))
    draft = _begun(working, by, origin)
    draft.form_json = {**form, "slug": working.form["slug"]}
    draft.reason = _("Terug naar versie %(number)s.", number=serial)
    db.session.flush()
    audit.record("training.draft_restore", f"{_name(uid)}/v{serial}", actor_uid=by.uid, origin=origin)


def catch_up(uid: str, form: Form, *, stand: str, by: Person, origin: str) -> Working:
    """Let a draft begin from what is stored now; ``form`` is what somebody chose from both."""
    working = replace_form(uid, form, stand=stand, by=by, origin=origin)
    if working.draft and working.module:
        working.draft.base_json = stored_form(working.module).form
        working.draft.based_on = working.module.serial
        db.session.flush()
    return locked(uid)


def drop_draft(uid: str, *, stand: str, by: Person, origin: str) -> None:
    """Throw a draft away, and with it a module that nobody ever published; a draft that somebody changed stays."""
    working = locked(uid)
    refuse_stranger(by)
    if working.draft is None:
        return
    if stand != working.stand:
        raise Overtaken(_("Iemand anders schreef intussen verder. Kijk eerst wat er nu staat."))
    take_draft_away(working.draft)
    audit.record("training.draft_drop", _name(uid), actor_uid=by.uid, origin=origin)


def take_draft_away(draft: ModuleDraft) -> None:
    """Delete a draft with the pictures that came with it."""
    db.session.execute(delete(DraftPicture).where(DraftPicture.draft_id == draft.id))
    db.session.delete(draft)
    db.session.flush()


def look_after(module: Module, owner: Person | None, *, by: Person, origin: str) -> None:
    """Say who looks after a module; nobody means: all editors."""
    refuse_stranger(by)
    if owner is not None and not can_edit_modules(owner):
        raise Refusal(_("Kies een redacteur of een coördinator."), "owner")
    db.session.execute(delete(ModuleOwner).where(ModuleOwner.module_id == module.id))
    if owner is not None:
        db.session.add(ModuleOwner(module_id=module.id, person_id=owner.id))
    db.session.flush()
    audit.record("training.module_owner", _name(module.uid), actor_uid=by.uid, origin=origin)


def locked(uid: str) -> Working:
    """Let one editor at a time change a module, and read anew what is there."""
    db.session.execute(select(ModuleDraft.id).where(ModuleDraft.uid == uid).with_for_update())
    module = db.session.scalar(
        select(Module).where(Module.uid == uid, Module.retired_at.is_(None)).with_for_update(key_share=True),
        execution_options={"populate_existing": True},
    )
    draft = draft_of(uid)
    if draft is not None:
        return Working(uid, module, draft, plain_form(draft.form_json))
    if module is None:
        raise Refusal(_("Dit concept is intussen weg."))
    return Working(uid, module, None, stored_form(module).form)


def refuse_stranger(by: Person) -> None:
    """Refuse who may not write on modules (any more)."""
    if not can_edit_modules(by):
        raise Refusal(_("Je mag hier niet meer aan schrijven. Vraag een redacteur."))


def _begun(working: Working, by: Person, origin: str) -> ModuleDraft:
    serial = working.module.serial if working.module else 0
    draft = ModuleDraft(uid=working.uid, module_id=working.module.id if working.module else None, based_on=serial)
    draft.form_json = draft.base_json = working.form
    draft.title, draft.turn, draft.by_id, draft.saved_at = working.title[:LONGEST_TITLE], 0, by.id, now()
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError as taken:
        raise Overtaken(_("Iemand anders begon net aan deze tekst.")) from taken
    audit.record("training.draft", _name(working.uid), actor_uid=by.uid, origin=origin)
    return draft


def _together(theirs: Form, mine: Form, was: Form) -> Form:
    """Return both changes when they are of other pieces."""
    found = clashes(theirs, mine, was)
    if not all(clash.likely for clash in found):
        raise Overtaken(_("Iemand anders heeft deze tekst intussen bewaard."))
    return merged(theirs, mine, {clash.found.key: clash.likely for clash in found})


def _refuse_much(form: Form) -> None:
    size = sum(len(part["text"]) for lesson in form["lessons"] for part in lesson["parts"]) + len(form["quiz"]["text"])
    if size > MOST_CHARACTERS:
        raise Refusal(_("Deze module is te groot. Maak er twee van."))
    if any(len(rows) > MOST_ROWS for rows in (form["lessons"], *(lesson["parts"] for lesson in form["lessons"]))):
        too_many = _("Een module heeft hoogstens %(most)s lessen, en een les hoogstens %(most)s delen.", most=MOST_ROWS)
        raise Refusal(too_many)
    if len(form["title"]) > LONGEST_TITLE:
        raise Refusal(_("De titel is te lang. Er passen %(most)s tekens.", most=LONGEST_TITLE), "title")


def _own_slug(title: str) -> str:
    """Return the address for a new module; refuse a title that another has."""
    slug = slug_of(title)
    taken = set(db.session.scalars(select(Module.slug).where(Module.retired_at.is_(None), Module.slug == slug)))
    if slug in taken or slug in map(slug_of, db.session.scalars(select(ModuleDraft.title))):
        raise Refusal(_("Er is al een module met deze titel, misschien nog als concept. Kies een andere."), "title")
    return slug_of(title, RESERVED)


def _name(uid: str) -> str:
    return f"module/{uid}"
