"""What people told of a method of the toolkit, in every state, and what they would change about it."""

from sqlalchemy import select

from lms.kernel.db import db
from lms.programme.commands.moments import record_moment
from lms.toolkit.commands.reports import keep_report_inside, show_report, tell_how_it_went
from lms.toolkit.commands.suggestions import answer_suggestion, suggest
from lms.toolkit.enums import Result
from lms.toolkit.models import Item, ItemPicture, SavedItem
from tests.journeys.neighbour import BY, CANARY, COORDINATOR, DIRECTOR, Cast, here
from tests.journeys.visit import EDITOR

SLUG = "halen-en-brengen"
ROOT = f"/toolkit/{SLUG}"
SAID = (
    (Result.WORKED, "Iedereen bracht iets mee, en dat praatte makkelijk.", "We deden het daarna nog drie keer."),
    (Result.FAILED, "We waren met te weinig. Het werd een vergadering.", "Volgende keer in de pauze van het koor."),
    (Result.PARTLY, "Halen ging goed, brengen vonden mensen lastig.", ""),
    (Result.WORKED, "Twee mensen die elkaar niet kenden, gingen samen op pad.", ""),
    (Result.WORKED, "De kaartjes hangen nog steeds in het buurthuis.", ""),
)


def settle(who: Cast) -> dict[str, str]:
    """Tell, look and answer; return the values of addresses."""
    item = db.session.scalars(select(Item).where(Item.slug == SLUG)).one()
    place, director, coordinator = here(), who(DIRECTOR), who(COORDINATOR)
    told = {"by": director, "neighbourhood_id": place.id, "consent": True}
    for result, sentence, after in SAID:
        shown = tell_how_it_went(item, result, sentence, more={"next_time": after}, **told)
        show_report(shown, by=coordinator, **BY)
    inside = tell_how_it_went(item, Result.FAILED, f"De kapper op de hoek deed niet mee. {CANARY}-ervaring", **told)
    keep_report_inside(
        inside,
        f"Je herkent wie het is. Schrijf het zonder de kapper, dan kan het wel. {CANARY}-uitleg",
        by=coordinator,
        **BY,
    )
    own = tell_how_it_went(
        item,
        Result.PARTLY,
        f"Het duurde langer dan een uur. {CANARY}-nietgedeeld",
        by=director,
        neighbourhood_id=place.id,
    )
    more = {
        "happened": f"We begonnen buiten. {CANARY}-nakijken",
        "adapted": "Zonder kaartjes.",
        "next_time": "Weer buiten.",
    }
    waiting = tell_how_it_went(item, Result.WORKED, "Buiten ging het beter.", more=more, **told)
    wish = suggest(item, f"Zet erbij dat het ook buiten kan. {CANARY}-voorstel", by=director)
    answer_suggestion(wish, f"Dank je. Dat staat er nu bij. {CANARY}-antwoord", by=who(EDITOR), **BY)
    open_wish = suggest(item, "Stap 2 duurt bij ons twee keer zo lang.", by=director)
    db.session.add(SavedItem(person_id=director.id, item_id=item.id))
    chips = (f"werkvorm:{item.uid}",)
    moment = record_moment(place, by=director, text="We deden halen en brengen op het plein.", chips=chips)
    db.session.flush()
    drawn = db.session.scalars(select(ItemPicture.file).where(ItemPicture.item_id == item.id)).first()
    return {
        "tool": SLUG,
        "item": SLUG,
        "sheet": "a4",
        "file": str(drawn),
        "report_shown": shown.uid,
        "report_inside": inside.uid,
        "report_own": own.uid,
        "report_waiting": waiting.uid,
        "suggestion": open_wish.uid,
        "suggestion_answered": wish.uid,
        "moment_of_method": moment.uid,
    }
