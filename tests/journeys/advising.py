"""Advice in the scenery: Havenbuurt asks in every way, and its adviser answers, notes, passes on and offers.

Each text holds a canary that says what kind of text it is; a note among advisers and a tip that was not offered are for
advisers alone, and what is confidential is for the people who are named in it.
"""

import io
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from lms.accounts.models import Person
from lms.advice.commands.answering import ToDo, ask_to_read, save_draft, send
from lms.advice.commands.asking import ask
from lms.advice.commands.bundle_answers import answer_bundle, approve_bundle, return_to_all
from lms.advice.commands.bundle_asking import address_to
from lms.advice.commands.bundling import begin_bundle, put_in
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.examples import Good, keep_example
from lms.advice.commands.files import keep
from lms.advice.commands.offering import Seen, do_not_offer, weigh
from lms.advice.commands.publishing import approve_public, begin_public, consent, consents_of, publish
from lms.advice.commands.responding import respond
from lms.advice.commands.taking import ask_to_take_over
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import Certainty, Deed, GoodKind, ResponseKind, SignalSource
from lms.advice.models import Advice, AdviceFile, PublicAnswer, StrategicBundle
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.programme.models import Neighbourhood, Programme
from tests.journeys.neighbour import ADVISER, CANARY, DIRECTOR, here
from tests.journeys.visits_advice import OTHER_ADVISER

Cast = Callable[[str], Person]
BY = {"origin": "test"}
PRACTISE = (ToDo(Deed.PRACTISE, "", f"Samen oefenen. {CANARY}-doen"),)


def settle(who: Cast) -> dict[str, str]:
    """Make it; return the values of addresses."""
    place, adviser, director = here(), {"by": who(ADVISER), **BY}, who(DIRECTOR)
    main = _asked(place, who, f"Hoe bereiken we iedereen? {CANARY}-advies")
    write(main, place, f"Ik kijk ernaar. {CANARY}-bericht", form_key=new_uid(24), **adviser)
    write_note(main, f"Onder ons. {CANARY}-adviesnotitie", by=who(ADVISER), form_key=new_uid(24))
    clear = _asked(place, who, f"Iets met de avond? {CANARY}-advies")
    clarify(clear, place, f"Wat kan er in de avond? {CANARY}-helder", **adviser)
    given = _asked(place, who, f"Wie vragen we? {CANARY}-advies")
    draft = save_draft(given, f"De bakker. {CANARY}-raad", certainty=Certainty.LIKELY, todo=PRACTISE, **adviser)
    send(given, place, seen=draft.serial, **adviser)
    respond(given, place, ResponseKind.PARTLY, f"Een beetje. {CANARY}-wijkreactie", by=director, **BY)
    paper = [keep(io.BytesIO(b"%PDF-1.7\n%%EOF\n"), f"{CANARY}-adviesbestand.pdf", consent=False)]
    write(given, place, f"Zie de brief. {CANARY}-bericht", files=paper, form_key=new_uid(24), by=director, **BY)
    named = _asked(place, who, f"Tussen ons. {CANARY}-vertrouwd", confidential=True)
    lent = _asked(place, who, f"Weet jij dit? {CANARY}-geleend")
    ask_to_take_over(lent, who(OTHER_ADVISER), f"Jij kent dit. {CANARY}-verzoek", **adviser)
    read = _asked(place, who, f"Lees je mee? {CANARY}-geleend")
    save_draft(read, f"Een begin. {CANARY}-adviesklad", certainty=Certainty.LIKELY, todo=PRACTISE, **adviser)
    ask_to_read(read, who(OTHER_ADVISER), **adviser)
    tip = _seen(place, f"Het is stil. {CANARY}-tip", **adviser)
    dropped = _seen(place, f"Het is druk. {CANARY}-tip", **adviser)
    do_not_offer(dropped, f"Nu niet. {CANARY}-tip", **adviser)
    return {
        "advice": main.number,
        "advice_clear": clear.number,
        "advice_given": given.number,
        "advice_file": db.session.scalars(select(AdviceFile.uid).where(AdviceFile.advice_id == given.id)).one(),
        "pile": "vandaag",
        "advice_deed": draft.deeds[0].uid,
        "advice_named": named.number,
        "advice_lent": lent.number,
        "advice_read": read.number,
        "advice_tip": tip.number,
        **_bundled(place, who),
    }


def _asked(place: Neighbourhood, who: Cast, text: str, *, confidential: bool = False) -> Advice:
    return ask(place, text, by=who(DIRECTOR), form_key=new_uid(24), confidential=confidential, **BY)


def _seen(place: Neighbourhood, text: str, *, by: Person, origin: str) -> Advice:
    return weigh(place, Seen(SignalSource.VISIT, text, text), form_key=new_uid(24), by=by, origin=origin)


def _bundled(place: Neighbourhood, who: Cast) -> dict[str, str]:
    """Put a question in a bundle, and put that to another programme; its page is the link in the mail."""
    adviser = {"by": who(ADVISER), **BY}
    asked = _asked(place, who, f"Hoe werkt dit bij jullie? {CANARY}-advies")
    programme = db.session.get_one(Programme, place.programme_id)
    bundle = begin_bundle(programme, "Mensen met een avondbaan", "Hoe bereik je hen?", form_key=new_uid(24), **adviser)
    put_in(bundle, asked, **adviser)
    row = address_to(bundle, "Ander programma", "adviseur", "ander@elders.example", **adviser)
    db.session.flush()
    newest = select(Mail).where(Mail.address == "ander@elders.example").order_by(Mail.id.desc()).limit(1)
    letter = db.session.scalars(newest).one()
    token = letter.text.partition("/advies/antwoord/")[2].split()[0]
    told = {"bundle": bundle.uid, "advice_bundled": asked.number, "addressee": token, "addressee_row": row.uid}
    return told | _shared(place, who)


def _shared(place: Neighbourhood, who: Cast) -> dict[str, str]:
    """Send the answer to a bundle back, make it public, begin another, and keep an example."""
    adviser, reader = {"by": who(ADVISER), **BY}, {"by": who(OTHER_ADVISER), **BY}
    programme = db.session.get_one(Programme, place.programme_id)
    asked = _asked(place, who, f"Mag een plein rookvrij? {CANARY}-advies")
    bundle = begin_bundle(programme, "Rookvrije pleinen", "Mag het?", form_key=new_uid(24), **adviser)
    put_in(bundle, asked, **adviser)
    answer_bundle(bundle, "Ja, de raad beslist.", Certainty.LIKELY, seen=bundle.serial, **adviser)
    approve_bundle(bundle, seen=bundle.serial, **reader)
    return_to_all(bundle, **adviser)
    public, making = (_in_public(programme, asked, bundle, who) for _answer in range(2))
    approve_public(public, seen=public.serial, **reader)
    publish(public, **adviser)
    days = (today() - timedelta(days=30), today() + timedelta(days=300))
    good = Good(GoodKind.PRACTICE, "Koffie zonder rook", "Zet koffie.", "RIVM", "https://www.rivm.nl/", *days, "wijk")
    told = {"bundle_done": bundle.uid, "advice_public": asked.number, "public_answer": public.slug}
    return told | {"public_making": making.slug, "example": keep_example(programme, good, **adviser).uid}


def _in_public(programme: Programme, asked: Advice, bundle: StrategicBundle, who: Cast) -> PublicAnswer:
    said = {"unrecognisable": True, "bundle": bundle, "form_key": new_uid(24), "by": who(ADVISER), **BY}
    row = begin_public(programme, "Mag een plein rookvrij?", "Ja, de raad beslist.", [asked], **said)
    for each in consents_of(row):
        consent(each, row, agrees=True, seen=row.serial, by=who(DIRECTOR), **BY)
    return row
