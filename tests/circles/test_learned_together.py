"""What grows from insights: contradictions on the agenda, colleagues who call, the learning agenda and the yield."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Grant, Notice
from lms.circles.commands.learning import ask_question, close_question, freeze_agenda, reword_question
from lms.circles.commands.own_insights import forget_insights
from lms.circles.commands.peers import ask_call, forget_calls, offer_calls, stop_calls
from lms.circles.enums import ItemState, MemberRole, Polarity, QuestionState, Visibility
from lms.circles.models import AgendaItem, CircleSession, LearningQuestion, PeerCall, PeerOffer
from lms.circles.queries.contradictions import contradictions_of, proposals_for
from lms.circles.queries.learning import learning_agenda_of
from lms.circles.queries.peers import peers_at
from lms.circles.queries.yields import series_with_yield, yield_of, yield_words
from lms.kernel.audit import entries
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.enums import StepStatus
from tests.browser import Browser
from tests.factories.circles import a_circle, a_day, a_series, a_session, again, in_circle, sessions_in
from tests.factories.insights import an_insight
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood, a_step_moved
from tests.pdf_ua import problems_of

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def here(circle):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(here):
    return a_member(here, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


def past(step="team", name="Westerhaven", person="Teun Hofstra"):
    """Let a colleague of a neighbourhood that did the step offer a call."""
    there = a_neighbourhood(name)
    teun = a_member(there, Role.NEIGHBOURHOOD_DIRECTOR, name=person)
    a_step_moved(there, step, StepStatus.DONE_FOR_NOW)
    offer_calls(there, by=again(teun))
    db.session.commit()
    return there, teun


def names(found):
    return [each.person.name for each in found.rows]


def a_question(circle, words="Hoe krijgen we de huisarts mee?", *, by, key="a"):
    row = ask_question(circle, words, form_key=key * 24, by=again(by))
    db.session.commit()
    return row


def contradict(circle, here):
    an_insight(circle, "Bij ons werkt het.", place=here, step_key="team")
    other = a_neighbourhood("Westerhaven")
    an_insight(circle, "Bij ons niet.", place=other, step_key="team", polarity=Polarity.WORKS_NOT)
    return other


def test_a_contradiction_is_offered_to_facilitators_and_becomes_a_proposed_item_once(browser, circle, ilse, here):
    contradict(circle, here)
    address = f"/leerkringen/{circle.slug}/inzichten"
    member = in_circle(circle, place=here)
    assert "Misschien iets voor de agenda" not in browser.sign_in(member).open(address)
    assert "Misschien iets voor de agenda" in browser.sign_in(ilse).open(address)
    key = proposals_for(circle, again(ilse))[0].key

    browser.submit(f"/leerkringen/{circle.slug}/voorstel", key=key)
    browser.submit(f"/leerkringen/{circle.slug}/voorstel", 404, key=key)

    items = db.session.scalars(select(AgendaItem).where(AgendaItem.state == ItemState.PROPOSED)).all()
    assert [(each.circle_id, each.by_id) for each in items] == [(circle.id, ilse.id)]
    assert proposals_for(circle, again(ilse)) == []


def test_from_the_agenda_of_a_session_a_contradiction_is_proposed_for_that_session(browser, circle, ilse, here):
    contradict(circle, here)
    a_series(circle, a_day(5), a_day(9), by=ilse)
    agenda = f"/beheer/leerkringen/{circle.slug}/2"
    assert "Misschien iets voor de agenda" in browser.sign_in(ilse).open(agenda)
    key = proposals_for(circle, again(ilse))[0].key

    answer = browser.submit(f"/leerkringen/{circle.slug}/voorstel", key=key, nummer="2")

    assert answer.headers["Location"] == agenda
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.state == ItemState.PROPOSED)).one()
    assert db.session.get_one(CircleSession, item.session_id).number == 2


def test_a_contradiction_leads_to_both_sides_and_to_who_was_at_the_step_before(browser, circle, samira, here):
    contradict(circle, here)
    in_circle(circle, person=samira, place=here)
    address = f"/leerkringen/{circle.slug}/inzichten"
    page = browser.sign_in(samira).open(address)
    assert ("Hier werkt het wel, daar niet" in page, f"{address}?stap=team" in page) == (True, True)

    page = browser.open(f"{address}?stap=team")
    assert ("Bij ons werkt het." in page, "Bij ons niet." in page) == (True, True)
    assert f"/wijken/{here.slug}/stappen/team#al-geweest" in page


def test_one_neighbourhood_or_another_circle_alone_is_no_contradiction(circle, ilse, here):
    an_insight(circle, "Soms wel.", place=here, step_key="team")
    an_insight(circle, "Soms niet.", place=here, step_key="team", polarity=Polarity.WORKS_NOT)
    assert contradictions_of(circle, again(ilse)) == []
    contradict(a_circle("Leerkring Zuid"), here)
    assert contradictions_of(circle, again(ilse)) == []


def test_who_is_in_two_circles_carries_no_words_from_one_to_the_other(circle, ilse, here):
    south = a_circle("Leerkring Zuid")
    in_circle(south, MemberRole.FACILITATOR, ilse)
    an_insight(circle, "Bij ons werkt het.", place=here, step_key="team")
    more = {"place": a_neighbourhood("Westerhaven"), "step_key": "team", "polarity": Polarity.WORKS_NOT}
    an_insight(south, "Bij ons niet.", **more)
    assert contradictions_of(circle, again(ilse)) == []
    an_insight(south, "Bij ons niet, en dat mag je weten.", visibility=Visibility.PROGRAMME, **more)
    assert [each.works_not[0].statement for each in contradictions_of(circle, again(ilse))] == [
        "Bij ons niet, en dat mag je weten."
    ]


def test_on_the_agenda_a_contradiction_leads_to_the_words_and_holds_none(browser, circle, ilse, here):
    """Trap 13: what is taken back later must be gone there too; and guests read the agenda, not what was said."""
    contradict(circle, here)
    key = proposals_for(circle, again(ilse))[0].key
    browser.sign_in(ilse).submit(f"/leerkringen/{circle.slug}/voorstel", key=key)
    item = db.session.scalars(select(AgendaItem).where(AgendaItem.state == ItemState.PROPOSED)).one()
    assert "Bij ons" not in item.title + item.about


def test_colleagues_past_a_step_are_shown_by_name_only_after_their_yes(browser, here, samira):
    there, teun = past()
    page = browser.sign_in(samira).open(f"/wijken/{here.slug}/stappen/team")
    assert "Teun Hofstra, Westerhaven" in page
    assert teun.email not in page

    stop_calls(there, by=again(teun))
    db.session.commit()

    assert "Teun Hofstra" not in browser.open(f"/wijken/{here.slug}/stappen/team")


def test_who_is_not_past_the_step_or_left_the_team_is_not_shown(here, samira):
    past()
    assert names(peers_at(here, "team", again(samira))) == ["Teun Hofstra"]
    assert names(peers_at(here, "wijk", again(samira))) == []
    there, _noor = past(name="Zuidwijk", person="Noor Elzinga")
    a_step_moved(there, "team", StepStatus.REOPENED, reason="Nieuwe mensen")
    db.session.commit()
    assert names(peers_at(here, "team", again(samira))) == ["Teun Hofstra"]
    first = db.session.scalars(select(PeerOffer).order_by(PeerOffer.id)).first()
    for grant in db.session.scalars(select(Grant).where(Grant.person_id == first.person_id)):
        grant.until = now()
    db.session.commit()
    assert names(peers_at(here, "team", again(samira))) == []


def test_a_call_is_asked_through_a_notice_and_answered_by_a_post(browser, app, here, samira):
    _there, teun = past()
    offer = db.session.scalars(select(PeerOffer)).one()
    browser.sign_in(samira).open(f"/bellen/{offer.uid}?stap=team")
    browser.submit(f"/bellen/{offer.uid}?stap=team", question="Hoe?", reach="06 1234", neighbourhood=here.slug)
    call = db.session.scalars(select(PeerCall)).one()
    address = f"/bellen/vraag/{call.uid}"
    notices = db.session.scalars(select(Notice).where(Notice.person_id == teun.id)).all()
    assert [(each.cause, each.url) for each in notices] == [("peer.asked", address)]
    assert "06 1234" not in notices[0].text

    asked = Browser(app).sign_in(teun)
    assert "06 1234" in asked.open(address)
    assert db.session.get_one(PeerCall, call.id).answer is None
    browser.submit(address, 403, ja="1")
    asked.submit(address, ja="0")

    db.session.expire_all()
    assert (call.answer, call.reach) == ("not_now", "")
    Browser(app).sign_in(a_person(Role.COORDINATOR)).open(address, 404)


def test_one_question_for_a_call_at_a_time_and_old_ones_go(here, samira):
    past()
    offer = db.session.scalars(select(PeerOffer)).one()
    db.session.refresh(offer, ["person"])
    ask_call(offer, here, "team", "", "06 1234", by=again(samira))
    db.session.refresh(offer, ["person"])
    with pytest.raises(Refusal):
        ask_call(offer, here, "team", "", "06 1234", by=again(samira))
    assert forget_calls(now()) == 1


def test_forgetting_a_person_takes_their_offers_and_calls(here, samira):
    _there, teun = past()
    offer = db.session.scalars(select(PeerOffer)).one()
    db.session.refresh(offer, ["person"])
    ask_call(offer, here, "team", "", "06 1234", by=again(samira))

    forget_insights(again(teun))

    assert (db.session.scalars(select(PeerOffer)).all(), db.session.scalars(select(PeerCall)).all()) == ([], [])


def test_the_learning_agenda_is_folded_until_a_facilitator_opens_it(browser, circle, ilse):
    member, address = in_circle(circle), f"/leerkringen/{circle.slug}/leeragenda"
    browser.sign_in(member).open(address, 404)
    browser.submit(f"{address}/open", 404)
    browser.sign_in(ilse).submit(f"{address}/open")

    assert "Nog geen leervragen." in browser.sign_in(member).open(address)
    browser.open(f"{address}/nieuw", 403)


def test_questions_get_letters_and_keep_them_when_reworded(circle, ilse):
    first = a_question(circle, by=ilse)
    a_question(circle, "Wie doet er mee?", by=ilse, key="b")
    reword_question(first, "Wat heeft de huisarts eraan?", form_key="c" * 24, by=again(ilse))
    db.session.commit()

    rows = db.session.scalars(select(LearningQuestion).order_by(LearningQuestion.id)).all()
    assert [(each.letter, each.state) for each in rows] == [
        ("A", QuestionState.REWORDED),
        ("B", QuestionState.OPEN),
        ("A", QuestionState.OPEN),
    ]
    assert [each.question.question for each in learning_agenda_of(circle, again(ilse)).rows] == [
        "Wat heeft de huisarts eraan?",
        "Wie doet er mee?",
    ]


def test_a_question_open_at_three_sessions_is_marked_and_old_words_stand_side_by_side(browser, circle, ilse):
    sessions = sessions_in(a_series(circle, a_day(7), a_day(14), a_day(21), by=ilse))
    first = a_question(circle, by=ilse)
    marked = []
    for at, session in enumerate(sessions):
        if at == 1:
            reword_question(first, "Wat heeft de huisarts eraan?", form_key="c" * 24, by=again(ilse))
        db.session.refresh(session, ["circle"])
        freeze_agenda(session, by=again(ilse), origin="test")
        db.session.commit()
        marked.append(learning_agenda_of(circle, again(ilse)).rows[0].asks_for_more)

    assert marked == [False, False, True]
    page = browser.sign_in(ilse).open(f"/leerkringen/{circle.slug}/leeragenda")
    assert "Vraagt verdieping" in page
    assert page.count("Hoe krijgen we de huisarts mee?") == 1
    assert page.count("Wat heeft de huisarts eraan?") == 3


def test_a_closed_question_says_what_came_of_it_and_does_not_return(circle, ilse):
    sessions = sessions_in(a_series(circle, a_day(7), a_day(14), by=ilse))
    row = a_question(circle, by=ilse)
    with pytest.raises(Refusal):
        close_question(row, QuestionState.SOLVED, " ")
    close_question(row, QuestionState.SOLVED, "Begin bij de assistent.")
    kept = []
    for session in sessions:
        db.session.refresh(session, ["circle"])
        kept.append(freeze_agenda(session, by=again(ilse), origin="test"))

    assert kept == [1, 0]


def test_the_yield_is_folded_and_its_pdf_holds_only_what_the_reader_may_see(browser, app, circle, ilse, here):
    member = in_circle(circle, place=here)
    session = a_session(circle, by=ilse)
    series_uid = session.series.uid
    an_insight(circle, "Alleen voor ons.", session_id=session.id)
    an_insight(circle, "Voor iedereen.", session_id=session.id, by=member, visibility=Visibility.PUBLIC)
    address = f"/leerkringen/{circle.slug}/opbrengst/{series_uid}"
    browser.sign_in(member).open(address, 404)
    Browser(app).sign_in(ilse).submit(f"{address}/open")
    hanneke = Browser(app).sign_in(a_person(Role.COORDINATOR))

    made = [each.submit(f"{address}/pdf", 200).data for each in (browser, hanneke)]

    assert [problems_of(each) for each in made] == [[], []]
    series = series_with_yield(circle.slug, series_uid, again(member))
    told = {}
    for who in (member, a_person(Role.COORDINATOR)):
        words = yield_words(yield_of(series, again(who)))
        told[who.id == member.id] = [line["said"] for theme in words["themes"] for line in theme["lines"]]
    assert told == {True: ["Alleen voor ons.", "Voor iedereen."], False: ["Voor iedereen."]}
    assert [each.action for each in entries(object=f"circle/{circle.uid}", action="circle.yield")] == [
        "circle.yield"
    ] * 2


@pytest.mark.parametrize("many", [1, 3])
def test_pages_send_a_fixed_number_of_statements(browser, circle, ilse, statements, many):
    session = a_session(circle, by=ilse)
    series_uid = session.series.uid
    for at in range(many):
        a_question(circle, f"Vraag {at}?", by=ilse, key="abc"[at])
        an_insight(circle, f"Les {at}.", session_id=session.id)
    browser.sign_in(ilse)
    here = f"/leerkringen/{circle.slug}"
    with statements(6):
        browser.open(f"{here}/leeragenda")
    with statements(4):
        browser.open(f"{here}/opbrengst/{series_uid}")
