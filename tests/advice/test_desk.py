"""The desk of an adviser: what is due, what waits, who is silent, the next circle, and who stands in."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.advice.commands.answering import ask_to_read, save_draft
from lms.advice.commands.bundling import begin_bundle, put_in
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.handing import hand_back
from lms.advice.commands.taking import refer, take_up
from lms.advice.enums import Certainty, State
from lms.advice.models import Advice
from lms.advice.queries import piles
from lms.advice.queries.beside import beside
from lms.advice.queries.coming import bundle_proposals
from lms.advice.queries.deeds import at_step
from lms.advice.queries.lists import home_of
from lms.advice.queries.piles import Pile, page_of_pile
from lms.advice.queries.similar import alike
from lms.advice.queries.start import neighbourhoods_and_desk
from lms.circles.enums import Attribution, Visibility
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.commands.absences import call_off
from lms.programme.commands.moments import record_moment
from lms.programme.enums import StepStatus
from lms.programme.models import Absence
from lms.ui.formats import near
from tests.advice.test_handing import away
from tests.browser import Browser
from tests.factories.advice import PRACTISE, a_question, answered
from tests.factories.circles import a_circle, a_facilitator, a_session, in_circle
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved, the_programme
from tests.programme.people_here import again

HOW = {"origin": "test"}
#: One of each reads the card, which a process does once.
STATEMENTS, BESIDE = 10, 11


def bench(person):
    return home_of(again(person)).bench


def titles(rows):
    return [row.advice.title for row in rows]


def lie(desk, *piles):
    return [row for pile in piles for row in desk.piles[pile].rows]


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


def overdue(advice, days=30):
    day = today() - timedelta(days=days)
    db.session.execute(update(Advice).where(Advice.id == advice.id).values(received_on=day, due_on=day))
    db.session.commit()


def test_what_is_due_stands_on_top_and_what_waits_for_others_apart(wijk, samira, joost):
    late, later, waits = (a_question(wijk, samira, text) for text in ("Laat?", "Later?", "Klopt dit?"))
    overdue(late)
    clarify(waits, wijk, "Zo begrijp ik het.", by=joost, **HOW)
    db.session.commit()

    desk = bench(joost)

    assert [titles(lie(desk, pile)) for pile in (Pile.TODAY, Pile.LATER, Pile.WAITING)] == [
        ["Laat?"],
        ["Later?"],
        ["Klopt dit?"],
    ]
    assert desk.clocks[late.id].over > 0


def test_a_silent_neighbourhood_is_told_with_the_reason_and_set_aside_once(visit, wijk, samira, joost):
    wijk.last_sign_at = wijk.created_at = now() - timedelta(days=90)
    db.session.commit()
    adviser = visit(joost)

    page = adviser.open("/advies")
    [prompt] = [each for each in bench(joost).prompts if each.key == "silent"]
    adviser.submit("/advies/nu-niet?wijk=oosterveld", reden=prompt.key, sinds=prompt.since)

    assert ("Stil of vastgelopen" in page, "Oosterveld" in page) == (True, True)
    assert [each.key for each in bench(joost).prompts if each.key == "silent"] == []
    wijk.last_sign_at = now() - timedelta(days=60)
    db.session.commit()
    assert [each.key for each in bench(joost).prompts if each.key == "silent"] == ["silent"]


def a_circle_of(wijk, samira):
    circle = a_circle()
    in_circle(circle, person=samira, place=wijk)
    return circle, a_session(circle, by=a_facilitator(circle))


def test_the_next_circle_comes_with_open_questions_and_last_lessons(visit, wijk, samira, joost):
    a_question(wijk, samira, "Hoe bereiken we mannen?")
    circle, session = a_circle_of(wijk, samira)
    told = {"place": wijk, "visibility": Visibility.PROGRAMME}
    an_insight(circle, "Koffie werkt op de markt.", attribution=Attribution.NEIGHBOURHOOD, **told)
    an_insight(circle, "Liever zonder naam.", attribution=Attribution.ANONYMOUS, **told)

    [ahead] = bench(joost).coming

    page = visit(joost).open("/advies")
    assert (ahead.session.id, [each.name for each in ahead.neighbourhoods]) == (session.id, ["Oosterveld"])
    assert (titles(ahead.questions), [each.statement for each in ahead.lessons]) == (
        ["Hoe bereiken we mannen?"],
        ["Koffie werkt op de markt."],
    )
    assert [words in page for words in ("Bereid je leerkring voor", "Koffie werkt op de markt.")] == [True, True]


def test_a_bundle_is_offered_for_the_agenda_of_a_circle_that_asked(wijk, samira, joost, miriam):
    circle, _session = a_circle_of(wijk, samira)
    other = a_circle("Andere kring")
    bundle = begin_bundle(
        the_programme(), "Wie betaalt?", "Wie betaalt de coaches?", form_key=new_uid(24), by=again(joost), **HOW
    )
    put_in(bundle, a_question(wijk, samira), by=again(joost), **HOW)
    db.session.commit()

    [offered] = bundle_proposals(again(miriam), circle)

    assert (offered.title, offered.about) == ("Wie betaalt?", "Wie betaalt de coaches?")
    assert (bundle_proposals(again(miriam), other), bundle_proposals(again(samira), circle)) == ([], [])


def test_who_is_back_gets_back_what_was_not_taken_up(wijk, samira, joost, miriam):
    away(joost, miriam)
    waiting, begun = a_question(wijk, samira, "Nog niet opgepakt?"), a_question(wijk, samira, "Al begonnen?")
    take_up(begun, by=again(miriam), **HOW)
    hand_back()
    during = (waiting.owner_id, begun.owner_id)

    call_off(db.session.scalars(select(Absence)).one(), by=again(joost), **HOW)
    db.session.commit()
    hand_back()
    hand_back()

    assert during == (miriam.id, miriam.id)
    assert (waiting.owner_id, waiting.state, begun.owner_id) == (joost.id, State.ASSIGNED, miriam.id)
    desk = bench(joost)
    assert (titles(lie(desk, Pile.TODAY, Pile.LATER)), titles(lie(desk, Pile.WAITING))) == (
        ["Nog niet opgepakt?"],
        ["Al begonnen?"],
    )
    told = db.session.scalars(select(Notice.text).where(Notice.cause == "advice.handed")).all()
    assert told == ["Je bent terug: een vraag uit Oosterveld wacht op jou"]


def test_what_looks_alike_is_found_by_step_and_words_and_read_by_who_may(wijk, samira, joost, miriam):
    elsewhere = a_neighbourhood("Zandwijk", adviser=miriam)
    peter = a_member(elsewhere, Role.NEIGHBOURHOOD_DIRECTOR, name="Peter de Groot")
    mine = answered(a_question(wijk, samira, "Hoe bereiken we mannen met koffie?", step_key="wijk"), joost)
    theirs = answered(a_question(elsewhere, peter, "Hoe bereiken we mannen?", step_key="wijk"), miriam)
    secret = a_question(elsewhere, peter, "Hoe bereiken we mannen stil?", step_key="wijk", confidential=True)
    answered(secret, miriam)
    answered(a_question(wijk, samira, "Iets anders?", step_key="doen"), joost)

    found = alike(a_question(wijk, samira, "Hoe bereiken we mannen?", step_key="wijk"), again(joost))

    assert [(each.advice.id, each.readable) for each in found] == [(theirs.id, False), (mine.id, True)]


def test_beside_an_answer_stand_lessons_and_moments(visit, statements, wijk, samira, joost):
    advice = a_question(wijk, samira, step_key="wijk")
    circle, _session = a_circle_of(wijk, samira)
    an_insight(circle, "Koffie werkt.", step_key="wijk", visibility=Visibility.PROGRAMME)
    record_moment(wijk, by=again(samira), text="Vandaag kwamen er zes mannen.")
    db.session.commit()

    adviser, address = visit(joost), f"/advies/{advice.number}/antwoord"
    with statements(BESIDE):
        page = adviser.open(address)

    here = beside(advice, again(joost), at_step(advice, again(joost)))
    assert [each.statement for each in here.lessons] == ["Koffie werkt."]
    assert ("Koffie werkt." in page, "Vandaag kwamen er zes mannen." in page) == (True, True)


def test_a_desk_costs_the_same_however_much_lies_on_it(visit, statements, wijk, samira, joost):
    circle, _session = a_circle_of(wijk, samira)
    adviser = visit(joost)
    for _more in range(2):
        a_question(wijk, samira)
        another = a_neighbourhood(f"Wijk {_more}", adviser=again(joost))
        director = a_member(another, Role.NEIGHBOURHOOD_DIRECTOR, name=f"Regisseur {_more}")
        in_circle(circle, person=director, place=another)
        adviser.open("/advies")
        with statements(STATEMENTS):
            adviser.open("/advies")


def test_what_lies_deeper_in_a_pile_is_counted_and_stands_on_a_page_of_its_own(visit, wijk, samira, joost, monkeypatch):
    monkeypatch.setattr(piles, "ON_DESK", 2)
    monkeypatch.setattr(piles, "PAGE", 2)
    asked = [a_question(wijk, samira, f"Vraag {number}?") for number in range(7)]
    adviser = visit(joost)

    page, top = adviser.open("/advies"), bench(joost).piles[Pile.LATER]
    first = page_of_pile(again(joost), Pile.LATER)
    rest = page_of_pile(again(joost), Pile.LATER, first.after)

    assert (titles(top.rows), top.count) == (["Vraag 0?", "Vraag 1?"], 7)
    assert ('href="/advies/bureau/daarna"' in page, "Alle 7" in page) == (True, True)
    assert (titles(first.rows), first.after, first.count) == (["Vraag 0?", "Vraag 1?"], asked[1].number, 7)
    assert (titles(rest.rows), rest.after, rest.count) == ([f"Vraag {number}?" for number in range(2, 7)], "", 7)
    assert "Vraag 6?" in adviser.open(f"/advies/bureau/daarna?na={first.after}")
    assert "Hier ligt nu niets." in adviser.open("/advies/bureau/concept")
    adviser.open("/advies/bureau/anders", expect=404)


def test_a_question_that_nobody_took_up_in_time_is_for_today(wijk, samira, joost):
    waiting, begun = a_question(wijk, samira, "Nog niet opgepakt?"), a_question(wijk, samira, "Al begonnen?")
    take_up(begun, by=joost, **HOW)
    db.session.execute(update(Advice).values(first_on=today()))
    db.session.commit()

    desk = bench(joost)

    assert (titles(lie(desk, Pile.TODAY)), titles(lie(desk, Pile.LATER))) == (["Nog niet opgepakt?"], ["Al begonnen?"])
    assert neighbourhoods_and_desk(again(joost))[1].today == 1
    assert waiting.state is State.ASSIGNED


def test_of_each_neighbourhood_a_few_questions_go_along_and_the_rest_is_one_tap_away(visit, wijk, samira, joost):
    a_circle_of(wijk, samira)
    for number in range(5):
        a_question(wijk, samira, f"Vraag {number}?")

    [ahead] = bench(joost).coming

    assert (titles(ahead.questions), [each.name for each in ahead.more]) == (
        ["Vraag 0?", "Vraag 1?", "Vraag 2?"],
        ["Oosterveld"],
    )
    assert "Alle vragen van Oosterveld" in visit(joost).open("/advies")


def test_a_coordinator_has_no_desk(wijk, samira):
    assert bench(a_person(Role.COORDINATOR)) is None


def test_a_row_says_that_it_is_confidential_and_that_you_read_along(visit, wijk, samira, joost, miriam):
    hushed = a_question(wijk, samira, "Iemand wil stoppen.", confidential=True)
    read = a_question(wijk, samira, "Mag dit op een poster?")
    save_draft(read, "Ja.", certainty=Certainty.LIKELY, todo=(PRACTISE,), by=joost, **HOW)
    ask_to_read(read, miriam, by=joost, **HOW)
    db.session.commit()

    own, reader = visit(joost).open("/advies"), visit(miriam).open("/advies")

    assert (own.count("Vertrouwelijk</span>"), hushed.title in reader) == (1, False)
    assert ("Jij leest mee, Joost Vermaat." in reader, "Jij leest mee" in own) == (True, False)


def test_what_is_over_is_no_longer_promised_for_a_day(visit, wijk, samira, joost):
    asked = a_question(wijk, samira, "Wie geeft een vergunning?")
    due = near(asked.due_on)
    before = visit(samira).open("/advies")
    refer(asked, wijk, "Bel het loket.", by=joost, **HOW)
    db.session.commit()

    after = visit(samira).open("/advies")

    assert (f"Antwoord uiterlijk {due}" in before, "Antwoord uiterlijk" in after) == (True, False)


def test_each_neighbourhood_to_look_at_is_there_once_with_all_its_reasons(visit, wijk, samira, joost):
    wijk.last_sign_at = wijk.created_at = now() - timedelta(days=90)
    a_step_moved(wijk, "team", StepStatus.IN_PROGRESS, by=samira).at = now() - timedelta(days=80)
    db.session.commit()
    prompts = bench(joost).prompts

    page = visit(joost).open("/advies")

    place = page.partition('id="h-stil"')[2]
    assert [each.key for each in prompts] == ["silent", "standing_still"]
    assert (place.count(">Oosterveld</a></h3>"), place.count("Geef een tip")) == (1, 2)
