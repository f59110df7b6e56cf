"""Pressing twice is pressing once, and what two people do at once is never lost without a word."""

import re

import pytest
from sqlalchemy import func, select

from lms.accounts.queries.people import person_by_id
from lms.advice.commands.answering import ask_to_read, save_draft
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.confidential import mark_confidential
from lms.advice.commands.offering import Seen, weigh
from lms.advice.commands.taking import ask_to_take_over, take_up
from lms.advice.enums import Certainty, SignalSource, State
from lms.advice.jobs.followups import ask as ask_what_came
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceAssignment,
    AdviceDeed,
    AdviceEvent,
    AdviceFollowUp,
    AdviceMessage,
    AdviceNote,
    AdviceResponse,
)
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.programme.models import Moment
from tests.browser import Browser
from tests.factories.advice import PRACTISE, a_question, answered

HOW = {"origin": "test"}
WHOLE = {"text": "Ga naar de garage.", "certainty": "likely", "practise": "Het gesprek"}
ROWS = (Advice, AdviceAnswer, AdviceAssignment, AdviceDeed, AdviceEvent, AdviceMessage, AdviceNote, AdviceResponse)
ROWS = (*ROWS, AdviceFollowUp, Moment, Mail)


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


def who(person):
    return person_by_id(person.id)


def at(advice, rest=""):
    return f"/advies/{advice.number}{rest}"


def counted():
    db.session.rollback()
    return {each.__name__: db.session.scalar(select(func.count()).select_from(each)) for each in ROWS}


def asked(wijk, samira, joost, miriam):
    return a_question(wijk, samira)


def taken(wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    take_up(advice, by=who(joost), **HOW)
    return advice


def forwarded(wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    ask_to_take_over(advice, who(miriam), "Jij weet meer.", by=who(joost), **HOW)
    return advice


def read_along(wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    save_draft(advice, "Ga langs.", certainty=Certainty.FIRM, todo=(PRACTISE,), by=who(joost), **HOW)
    ask_to_read(advice, who(miriam), by=who(joost), **HOW)
    return advice


def given(wijk, samira, joost, miriam):
    return answered(a_question(wijk, samira), who(joost))


def due(wijk, samira, joost, miriam):
    advice = given(wijk, samira, joost, miriam)
    db.session.query(AdviceFollowUp).one().due_on = today()
    ask_what_came()
    return advice


PRESSES = {
    "take up": (asked, "joost", "/oppakken", {}),
    "clarify": (taken, "joost", "/verhelderen", {"clear": "Bedoel je dit?"}),
    "forward": (taken, "joost", "/doorgeven", {"person": "miriam", "why": "Jij weet meer."}),
    "take back": (forwarded, "joost", "/doorgeven/terug", {}),
    "take over": (forwarded, "miriam", "/overnemen", {}),
    "size": (taken, "joost", "/grootte", {"size": "short"}),
    "message": (taken, "joost", "/bericht", {"text": "Ik bel je.", "form_key": "k" * 24}),
    "note": (taken, "joost", "/notitie", {"notitie-text": "Let op.", "notitie-form_key": "n" * 24}),
    "keep": (taken, "joost", "/antwoord", {**WHOLE, "seen": "0", "act": "bewaar", "form_key": "b" * 24}),
    "let read": (
        taken,
        "joost",
        "/antwoord",
        {**WHOLE, "seen": "0", "act": "meelezen", "person": "miriam", "form_key": "m" * 24},
    ),
    "send": (taken, "joost", "/antwoord", {**WHOLE, "seen": "0", "act": "stuur", "form_key": "s" * 24}),
    "say": (
        asked,
        "joost",
        "/advies/leg-vast?vraag={}",
        {"said": "Ga langs.", "channel": "visit", "day": f"{today()}", "form_key": "v" * 24},
    ),
    "approve": (read_along, "miriam", "/meelezen", {"remark": "Mooi zo.", "act": "goed"}),
    "withdraw": (taken, "samira", "/intrekken", {"reason": "Al gelukt."}),
    "respond": (given, "samira", "/reactie", {"kind": "take_over", "remark": "Doen we."}),
    "understood": (given, "samira", "/zo-begreep-ik-het", {"zo-text": "We gaan erheen.", "zo-form_key": "z" * 24}),
    "take deed": (given, "samira", "/doen/deed", {"act": "ja"}),
    "tell": (
        due,
        "samira",
        "/opvolging",
        {"used": "yes", "changed": "Acht man.", "form_key": "t" * 24},
    ),
    "confidential": (taken, "samira", "/vertrouwelijk", {"why": "Over iemand."}),
}


def asks_again(wijk, samira, joost, miriam):
    advice = taken(wijk, samira, joost, miriam)
    clarify(advice, wijk, "Bedoel je dit?", by=who(joost), **HOW)
    return advice


def seen(wijk, samira, joost, miriam):
    why = Seen(SignalSource.VISIT, "Het is stil.", "Het is nu rustig.")
    return weigh(wijk, why, by=who(joost), form_key="w" * 24, **HOW)


PRESSES |= {
    "refuse": (forwarded, "miriam", "/niet-overnemen", {"reason": "Ik ben vol."}),
    "give back": (read_along, "miriam", "/meelezen", {"remark": "Te lang.", "act": "terug"}),
    "write on": (read_along, "joost", "/verder-schrijven", {}),
    "refer": (taken, "joost", "/doorverwijzen", {"where": "Bel de gemeente."}),
    "otherwise": (asks_again, "samira", "/klopt-niet", {"otherwise": "Nee, dat."}),
    "drop": (seen, "joost", "/niet-aanbieden", {"reason": "Ze doen het al."}),
}


@pytest.mark.parametrize("press", PRESSES)
def test_pressing_twice_is_pressing_once(visit, wijk, samira, joost, miriam, press):
    make, name, path, fields = PRESSES[press]
    people = {"samira": samira, "joost": joost, "miriam": miriam}
    advice = make(wijk, samira, joost, miriam)
    db.session.commit()
    said = {key: people[value].uid if key == "person" else value for key, value in fields.items()}
    if "/doen/" in path:
        path = f"/doen/{db.session.scalar(select(AdviceDeed.uid))}"
    url = path.format(advice.number) if path.startswith("/advies/") else at(advice, path)
    person = visit(people[name])

    first = person.submit(url, **said)
    once = counted()
    second = person.client.post(url, data=said)

    assert (first.status_code, second.status_code, counted()) == (303, 303, once)


SAID = {
    "refuse": (forwarded, "/niet-overnemen", {"reason": "Ik ben vol."}, "Je zei al dat je deze vraag niet overneemt."),
    "accept": (forwarded, "/overnemen", {}, "Je nam deze vraag al over."),
    "approve": (read_along, "/meelezen", {"act": "weg"}, "Je zei al dat dit antwoord weg mag."),
    "give back": (read_along, "/meelezen", {"act": "terug", "remark": "Te lang."}, "Je gaf dit antwoord al terug."),
}


@pytest.mark.parametrize("press", SAID)
@pytest.mark.parametrize("hidden", [False, True])
def test_an_old_button_of_a_colleague_says_what_happened(visit, wijk, samira, joost, miriam, press, hidden):
    make, path, said, words = SAID[press]
    advice = make(wijk, samira, joost, miriam)
    if hidden:
        mark_confidential(advice, [], "Over iemand.", by=who(joost), **HOW)
    db.session.commit()
    colleague = visit(miriam)
    colleague.submit(at(advice, path), **said)

    page = colleague.follow(colleague.submit(at(advice, path), **said))

    assert words in page


@pytest.mark.parametrize("path", ["/niet-overnemen", "/overnemen"])
def test_a_request_that_was_taken_back_is_over_and_not_lost(visit, wijk, samira, joost, miriam, path):
    advice = forwarded(wijk, samira, joost, miriam)
    db.session.commit()
    visit(joost).submit(at(advice, "/doorgeven/terug"))
    colleague = visit(miriam)

    page = colleague.follow(colleague.submit(at(advice, path), reason="Ik ben vol."))

    assert ("Je hoeft deze vraag niet meer over te nemen" in page, advice.title in page) == (True, False)
    colleague.open(at(advice), 404)


def test_words_that_come_too_late_can_be_sent_as_a_message(visit, wijk, samira, joost):
    advice = answered(a_question(wijk, samira), who(joost))

    page = visit(samira).submit(at(advice, "/klopt-niet"), 422, otherwise="Nee, dat.").text

    assert ("We vragen dit niet meer." in page, "Nee, dat.</textarea>" in page) == (True, True)


def test_what_a_neighbourhood_is_not_asked_it_cannot_answer(visit, wijk, samira, joost):
    """The path leads from an answer back to work, for the adviser; not for an old button of the neighbourhood."""
    advice = answered(a_question(wijk, samira), who(joost))
    director = visit(samira)

    said = [
        director.client.post(at(advice, "/klopt")),
        director.client.post(at(advice, "/klopt-niet"), data={"otherwise": "Nee, dat."}),
    ]

    db.session.expire_all()
    assert ([each.status_code for each in said], advice.state) == ([303, 422], State.SENT)


def test_who_gave_a_question_on_does_not_answer_for_a_colleague(visit, wijk, samira, joost, miriam):
    advice = forwarded(wijk, samira, joost, miriam)
    db.session.commit()

    visit(joost).submit(at(advice, "/overnemen"), 403)
    visit(joost).submit(at(advice, "/niet-overnemen"), 403, reason="Druk.")

    assert db.session.scalars(select(AdviceAssignment.reply)).all() == ["asked"]


@pytest.mark.parametrize("end", ["send", "withdraw", "refer"])
def test_what_a_colleague_was_asked_ends_with_the_question(visit, wijk, samira, joost, miriam, end):
    advice = a_question(wijk, samira, confidential=True)
    ask_to_take_over(advice, who(miriam), "Jij weet meer.", by=who(joost), **HOW)
    db.session.commit()
    asked = visit(miriam).open(at(advice))
    if end == "send":
        visit(joost).submit(at(advice, "/antwoord"), **WHOLE, seen="0", act="stuur")
    elif end == "withdraw":
        visit(samira).submit(at(advice, "/intrekken"))
    else:
        visit(joost).submit(at(advice, "/doorverwijzen"), where="Bel de gemeente.")

    assert "mannen uit de flats" in asked
    assert db.session.scalars(select(AdviceAssignment.reply)).all() == ["taken_back"]
    visit(miriam).open(at(advice), 404)


def test_two_advisers_who_answer_at_once_both_see_it_and_neither_loses_a_word(visit, wijk, samira, joost):
    """Each opened the form before the other sent."""
    advice = a_question(wijk, samira)
    fields = {**WHOLE, "act": "stuur", "seen": "0", "version": "1"}
    visit(joost).submit(at(advice, "/antwoord"), **fields, form_key="a" * 24)
    other = visit(joost)

    refused = other.submit(at(advice, "/antwoord"), 422, **{**fields, "text": "Bel ze op."}, form_key="b" * 24).text

    assert db.session.scalars(select(AdviceAnswer.text)).all() == ["Ga naar de garage."]
    assert ("Iemand anders schreef intussen" in refused, "Ga naar de garage." in refused) == (True, True)
    again = {name: re.search(rf'name="{name}"[^>]* value="(\w+)"', refused)[1] for name in ("seen", "version")}
    assert "Bel ze op.</textarea>" in refused
    other.submit(at(advice, "/antwoord"), **{**fields, **again, "text": "Bel ze op."}, form_key="b" * 24)
    assert db.session.scalars(select(AdviceAnswer.text).order_by(AdviceAnswer.version)).all() == [
        "Ga naar de garage.",
        "Bel ze op.",
    ]


def test_what_was_typed_stays_when_the_question_went_on_meanwhile(visit, wijk, samira, joost):
    advice = taken(wijk, samira, joost, None)
    db.session.commit()
    visit(samira).submit(at(advice, "/intrekken"))

    page = visit(joost).submit(at(advice, "/antwoord"), 422, **WHOLE, seen="0", version="1", act="stuur").text

    assert ("kun je nu niet schrijven" in page, "Ga naar de garage.</textarea>" in page) == (True, True)


GIVING = {
    "/advies/tip?wijk=oosterveld": ("observed", {"why_now": "Nu.", "source": "visit"}),
    "/advies/leg-vast?wijk=oosterveld": ("said", {"asked": "asked", "channel": "phone"}),
}


@pytest.mark.parametrize("path", GIVING)
def test_other_words_in_a_form_that_was_kept_are_not_dropped(visit, wijk, joost, path):
    """Somebody goes back, adds a sentence, and sends the form again."""
    name, along = GIVING[path]
    said = {"form_key": "g" * 24, "day": f"{today()}"} | along
    adviser = visit(joost)
    for _press in range(2):
        adviser.submit(path, **said, **{name: "De bakker doet mee."})

    page = adviser.submit(path, 422, **said, **{name: "De kapster ook."}).text

    assert ("De bakker doet mee." in page, "De kapster ook.</textarea>" in page) == (True, True)
    assert db.session.scalar(select(func.count()).select_from(Advice)) == 1
