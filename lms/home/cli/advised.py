"""The advice of the demo programme: questions in every state, with what came of them."""

from datetime import timedelta
from typing import Any

from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.answering import ToDo, ask_to_read, save_draft, send
from lms.advice.commands.asking import ask, withdraw
from lms.advice.commands.clarifying import clarify, confirm
from lms.advice.commands.followups import ask_followups, tell_what_came
from lms.advice.commands.responding import respond, take_deed
from lms.advice.commands.taking import (
    ask_to_take_over,
    refer,
    refuse_to_take_over,
    resize,
    take_up,
)
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import AdviceSize, Certainty, Deed, ResponseKind, Used, UsedHow, WhyNot
from lms.advice.models import Advice, AdviceAnswer
from lms.advice.queries.followups import open_followup
from lms.home.cli.lived import happened
from lms.home.cli.towns import Town, add_member
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.commands.absences import plan_absence
from lms.programme.models import Neighbourhood

HERE: dict[str, Any] = {"origin": "demo"}
TALK = ToDo(Deed.PRACTISE, "", "Samen het gesprek oefenen, een half uur")
WALK = ToDo(Deed.ITEM, "wijkverkenning-met-een-kenner", "Wijkverkenning met een kenner")
COFFEE = ToDo(Deed.ITEM, "koffie-met-een-onbekende", "Koffie met een onbekende")
LEARN = ToDo(Deed.MODULE, "het-goede-gesprek", "Het goede gesprek")
NEXT_STEP = ToDo(Deed.STEP, "team", "2. Een team maken")
#: A word that stands in a note among advisers and nowhere else.
CANARY = "kanarie-notitie"
AWAY, BACK = timedelta(days=2), timedelta(days=12)


def advise(town: Town) -> None:
    """Let neighbourhoods ask, and their advisers answer; one adviser is away."""
    _in_oosterveld(town)
    _in_havenbuurt(town)
    _elsewhere(town)
    _while_somebody_is_away(town)
    ask_followups()


def director(here: Neighbourhood) -> Person:
    """Return who leads a neighbourhood."""
    return _known(here.director_id)


def adviser(here: Neighbourhood) -> Person:
    """Return who advises a neighbourhood."""
    return _known(here.adviser_id)


def question(
    here: Neighbourhood, days: int, text: str, *, step: str | None = None, confidential: bool = False
) -> Advice:
    """Let who leads have asked something some days ago."""
    with happened(days):
        return ask(
            here,
            text,
            step_key=step,
            confidential=confidential,
            form_key=new_uid(24),
            by=director(here),
            **HERE,
        )


def answer(advice: Advice, days: int, text: str, *todo: ToDo, certainty: Certainty = Certainty.LIKELY) -> AdviceAnswer:
    """Let the adviser have answered some days ago."""
    here, by = advice.neighbourhood, _known(advice.owner_id)
    with happened(days):
        draft = save_draft(advice, text, certainty=certainty, todo=todo or (TALK,), by=by, **HERE)
        return send(advice, here, seen=draft.serial, by=by, **HERE)


def _in_oosterveld(town: Town) -> None:
    here = town.neighbourhoods["Oosterveld"]
    samira, joost = director(here), adviser(here)
    said = {**HERE, "form_key": new_uid(24)}
    used = question(here, 120, "Wie vragen we als eerste voor het team?", step="team")
    taken = answer(used, 112, "Begin bij mensen die al veel in de wijk zijn. Vraag ze in het echt.", COFFEE, NEXT_STEP)
    with happened(110):
        take_deed(taken.deeds[0], used, here, by=samira)
        respond(used, here, ResponseKind.TAKE_OVER, "We beginnen bij de kapster.", by=samira, **HERE)
    with happened(65):
        _tell(used, Used.YES, how=UsedHow.PRIORITY, changed="De kapster doet mee. Zij vroeg er nog twee bij.")

    due = question(here, 55, "Hoe praten we over roken zonder dat mensen weglopen?", step="wijk")
    taken = answer(due, 46, "Vraag eerst hoe iemands dag is. Luister. Vraag dan of je iets mag vragen.", TALK, LEARN)
    with happened(45):
        take_deed(taken.deeds[0], due, here, by=samira)

    busy = question(here, 13, "Hoe bereiken we mannen uit de flats bij het kanaal?", step="wijk")
    with happened(11):
        clarify(
            busy,
            here,
            "Hoe spreken we mannen die niet naar het buurthuis komen, op een plek waar ze al zijn?",
            by=joost,
            **HERE,
        )
        write_note(
            busy, "Ik belde met het buurthuis. Dit blijft onder ons (kanarie-notitie).", by=joost, form_key=new_uid(24)
        )
    with happened(6):
        confirm(busy, here, by=samira, **HERE)
    with happened(4):
        write(busy, here, "Ik ken een wijk waar dit lukte. Ik bel ze morgen.", by=joost, **said)
    question(here, 1, "Mogen we de uitkomsten van de wijkwandeling op een poster zetten?", step="wijk")
    question(here, 2, "Een teamlid wil stoppen. Hoe vertellen we dat?", confidential=True)


def _in_havenbuurt(town: Town) -> None:
    here = town.neighbourhoods["Havenbuurt"]
    teun, lotte = director(here), adviser(here)
    waits = question(here, 6, "Kunnen we iets met de avondploeg van de haven?")
    with happened(4):
        clarify(
            waits,
            here,
            "Jullie zoeken een plek en een tijd die past bij mensen met avonddienst.",
            by=lotte,
            **HERE,
        )
    large = question(here, 21, "Hoe zorgen we dat de gemeente ook na dit jaar uren vrijmaakt?")
    with happened(20):
        resize(large, here, AdviceSize.STRATEGIC, by=lotte, **HERE)
    with happened(2):
        text = "Leg eerst vast wat jullie al deden. Vraag dan een gesprek aan, samen met een bewoner."
        save_draft(large, text, certainty=Certainty.ESTIMATE, todo=(TALK,), by=lotte, **HERE)
        ask_to_read(large, town.person("adviseur"), "Is dit haalbaar in een kleine gemeente?", by=lotte, **HERE)
    not_used = question(here, 80, "Welke folder past bij ons?")
    answer(not_used, 76, "Maak er zelf een, met foto's uit de wijk.", WALK, certainty=Certainty.FIRM)
    with happened(30):
        _tell(not_used, Used.NO, why_not=WhyNot.OTHER_COURSE)
    said_so = question(here, 16, "Wie nodigen we uit voor de volgende bijeenkomst?")
    answer(said_so, 9, "Vraag de bakker en twee mensen die hij kent.", COFFEE)
    with happened(8):
        respond(said_so, here, ResponseKind.PARTLY, "De bakker wel. De anderen vragen we later.", by=teun, **HERE)


def _elsewhere(town: Town) -> None:
    places = town.neighbourhoods
    passed = question(places["Bloemendreef"], 8, "Hoe tellen we of het helpt, zonder namen?", step="kiezen")
    joost, lotte = adviser(places["Bloemendreef"]), town.person("adviseur2")
    with happened(6):
        asked = ask_to_take_over(passed, lotte, "Jij deed dit in De Linden.", by=joost, **HERE)
    with happened(5):
        refuse_to_take_over(asked, passed, "Ik ben volgende week vol.", by=lotte, **HERE)
    lent = question(places["De Schans"], 3, "Met wie praten we bij de gemeente?", step="starten")
    with happened(1):
        ask_to_take_over(lent, lotte, "Jij kent deze gemeente.", by=joost, **HERE)
    with happened(9):
        back = question(places["Kanaalzicht"], 9, "Is er geld voor een bankje?")
    with happened(7):
        withdraw(back, places["Kanaalzicht"], reason="De gemeente betaalt al.", by=_known(back.requester_id), **HERE)
    away = question(places["Veenrand"], 15, "Wie helpt ons met een vergunning voor de markt?")
    with happened(13):
        refer(away, places["Veenrand"], "Bel het loket van de gemeente. Zij gaan over de markt.", by=joost, **HERE)
    late = question(places["Spoorzicht"], 24, "Hoe houden we vrijwilligers erbij?")
    with happened(22):
        take_up(late, by=lotte, **HERE)


def _while_somebody_is_away(town: Town) -> None:
    """Let an adviser be away: what was asked before stays theirs, what is asked now goes to who stands in."""
    question(town.neighbourhoods["Achterdijk"], 5, "Hoe vaak komen we met het team bij elkaar?")
    karim, lotte = town.person("Karim Haddad"), town.person("adviseur2")
    plan_absence(karim, lotte, today() - AWAY, today() + BACK, by=town.coordinator, **HERE)
    question(town.neighbourhoods["Berkenhof"], 1, "Waar begin je als niemand tijd heeft?")
    add_member(town, "Sluiskwartier", "Arjan Post", Role.DEPUTY_DIRECTOR)
    here, arjan = town.neighbourhoods["Sluiskwartier"], town.person("Arjan Post")
    with happened(2):
        ask(here, "Wanneer kunnen wij beginnen?", form_key=new_uid(24), by=arjan, **HERE)


def _tell(advice: Advice, used: Used, **more: Any) -> None:
    followup, here = open_followup(advice), advice.neighbourhood
    if followup is None:
        raise LookupError(advice.number)
    said = {"form_key": new_uid(24), "by": director(here), **HERE, **more}
    tell_what_came(followup, advice, here, used, **said)


def _known(number: int | None) -> Person:
    """Return somebody with the rights they have by now: in this town people got their places meanwhile."""
    before = db.session.get(Person, number) if number else None
    if before is not None:
        db.session.expire(before, ["all_grants", "platform_roles"])
    person = person_by_id(number) if number else None
    if person is None:
        raise LookupError(number)
    return person
