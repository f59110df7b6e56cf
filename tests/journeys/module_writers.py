"""The pages on which editors write modules: a draft of one that ships, and a new one that waits for a reader."""

from collections.abc import Callable

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.draft_reviews import ask_review, send_back
from lms.training.commands.drafts import locked, save_form
from lms.training.models import ModuleDraft
from lms.training.queries.draft_forms import Form
from lms.training.queries.voices import voices_of
from tests.journeys.neighbour import BY, CANARY
from tests.journeys.visit import COORDINATOR, EDITOR, Visit

UID, PART = "wdr", "wdr-1-1"
DESK = "/beheer/modules"
AT = f"{DESK}/{UID}"
VISITS = (
    Visit("training.edit_desk", DESK, EDITOR),
    Visit("training.begin_draft", f"{DESK}/nieuw", EDITOR),
    Visit("training.due_facts", f"{DESK}/feiten", EDITOR),
    Visit("training.edit_outline", AT, EDITOR),
    Visit("training.edit_about", f"{AT}/over", EDITOR),
    Visit("training.paste_text", f"{AT}/plakken", EDITOR),
    Visit("training.edit_part", f"{AT}/delen/{PART}", EDITOR),
    Visit("training.part_voices", f"{AT}/delen/{PART}/stem", EDITOR),
    Visit("training.edit_quiz", f"{AT}/toets", EDITOR),
    Visit("training.preview_draft", f"{AT}/voorbeeld?als=key_person", EDITOR),
    Visit("training.review_draft", f"{AT}/nakijken", EDITOR),
    Visit("training.review_draft", f"{DESK}/{{new_module}}/nakijken", EDITOR),
    Visit("training.review_draft", f"{DESK}/{{new_module}}/nakijken", COORDINATOR),
    Visit("training.module_history", f"{AT}/versies", EDITOR),
    Visit("training.module_difference", f"{AT}/verschil", EDITOR),
)
NO_PAGE = {
    "training.catch_draft_up": "leads back while no other version came",
    "training.draft_media": "a picture",
}


def settle(who: Callable[[str], Person]) -> dict[str, str]:
    """Let an editor change a module that ships and get it back; return the values of addresses."""
    editor, coordinator = who(EDITOR), who(COORDINATOR)
    working = locked(UID)
    told = {"stand": working.stand, "was": working.form, "by": editor, **BY}
    working = save_form(UID, lambda form: {**form, "summary": f"{form['summary']} {CANARY}-module"}, **told)
    ask_review(UID, coordinator, f"De samenvatting is langer. {CANARY}-module", stand=working.stand, by=editor, **BY)
    send_back(UID, f"Zeg het korter. {CANARY}-module", stand=locked(UID).stand, by=coordinator, **BY)
    new = db.session.scalars(select(ModuleDraft.uid).where(ModuleDraft.module_id.is_(None))).first()
    return {"written": UID, "new_module": new or "", "spoken_text": _first_text(working.form), "clashing": "over"}


def _first_text(form: Form) -> str:
    return voices_of(UID, form, PART)[0].spoken.uid
