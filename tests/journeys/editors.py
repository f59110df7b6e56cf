"""What editors of the toolkit have on their desk: a draft that waits for a reader, one that came back, a trial."""

from datetime import timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.toolkit.commands.drafts import begin_item, save_draft
from lms.toolkit.commands.reviewing import ask_review, publish_draft, send_back
from lms.toolkit.commands.verdicts import give_verdict
from lms.toolkit.commands.withdrawing import withdraw
from lms.toolkit.enums import Change, ItemKind, Verdict
from lms.toolkit.models import Item
from lms.toolkit.queries.drafts import working_on
from tests.journeys.neighbour import BY, CANARY, COORDINATOR, Cast
from tests.journeys.visit import EDITOR, Visit

ASKED, BACK, GONE, TRIAL = "droomkaart", "startfoto-van-de-wijk", "vasthoudkaart", "de-bel-op-de-hoek"
DESK = "/beheer/toolkit"
AT = f"{DESK}/items"
VISITS = (
    Visit("toolkit.desk", f"{DESK}?q=kaart", EDITOR),
    Visit("toolkit.begin", f"{DESK}/nieuw", EDITOR),
    Visit("toolkit.about_item", f"{AT}/{ASKED}", EDITOR),
    Visit("toolkit.about_item", f"{AT}/{TRIAL}", COORDINATOR),
    Visit("toolkit.about_item", f"{AT}/{GONE}", EDITOR),
    Visit("toolkit.edit_text", f"{AT}/{ASKED}/tekst", EDITOR),
    Visit("toolkit.edit_text", f"{AT}/{BACK}/tekst?nakijken=1", EDITOR),
    Visit("toolkit.preview", f"{AT}/{ASKED}/voorbeeld", EDITOR),
    Visit("toolkit.review", f"{AT}/{ASKED}/nakijken", EDITOR),
    Visit("toolkit.review", f"{AT}/{ASKED}/nakijken", COORDINATOR),
    Visit("toolkit.review", f"{AT}/{BACK}/nakijken", EDITOR),
    Visit("toolkit.history", f"{AT}/{ASKED}/versies", EDITOR),
    Visit("toolkit.difference", f"{AT}/{ASKED}/verschil?van=1&naar=concept", EDITOR),
    Visit("toolkit.hand_in_packages", f"{DESK}/pakketten", EDITOR),
)
NO_PAGE = {
    "toolkit.draft_picture": "a picture",
    "toolkit.download_package": "a zip",
}


def settle(who: Cast) -> None:
    """Let two people write, read, send back and publish."""
    editor, coordinator = who(EDITOR), who(COORDINATOR)
    asked = _written(
        ASKED, editor, goal=f"Samen kijken wat je droomt voor je wijk, en dat opschrijven. {CANARY}-concept"
    )
    ask_review(asked, coordinator, "Het doel is korter.", stand=working_on(asked).stand, by=editor, **BY)
    asked.owner_id, asked.review_on = editor.id, today()
    back = _written(BACK, editor, goal="Je ziet waar de wijk begint.")
    ask_review(back, coordinator, "Het doel is korter.", stand=working_on(back).stand, by=editor, **BY)
    send_back(back, f"Schrijf ook wat je erna doet. {CANARY}-terug", stand=working_on(back).stand, by=coordinator, **BY)
    _written(BACK, editor, goal="", minutes_from="een uur")
    gone = _item(GONE)
    withdraw(gone, "Er is iets beters.", asked, by=coordinator, **BY)
    _trial(editor, coordinator)


def _item(slug: str) -> Item:
    return db.session.scalars(select(Item).where(Item.slug == slug)).one()


def _written(slug: str, by: Person, **changed: str) -> Item:
    item = _item(slug)
    working = working_on(item)
    save_draft(item, {**working.form, **changed}, stand=working.stand, by=by, **BY)
    return item


def _trial(editor: Person, coordinator: Person) -> None:
    item = begin_item(ItemKind.TRIAL, "De bel op de hoek", by=editor, **BY)
    whole = working_on(_item(ASKED)).form
    words = {"kind": ItemKind.TRIAL.value, "title": item.title, "pictures": []}
    words["goal"] = "Luisteren aan de deur, zonder iets te vragen."
    save_draft(item, {**whole, **words}, stand=working_on(item).stand, by=editor, **BY)
    ask_review(item, coordinator, "Eerste uitgave.", stand=working_on(item).stand, by=editor, **BY)
    told = {"change": Change.REAL, "reason": "Eerste uitgave.", "stand": working_on(item).stand}
    publish_draft(item, **told, by=coordinator, **BY)
    give_verdict(item, Verdict.ADAPT, "De bel was te hard. Een briefje werkte beter.", stand="", by=coordinator, **BY)
    item.review_on = today() + timedelta(days=200)
    db.session.flush()
