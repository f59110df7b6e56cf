"""What advisers of the demo programme gave unasked, laid down after a call, and bundled."""

from lms.accounts.models import Person
from lms.advice.commands import bundle_answers, bundle_asking, bundling
from lms.advice.commands.answering import ask_to_read, save_draft, send
from lms.advice.commands.moving import move
from lms.advice.commands.offering import Seen, do_not_offer, weigh
from lms.advice.commands.recording import lay_down
from lms.advice.commands.responding import respond
from lms.advice.commands.taking import resize
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import AdviceSize, Certainty, Channel, MessageKind, ResponseKind, SignalSource, State
from lms.advice.models import Advice, StrategicBundle
from lms.home.cli.advised import COFFEE, HERE, TALK, adviser, director, question
from lms.home.cli.lived import happened
from lms.home.cli.made_public import share
from lms.home.cli.towns import Town
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.programme.models import Neighbourhood

SHIFTS = "Hoe bereik je mensen die in ploegen werken?"
AFTER_HOURS = "Wanneer zijn mensen met nachtdienst thuis, en willen ze dan iets?"


def offer(town: Town) -> None:
    """Let advisers give what nobody asked for, keep to themselves what does not help now, and bundle questions."""
    _tips(town)
    _spoken(town)
    _bundles(town)


def _tips(town: Town) -> None:
    places = town.neighbourhoods
    fresh = _seen(
        places["Oosterveld"], 7, "De kapster en de bakker doen mee.", "Jullie zoeken mensen die ideeën willen testen."
    )
    _offered(fresh, 6, "In een andere wijk hielp het om de bakker mee te laten denken.")
    partly = _seen(places["De Linden"], 30, "Het team is klein.", "Jullie kiezen nu wat blijft.")
    _offered(partly, 28, "Vraag twee mensen van buiten het team om mee te kijken.")
    with happened(25):
        here = places["De Linden"]
        respond(partly, here, ResponseKind.LATER, "Na de zomer.", by=director(here), **HERE)
    silent = _seen(places["Polderzicht"], 20, "Al weken geen bericht.", "Stap 2 staat stil.", SignalSource.SILENCE)
    with happened(18):
        why = "De regisseur is ziek. Ik bel over twee weken."
        do_not_offer(silent, why, by=adviser(places["Polderzicht"]), **HERE)
    _seen(places["Veenrand"], 3, "Op het plein staat een nieuwe kiosk.", "De wijk zoekt een plek om te praten.")
    drafted = _seen(places["Kanaalzicht"], 5, "Het team kiest nog niets.", "Over een maand is het wijkfeest.")
    with happened(4):
        text, by = "Kies één ding dat op het wijkfeest kan.", adviser(places["Kanaalzicht"])
        move(drafted, State.DRAFT, by=by, **HERE)
        save_draft(drafted, text, certainty=Certainty.ESTIMATE, todo=(TALK,), by=by, **HERE)
    read = _seen(places["Molenhoek"], 12, "Stap 2 is opnieuw opgepakt.", "De dokter vroeg naar jullie.")
    with happened(3):
        lotte, text = adviser(places["Molenhoek"]), "Nodig de dokter uit voor een kop koffie."
        save_draft(read, text, certainty=Certainty.LIKELY, todo=(COFFEE,), by=lotte, **HERE)
        ask_to_read(read, town.person("adviseur"), by=lotte, **HERE)


def _spoken(town: Town) -> None:
    here = town.neighbourhoods["Oosterveld"]
    with happened(13):
        said = {"asked": True, "day": today(), "channel": Channel.PHONE, "form_key": new_uid(24)}
        words = "Plan eerst een uur met het team. Vraag daarna pas de gemeente."
        spoken = lay_down(
            here,
            words,
            question="Moeten we eerst naar de gemeente of eerst naar het team?",
            by=adviser(here),
            **HERE,
            **said,  # type: ignore[arg-type]  # as named
        )
    with happened(12):
        understood = {"kind": MessageKind.UNDERSTOOD, "form_key": new_uid(24)}
        text = "Eerst een uur met het team, op dinsdag. Dan de gemeente."
        write(spoken, here, text, by=director(here), **HERE, **understood)  # type: ignore[arg-type]  # as named
    there = town.neighbourhoods["Zandwijk"]
    with happened(4):
        lay_down(
            there,
            "Ga door met de wandelgroep. Vraag of iemand hem wil leiden.",
            asked=False,
            day=today(),
            channel=Channel.VISIT,
            by=adviser(there),
            **HERE,
            form_key=new_uid(24),
        )


def _bundles(town: Town) -> None:
    """Leave a bundle in each state: gathering, thought about, lying elsewhere, answered, gone back."""
    joost, lotte = town.person("adviseur"), town.person("adviseur2")
    _gathered(town, 15, "Mensen met een avondbaan", AFTER_HOURS, ("Stationskwartier", "De Ganzenweide"), lotte)
    thought = _gathered(town, 18, "Werkgevers meekrijgen", "Wat vraag je aan een werkgever?", ("Lage Gouwe",), joost)
    bundling.interpret(thought, by=joost, **HERE)
    placed = _gathered(town, 25, "Ploegendienst", SHIFTS, ("Havenbuurt", "Het Blok", "Gasthuisbuurt"), lotte)
    people = (("Stichting Gezond Werken", "adviseur"), ("Sportpunt Rijnmare", "buurtsportcoach"))
    asked = [
        bundle_asking.address_to(placed, *who, f"adviseur{number}@elders.example", by=lotte, **HERE)
        for number, who in enumerate(people, 1)
    ]
    words = "Kom een half uur voor de dienst. Dan is er tijd, en koffie."
    bundle_asking.reply_to(asked[0], words, **HERE)
    answered = _gathered(town, 34, "De huisarts", "Hoe maak je een afspraak met een huisarts?", ("Noorderkade",), joost)
    _answered(answered, "Vraag de assistent. Stuur vooraf één zin waarom.", joost)
    bundle_answers.approve_bundle(answered, seen=answered.serial, by=lotte, **HERE)
    returned = _gathered(
        town, 50, "Taal", "Hoe praat je met mensen die weinig Nederlands spreken?", ("De Linden",), lotte
    )
    _answered(returned, "Neem iemand mee die de taal spreekt. Gebruik plaatjes.", lotte)
    bundle_answers.approve_bundle(returned, seen=returned.serial, by=joost, **HERE)
    with happened(10):
        bundle_answers.return_to_all(returned, by=lotte, **HERE)
    share(town, returned)


def _gathered(town: Town, days: int, title: str, words: str, places: tuple[str, ...], by: Person) -> StrategicBundle:
    asked = [question(town.neighbourhoods[each], days - at, words) for at, each in enumerate(places)]
    with happened(days - len(places)):
        bundle = bundling.begin_bundle(town.programme, title, words, by=by, form_key=new_uid(24), **HERE)
        for advice in asked:
            here, its = advice.neighbourhood, adviser(advice.neighbourhood)
            resize(advice, here, AdviceSize.STRATEGIC, by=its, **HERE)
            bundling.put_in(bundle, advice, by=its, **HERE)
    return bundle


def _answered(bundle: StrategicBundle, words: str, by: Person) -> None:
    told = {"seen": bundle.serial, "by": by, **HERE}
    why = "Het werkte in twee wijken."
    bundle_answers.answer_bundle(bundle, words, Certainty.LIKELY, why, **told)


def _seen(
    here: Neighbourhood, days: int, observed: str, why_now: str, source: SignalSource = SignalSource.VISIT
) -> Advice:
    with happened(days):
        by = adviser(here)
        return weigh(here, Seen(source, observed, why_now), by=by, **HERE, form_key=new_uid(24))


def _offered(advice: Advice, days: int, text: str) -> None:
    here, by = advice.neighbourhood, adviser(advice.neighbourhood)
    with happened(days):
        draft = save_draft(advice, text, certainty=Certainty.LIKELY, todo=(COFFEE,), by=by, **HERE)
        send(advice, here, seen=draft.serial, by=by, **HERE)
    write_note(advice, "Volgende keer vragen hoe het ging.", by=by, form_key=new_uid(24))
