"""Questions that return become one: no place without a yes, and the answer is for everybody who asked."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.models import Notice
from lms.advice.commands.asking import withdraw
from lms.advice.commands.bundle_answers import answer_bundle, approve_bundle, return_to_all
from lms.advice.commands.bundle_asking import ask_no_more, reply_to
from lms.advice.commands.bundling import name_place, put_in, set_proposal_aside, take_out
from lms.advice.commands.confidential import mark_confidential
from lms.advice.enums import BundleState, Certainty, State
from lms.advice.models import Advice, AdviceAnswer, BundleAddressee, BundledAdvice, StrategicBundle
from lms.advice.queries.bundles import named_in, opened
from lms.advice.queries.proposals import proposals
from lms.advice.views.log_words import ACTIONS, OBJECTS
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.programme.queries.neighbourhoods import first_programme
from tests.browser import Browser
from tests.factories.advice import a_question
from tests.factories.bundles import PLACES, a_bundle, an_answer, askers
from tests.factories.programme import a_neighbourhood
from tests.programme.people_here import again

HOW = {"origin": "test"}
WHOM = {"wie-organisation": "GGD Noord", "wie-role": "adviseur", "wie-address": "Leefomgeving@ggd.example"}


@pytest.fixture
def asked(joost):
    return askers(joost)


@pytest.fixture
def bundle(joost, asked):
    return a_bundle(joost, [question for _here, _who, question in asked.values()], step_key="wijk")


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


def questions(asked):
    return [db.session.get(Advice, question.id) for _here, _who, question in asked.values()]


def bundled(bundle, question):
    return db.session.get(BundledAdvice, (bundle.id, question.id))


def proposed(actor):
    return [(each.key, each.neighbourhoods, len(each.own)) for each in proposals(again(actor))]


def letters():
    return db.session.scalars(select(Mail).where(Mail.cause == "bundle.question").order_by(Mail.id)).all()


def link_in(letter):
    return re.search(r"/advies/antwoord/[\w-]+", letter.text)[0]


def placed(visit, joost, bundle, **more):
    visit(joost).submit(f"/advies/bundels/{bundle.uid}/voorleggen", **WHOM | more)
    return link_in(letters()[-1])


def test_three_neighbourhoods_that_ask_alike_in_a_quarter_make_a_proposal(visit, joost, miriam, asked):
    first = questions(asked)[0]

    assert (proposed(joost), proposed(miriam)) == ([("stap/wijk", 3, 3)], [("stap/wijk", 3, 0)])
    assert "1 voorstel" in visit(joost).open("/advies")
    db.session.execute(update(Advice).where(Advice.id == first.id).values(received_on=today() - timedelta(days=93)))
    assert (proposed(joost), "voorstel" in visit(joost).open("/advies")) == ([], False)


@pytest.mark.parametrize("left", ["withdrawn", "confidential", "bundled"])
def test_what_cannot_be_bundled_makes_no_proposal(joost, asked, left):
    first = questions(asked)[0]
    if left == "withdrawn":
        withdraw(first, first.neighbourhood, by=again(asked["Oosterveld"][1]), **HOW)
    elif left == "confidential":
        mark_confidential(first, [], "Over iemand.", by=again(joost), **HOW)
    else:
        a_bundle(joost, [first])

    assert proposed(joost) == []


def test_two_questions_of_one_neighbourhood_are_one_neighbourhood(joost, asked):
    here, director, first = asked["Oosterveld"]
    a_question(here, director, "En op het schoolplein?", step_key="wijk")
    withdraw(questions(asked)[1], asked["Zandwijk"][0], by=again(asked["Zandwijk"][1]), **HOW)

    assert proposed(joost) == []


def test_a_proposal_that_was_set_aside_comes_back_only_when_three_ask_anew(joost, asked):
    programme = first_programme()
    with pytest.raises(Refusal):
        set_proposal_aside(programme, "stap/wijk", " ", by=joost)
    set_proposal_aside(programme, "stap/wijk", "Het gaat om iets anders.", by=joost)
    aside = proposed(joost)

    for here, director, _question in asked.values():
        a_question(here, director, "En nu?", step_key="wijk")

    assert (aside, proposed(joost)) == ([], [("stap/wijk", 3, 6)])


def test_setting_aside_without_a_reason_keeps_the_page(visit, joost, asked):
    adviser = visit(joost)

    refused = adviser.submit("/advies/bundels/niet", 422, voorstel="stap/wijk").text
    adviser.submit("/advies/bundels/niet", **{"voorstel": "stap/wijk", "vstap-wijk-reason": "Het is anders."})

    assert "Schrijf in één zin waarom niet." in refused
    assert "Het is niet dezelfde vraag" not in adviser.open("/advies/bundels")


def test_from_proposal_to_the_answer_of_everybody(visit, joost, miriam, asked):
    adviser, reader = visit(joost), visit(miriam)
    assert "3 wijken vroegen hier dit kwartaal iets over." in adviser.open("/advies/bundels")
    words = {"title": "Rookvrije pleinen", "question": "Mag een plein rookvrij zijn?", "form_key": new_uid(24)}
    adviser.submit("/advies/bundels/nieuw?voorstel=stap/wijk", **words)
    bundle = db.session.scalars(select(StrategicBundle)).one()
    at = f"/advies/bundels/{bundle.uid}"
    for each in questions(asked):
        adviser.submit(f"{at}/vragen/{each.number}", act="erbij")
    adviser.submit(f"{at}/duiden")
    reply = placed(visit, joost, bundle)
    visit().submit(reply, reply="De gemeenteraad beslist.", act="ja")
    assert "De gemeenteraad beslist." in adviser.open(at)
    told = {"answer": "Ja, met een besluit.", "certainty": "likely", "why": "Van de GGD.", "seen": "1"}
    adviser.submit(f"{at}/antwoord", **told)
    adviser.submit(f"{at}/meelezen", **{"lezer-person": miriam.uid})
    reader.submit(f"{at}/meelezen", act="weg", seen="2")

    reader.submit(f"{at}/terug")

    db.session.expire_all()
    assert (bundle.state, bundle.step_key) == (BundleState.RETURNED, "wijk")
    assert {each.state for each in questions(asked)} == {State.SENT}
    for here, director, question in asked.values():
        mails = db.session.scalars(
            select(Mail).where(Mail.recipient_uid == director.uid, Mail.cause == "advice.answered")
        )
        page = visit(director).open(f"/advies/{question.number}")
        assert [each.text.count(here.name) for each in mails.all()] == [1]
        assert ("Ja, met een besluit." in page, "Miriam Post las mee." in page) == (True, True)
        others = set(PLACES) - {here.name}
        assert [place for place in others if place in page] == []


def test_no_place_is_named_to_others_without_its_yes(visit, joost, asked, bundle):
    """Trap 17: one refuses, one agrees, one says nothing."""
    name_place(bundled(bundle, asked["Zandwijk"][2]), agrees=True, by=joost)
    name_place(bundled(bundle, asked["Oosterveld"][2]), agrees=False, by=joost)
    db.session.commit()

    reply = placed(visit, joost, bundle)

    for words in (letters()[-1].text, visit().open(reply)):
        assert [place for place in PLACES if place in words] == ["Zandwijk"]
    name_place(bundled(bundle, asked["Zandwijk"][2]), agrees=False, by=joost)
    db.session.commit()
    assert [place for place in PLACES if place in visit().open(reply)] == []


def test_an_adviser_elsewhere_reads_how_many_and_no_place_without_a_yes(visit, miriam, asked, bundle):
    page = visit(miriam).open(f"/advies/bundels/{bundle.uid}")

    assert ("3 vragen in deze bundel" in page, [place for place in PLACES if place in page]) == (True, [])
    assert "3 vragen zijn van wijken van collega’s. Die lees je niet." in page


def test_a_neighbourhood_that_asked_twice_is_named_when_it_says_yes_twice(joost, asked, bundle):
    here, director, first = asked["Oosterveld"]
    second = a_question(here, director, "En het schoolplein?", step_key="wijk")
    put_in(bundle, second, by=joost, **HOW)
    name_place(bundled(bundle, first), agrees=True, by=joost)
    once = named_in(bundle)

    name_place(bundled(bundle, second), agrees=True, by=joost)

    assert (once, named_in(bundle)) == ([], ["Oosterveld"])


def test_the_director_chooses_on_the_page_of_their_question(visit, asked, bundle):
    _here, director, question = asked["Oosterveld"]
    team = visit(director)
    assert "Jullie worden nu niet genoemd." in team.open(f"/advies/{question.number}")

    team.submit(f"/advies/{question.number}/noemen", act="ja")

    assert "Jullie worden nu genoemd." in team.open(f"/advies/{question.number}")
    assert named_in(bundle) == ["Oosterveld"]
    team.submit(f"/advies/{asked['Zandwijk'][2].number}/noemen", 404, act="ja")


def test_words_with_a_name_in_them_are_asked_about(visit, joost, asked):
    adviser = visit(joost)
    words = {"title": "Plein", "question": "Mag het plein van Zandwijk, vraagt Fatma?", "form_key": new_uid(24)}

    refused = adviser.submit("/advies/bundels/nieuw", 422, **words).text
    adviser.submit("/advies/bundels/nieuw", sure="1", **words)

    assert "Hier staat: Zandwijk, Fatma." in refused
    assert len(db.session.scalars(select(StrategicBundle)).all()) == 1


def test_the_reply_page_changes_nothing_when_it_is_opened_and_answers_once(visit, joost, bundle):
    reply, outside = placed(visit, joost, bundle), visit()
    outside.open(reply)
    row = db.session.scalars(select(BundleAddressee)).one()
    before, joost_id = row.answered_at, joost.id

    db.session.expunge_all()  # a request finds nothing that another one read
    outside.submit(reply, 422, reply="", act="ja")
    outside.submit(reply, reply="Ja.", act="ja")
    again_ = outside.submit(reply, 200, reply="Toch nee.", act="ja").text

    row = db.session.scalars(select(BundleAddressee)).one()
    assert (before, row.reply, "Je antwoord is binnen" in again_, "Toch nee." in again_) == (None, "Ja.", True, False)
    told = db.session.scalars(
        select(Notice.cause).where(Notice.person_id == joost_id, Notice.cause == "bundle.replied")
    )
    assert len(told.all()) == 1


def test_old_links_say_so_and_others_are_nothing(visit, joost, bundle):
    first = placed(visit, joost, bundle)
    again_ = placed(visit, joost, bundle)
    db.session.execute(update(BundleAddressee).values(asked_at=now() - timedelta(hours=1)))
    db.session.commit()
    second = placed(visit, joost, bundle)

    assert (first == again_, len(letters())) == (True, 2)
    assert "verlopen" in visit().open(first, 410)
    visit().open(second)
    visit().open("/advies/antwoord/abc", 404)
    visit().open(f"/advies/antwoord/{new_uid(16)}{new_uid(24)}", 404)


def test_who_is_asked_no_more_and_who_comes_late_read_why(visit, joost, miriam, bundle):
    reply = placed(visit, joost, bundle)
    row = db.session.scalars(select(BundleAddressee)).one()
    other = placed(visit, joost, bundle, **{"wie-address": "ander@ggd.example"})
    visit(joost).submit(f"/advies/bundels/{bundle.uid}/voorleggen/{row.uid}/terug")
    stopped = visit().open(reply, 410)
    an_answer(bundle, joost, miriam)
    return_to_all(bundle, by=joost, **HOW)
    db.session.commit()

    assert ("verlopen" in stopped, "Anderen waren je voor." in visit().open(other, 410)) == (True, True)
    late = db.session.scalars(select(BundleAddressee).where(BundleAddressee.id != row.id)).one()
    with pytest.raises(Refusal):
        reply_to(late, "Te laat.", **HOW)
    with pytest.raises(Refusal):
        reply_to(row, "Te laat.", **HOW)
    ask_no_more(row, bundle, by=joost, **HOW)


def test_the_answer_goes_to_who_still_asks(visit, joost, miriam, asked, bundle):
    gone, secret, there = questions(asked)
    an_answer(bundle, joost, miriam)
    withdraw(gone, gone.neighbourhood, by=again(asked["Oosterveld"][1]), **HOW)
    mark_confidential(secret, [], "Over iemand.", by=again(asked["Zandwijk"][1]), **HOW)

    assert return_to_all(bundle, by=again(joost), **HOW) == 1

    db.session.commit()
    assert [each.state for each in questions(asked)] == [State.WITHDRAWN, State.IN_PROGRESS, State.SENT]
    assert opened(bundle, again(miriam)).inside == 1


def test_a_confidential_question_stays_out(joost, asked):
    question = questions(asked)[0]
    mark_confidential(question, [], "Over iemand.", by=joost, **HOW)

    bundle = a_bundle(joost)

    with pytest.raises(Refusal):
        put_in(bundle, question, by=joost, **HOW)


def test_it_goes_back_once_and_only_after_another_read_these_words(joost, miriam, asked, bundle):
    with pytest.raises(Refusal, match="nog geen antwoord"):
        return_to_all(bundle, by=joost, **HOW)
    an_answer(bundle, joost, None)
    with pytest.raises(Refusal, match="collega"):
        return_to_all(bundle, by=joost, **HOW)
    with pytest.raises(Refusal):
        approve_bundle(bundle, seen=bundle.serial, by=joost, **HOW)
    seen = bundle.serial
    answer_bundle(bundle, "Nee, toch niet.", Certainty.FIRM, seen=seen, by=joost, **HOW)
    with pytest.raises(Refusal, match="veranderde intussen"):
        approve_bundle(bundle, seen=seen, by=miriam, **HOW)
    approve_bundle(bundle, seen=bundle.serial, by=miriam, **HOW)

    assert return_to_all(bundle, by=miriam, **HOW) == 3
    with pytest.raises(Refusal, match="ging al"):
        return_to_all(bundle, by=joost, **HOW)
    assert len(db.session.scalars(select(AdviceAnswer)).all()) == 3


def test_nobody_writes_over_what_a_colleague_wrote(visit, joost, miriam, bundle):
    at, told = f"/advies/bundels/{bundle.uid}/antwoord", {"certainty": "firm", "seen": "1"}

    visit(joost).submit(at, answer="Het eerste antwoord.", **told)
    refused = visit(miriam).submit(at, 422, answer="Het tweede antwoord.", **told).text

    db.session.expire_all()
    assert bundle.answer == "Het eerste antwoord."
    assert ("veranderde intussen" in refused, "Het tweede antwoord." in refused) == (True, True)


def test_pressing_twice_is_pressing_once(visit, joost, asked):
    adviser, question = visit(joost), questions(asked)[0]
    words = {"title": "Plein", "question": "Mag een plein rookvrij zijn?", "form_key": new_uid(24)}
    for _press in range(2):
        adviser.submit("/advies/bundels/nieuw", **words)
    bundle = db.session.scalars(select(StrategicBundle)).one()
    for _press in range(2):
        adviser.submit(f"/advies/bundels/{bundle.uid}/vragen/{question.number}", act="erbij")
        adviser.submit(f"/advies/bundels/{bundle.uid}/duiden")

    db.session.expire_all()
    inside = bundled(bundle, question)
    assert (inside.taken_out_at, question.state, bundle.state) == (None, State.BUNDLED, BundleState.INTERPRETING)
    for _press in range(2):
        adviser.submit(f"/advies/bundels/{bundle.uid}/vragen/{question.number}", act="eruit")
    db.session.expire_all()
    assert (inside.taken_out_at is None, question.state) == (False, State.IN_PROGRESS)


def test_a_question_is_in_one_bundle(joost, asked, bundle):
    question = questions(asked)[0]
    other = a_bundle(joost, title="Nog een")

    with pytest.raises(Refusal):
        put_in(other, question, by=joost, **HOW)
    take_out(bundle, question, by=joost, **HOW)
    put_in(other, question, by=joost, **HOW)
    assert question.state is State.BUNDLED


def test_ids_of_others_lead_nowhere(visit, joost, miriam, asked, bundle):
    colleague, number = visit(miriam), questions(asked)[0].number
    a_neighbourhood("Elders", adviser=miriam)

    colleague.submit(f"/advies/bundels/{bundle.uid}/vragen/{number}", 404, act="eruit")
    colleague.open("/advies/bundels/nietsnietsniets", 404)
    colleague.submit(f"/advies/bundels/{bundle.uid}/voorleggen/nietsniets/terug", 404)
    for person in (asked["Zandwijk"][1],):
        visit(person).open(f"/advies/bundels/{bundle.uid}", 404)
        visit(person).open("/advies/bundels", 403)


def test_the_log_says_what_it_was_about(visit, joost, miriam, asked, bundle):
    reply = placed(visit, joost, bundle)
    visit().submit(reply, reply="Ja.", act="ja")
    an_answer(bundle, joost, miriam)
    return_to_all(bundle, by=joost, **HOW)
    db.session.commit()

    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action.startswith("bundle.")))
    lines = {row.action: row.object for row in rows}
    words = OBJECTS.words({*lines.values(), "norm/short"})
    assert set(lines) <= set(ACTIONS)
    assert words[lines["bundle.return"]] == "Een bundel, naar 3 wijken"
    assert (words[lines["bundle.reply"]], words["norm/short"]) == ("Een bundel", "Korte vraag")


def test_a_page_costs_the_same_for_more_questions(visit, statements, joost, asked, bundle):
    adviser, here = visit(joost), asked["Oosterveld"]
    for place, director, _question in asked.values():
        a_question(place, director, "En nu?", step_key="doen")
    for _more in range(2):
        with statements(8):
            adviser.open(f"/advies/bundels/{bundle.uid}")
        with statements(7):
            adviser.open("/advies/bundels")
        put_in(bundle, a_question(here[0], here[1], step_key="wijk"), by=again(joost), **HOW)
        db.session.commit()
