"""Who has an account is asked whether they join a team: nobody is in one without their own yes (W-4)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import choose_cadences
from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Cadence, Role
from lms.accounts.models import Notice, Person
from lms.accounts.queries.people import person_by_email, person_by_id, person_by_uid
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.work import unit_of_work
from lms.programme.commands import asked as commands
from lms.programme.commands.asked import ask_to_join, close_unanswered, say_no, say_yes, take_back
from lms.programme.commands.invitations import invite_member, welcome_member
from lms.programme.commands.teams import end_membership, name_director
from lms.programme.enums import JoinAnswer
from lms.programme.models import Asked, TeamMember
from lms.programme.policy import roles_in
from lms.programme.queries.asked import OPEN_FOR, own_question
from lms.programme.queries.own import kept_of
from lms.programme.queries.teams import open_membership
from tests.factories.mail import link_in, mails_about
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again

DIRECTOR, DEPUTY, WORKER = Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER
TEAM, BY = "/wijken/oosterveld/team", {"origin": "test"}


@pytest.fixture
def wijk(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def samira(wijk):
    return a_member(wijk, DIRECTOR, name="Samira Bennani")


@pytest.fixture
def bas(database):
    return a_person(name="Bas Bos", email="bas@example.org")


def a_question(wijk, person, role=WORKER, *, by, name="Bas van het plein"):
    asked = ask_to_join(wijk, again(person), role, name=name, by=again(by), **BY)
    db.session.commit()
    return asked


def page_of(asked):
    return f"/wijken/oosterveld/meedoen/{asked.uid}"


def told(person, cause):
    texts = select(Notice.text).where(Notice.person_id == person.id, Notice.cause == cause).order_by(Notice.id)
    return list(db.session.scalars(texts))


def answers():
    db.session.expire_all()
    return [each.answer for each in db.session.scalars(select(Asked).order_by(Asked.id))]


def test_the_page_says_who_asks_for_which_role_and_what_that_means(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)

    page = browser.sign_in(bas).open(page_of(asked))

    words = ("Samira Bennani", "sociaal werker", "wie er in het team zitten", "Je telefoonnummer", "eigen keuze")
    assert [word for word in words if word not in page] == []
    assert "/wijken/oosterveld/team" not in page


def test_a_yes_lets_somebody_in_from_that_moment(browser, wijk, samira, bas):
    with time_machine.travel(now() - timedelta(days=3)):
        asked = a_question(wijk, bas, Role.RESIDENT, by=samira)
    browser.sign_in(bas).open(page_of(asked))

    page = browser.follow(browser.submit(page_of(asked), answer="ja"))

    member = open_membership(wijk, bas)
    assert "Welkom in het team van Oosterveld." in page
    assert (roles_in(again(bas), wijk), member.grant.since == member.since) == ({Role.RESIDENT}, True)
    assert now() - member.since < timedelta(hours=1)
    assert answers() == [JoinAnswer.JOINED]
    assert told(samira, "team.said_yes") == ["Bas Bos doet mee in het team van Oosterveld"]
    assert told(bas, "team.joined") == []


def test_a_no_ends_it_quietly_and_without_a_reason(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)

    done = browser.sign_in(bas).submit(page_of(asked), answer="nee")
    after = browser.open(page_of(asked))

    assert (done.headers["Location"], answers()) == ("/", [JoinAnswer.NO])
    assert "Je zei nee op" in after
    assert open_membership(wijk, bas) is None
    assert told(samira, "team.said_no") == ["Bas van het plein doet nu niet mee in het team van Oosterveld"]


@pytest.mark.parametrize(("first", "becomes"), [("ja", JoinAnswer.JOINED), ("nee", JoinAnswer.NO)])
def test_a_double_click_is_one_answer(browser, wijk, samira, bas, first, becomes):
    asked = a_question(wijk, bas, by=samira)
    browser.sign_in(bas)

    unread = again(bas).unread_notices
    where = [browser.submit(page_of(asked), answer=first).headers["Location"] for _ in range(2)]

    assert (len(set(where)), answers()) == (1, [becomes])
    assert (unread, again(bas).unread_notices) == (1, 0)
    assert db.session.query(TeamMember).count() == 1 + (first == "ja")
    assert len(told(samira, "team.said_yes") + told(samira, "team.said_no")) == 1


@pytest.mark.parametrize("other", ["ja", "nee"])
def test_a_late_answer_gets_a_friendly_word(browser, wijk, samira, bas, other):
    asked = a_question(wijk, bas, by=samira)
    take_back(asked, by=samira, **BY)
    db.session.commit()

    page = browser.follow(browser.sign_in(bas).submit(page_of(asked), answer=other))

    assert "Deze vraag is al gesloten." in page
    assert "Deze vraag is ingetrokken. Je hoeft niets te doen." in page
    assert open_membership(wijk, bas) is None


def test_nothing_but_yes_and_no_is_an_answer(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)

    browser.sign_in(bas).submit(page_of(asked), expect=422, answer="misschien")

    assert answers() == [None]


def test_only_who_was_asked_finds_the_question(browser, wijk, samira, bas):
    asked, there = a_question(wijk, bas, by=samira), a_neighbourhood("Havenbuurt")
    others = [samira, a_person(Role.COORDINATOR), a_person(Role.RESEARCHER), a_member(there, DIRECTOR), a_person()]

    for each in others:
        browser.sign_in(each).open(page_of(asked), expect=404)
        browser.submit(page_of(asked), expect=404, answer="ja")

    browser.sign_in(bas).open(f"/wijken/havenbuurt/meedoen/{asked.uid}", expect=404)
    assert answers() == [None]


def test_who_was_asked_sees_no_other_page_of_the_neighbourhood(browser, wijk, samira, bas):
    a_question(wijk, bas, by=samira)
    browser.sign_in(bas)

    for page in ("", "/stappen", "/momenten", "/team", "/droom", "/besluiten", "/plan", "/overdracht"):
        browser.open(f"/wijken/oosterveld{page}", expect=404)


def test_the_team_sees_the_name_the_asker_gave_and_nothing_of_the_account(browser, wijk, samira, bas):
    bas.phone = "06 1234 5678"
    a_question(wijk, bas, by=samira)

    page = browser.sign_in(samira).open(TEAM)
    of_worker = browser.sign_in(a_member(wijk, WORKER)).open(TEAM)

    assert ("Bas van het plein" in page, "Gevraagd op" in page, "Trek de vraag terug" in page) == (True, True, True)
    assert ("Bas Bos" in page, "06 1234 5678" in page) == (False, False)
    assert "Bas van het plein" not in of_worker


def test_who_leads_takes_a_question_back(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)
    address = f"{TEAM}/gevraagd/{asked.uid}/terug"
    browser.sign_in(a_member(wijk, WORKER)).submit(address, expect=403)
    browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), DIRECTOR)).submit(address, expect=404)

    browser.sign_in(a_member(wijk, DEPUTY))
    pages = [browser.follow(browser.submit(address)) for _ in range(2)]

    assert answers() == [JoinAnswer.TAKEN_BACK]
    assert ["Bas van het plein" in page.split("<main", 1)[1].split("kw-split", 1)[1] for page in pages] == [False] * 2


def test_an_answer_is_not_taken_back(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)
    say_yes(asked, by=again(bas), **BY)
    db.session.commit()

    page = browser.follow(browser.sign_in(samira).submit(f"{TEAM}/gevraagd/{asked.uid}/terug"))

    assert "Deze vraag is al gesloten." in page
    assert answers() == [JoinAnswer.JOINED]


def test_somebody_is_asked_once_at_a_time_and_may_be_asked_again_after_a_no(wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)
    with pytest.raises(Refusal, match="is al gevraagd op"):
        a_question(wijk, bas, by=samira)

    say_no(asked, by=again(bas), **BY)
    a_question(wijk, bas, by=samira)

    assert answers() == [JoinAnswer.NO, None]
    assert len(told(bas, "team.asked")) == 2


def test_the_database_keeps_one_open_question(wijk, samira, bas):
    a_question(wijk, bas, by=samira)
    db.session.add(Asked(neighbourhood_id=wijk.id, person_id=bas.id, name="Bas", role=WORKER))

    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.parametrize(("days", "answer"), [(59, None), (60, JoinAnswer.LAPSED)])
def test_a_question_closes_by_itself_after_sixty_days(browser, wijk, samira, bas, days, answer):
    asked = a_question(wijk, bas, by=samira)

    with time_machine.travel(asked.at + timedelta(days=days, minutes=1)):
        more = close_unanswered()
        db.session.commit()
        page = browser.sign_in(bas).open(page_of(asked))

    assert (more, answers(), timedelta(days=60)) == (False, [answer], OPEN_FOR)
    assert ("vanzelf gesloten" in page) is (answer is not None)


def test_many_old_questions_close_in_batches(wijk, samira, monkeypatch):
    monkeypatch.setattr(commands, "BATCH", 2)
    with time_machine.travel(now() - timedelta(days=61)):
        for _ in range(3):
            a_question(wijk, a_person(), by=samira)

    assert [close_unanswered(), close_unanswered()] == [True, False]
    assert answers() == [JoinAnswer.LAPSED] * 3


def test_a_director_is_appointed_and_not_asked(wijk, bas):
    coordinator = a_person(Role.COORDINATOR)
    a_question(wijk, bas, by=coordinator)

    name_director(wijk, again(bas), by=coordinator, **BY)

    assert (wijk.director_id, answers()) == (bas.id, [JoinAnswer.JOINED])


def test_who_signs_in_with_a_card_is_asked_for_a_role_that_fits(wijk, samira):
    there = a_neighbourhood("Havenbuurt")
    teun = a_member(there, DIRECTOR, name="Teun Maas")
    fatma = welcome_member(there, name="Fatma", role=Role.KEY_PERSON, by=teun, **BY).card.person

    with pytest.raises(Refusal, match="Buurvrouw logt in met een kaart"):
        a_question(wijk, fatma, WORKER, by=samira, name="Buurvrouw")
    asked = a_question(wijk, fatma, Role.RESIDENT, by=samira, name="Buurvrouw")
    say_yes(asked, by=again(fatma), **BY)

    assert roles_in(again(fatma), wijk) == {Role.RESIDENT}


def test_who_has_not_come_yet_is_told_of_a_second_team_when_they_come(browser, wijk, samira):
    there = a_neighbourhood("Havenbuurt")
    noor = {"name": "Noor", "email": "noor@example.org", "role": WORKER}
    invite_member(wijk, **noor, by=again(samira), **BY)
    invite_member(there, **noor, by=again(a_member(there, DIRECTOR, name="Teun Maas")), **BY)
    db.session.commit()

    (mail,) = mails_about("accounts.invitation")
    browser.submit(link_in(mail), name="Noor", password="")

    came = person_by_email("noor@example.org")
    assert (roles_in(came, wijk), roles_in(came, there)) == ({WORKER}, frozenset())
    assert told(came, "team.asked") == ["Teun Maas vraagt of je meedoet in het team van Havenbuurt"]


@pytest.mark.parametrize(("cadence", "mails"), [(None, 1), (Cadence.DAILY, 0), (Cadence.OFF, 0)])
def test_the_question_comes_by_mail_as_the_person_wants(wijk, samira, bas, cadence, mails):
    if cadence:
        choose_cadences(bas, {"team": cadence})

    a_question(wijk, bas, by=samira)

    assert (len(mails_about("team.asked")), len(told(bas, "team.asked"))) == (mails, 1)


def test_an_open_question_stands_on_the_account_page(browser, wijk, samira, bas):
    asked = a_question(wijk, bas, by=samira)

    before = browser.sign_in(bas).open("/account")
    browser.submit(page_of(asked), answer="nee")

    assert (page_of(asked) in before, page_of(asked) in browser.open("/account")) == (True, False)


def test_the_answer_reaches_who_leads_when_the_asker_left(wijk, samira, bas):
    deputy = a_member(wijk, DEPUTY, name="Ria Smit")
    asked = a_question(wijk, bas, by=deputy)
    end_membership(open_membership(wijk, deputy), by=samira, **BY)
    db.session.commit()

    say_no(asked, by=again(bas), **BY)

    assert [len(told(each, "team.said_no")) for each in (deputy, samira)] == [0, 1]


def test_the_log_knows_who_asked_and_what_was_said(wijk, samira, bas):
    for act in (say_no, say_yes):
        act(a_question(wijk, bas, by=samira), by=again(bas), **BY)
    take_back(a_question(wijk, a_person(), by=samira), by=samira, **BY)
    db.session.commit()

    of_bas = {line.action for line in audit.entries(actor_uid=bas.uid)}
    of_samira = {line.action for line in audit.entries(actor_uid=samira.uid)}
    assert (of_bas, of_samira) == ({"team.decline", "team.join"}, {"team.ask", "team.take_back"})


def test_questions_come_along_with_personal_data_and_go_with_erasure(wijk, samira, bas):
    a_question(wijk, bas, by=samira)
    a_question(wijk, a_person(), by=again(bas), name="Derde")
    (own,) = kept_of(person_by_id(bas.id))["asked_to_join"]
    (done,) = kept_of(person_by_id(bas.id))["asked_others_to_join"]

    erase_person(again(bas))

    assert (own["neighbourhood"], own["role"], own["name"]) == ("Oosterveld", WORKER, "Bas van het plein")
    assert "Derde" not in done.values()
    rows = db.session.execute(select(Asked.name, Asked.by_id)).all()
    assert [tuple(row) for row in rows] == [("Derde", None)]


@pytest.mark.races
def test_of_answers_that_meet_each_other_one_counts(app, database):
    wijk = a_neighbourhood("Oosterveld")
    director, bas = a_member(wijk, DIRECTOR).uid, a_person().uid
    asked = a_question(wijk, person_by_uid(bas), by=person_by_uid(director)).uid

    def answer(act):
        with app.app_context(), unit_of_work():
            by = person_by_uid(director if act is take_back else bas)
            found = own_question("oosterveld", asked, person_by_uid(bas))
            try:
                act(found, by=by, **BY)
            except Refusal:
                return None
            return act

    with ThreadPoolExecutor(6) as threads:
        done = set(threads.map(answer, [say_yes, take_back, say_no] * 2)) - {None}

    db.session.rollback()
    (became,) = answers()
    joined = db.session.query(TeamMember).filter(TeamMember.person_id == person_by_uid(bas).id).count()
    kinds = {say_yes: JoinAnswer.JOINED, say_no: JoinAnswer.NO, take_back: JoinAnswer.TAKEN_BACK}
    assert {kinds[act] for act in done} == {became}
    assert joined == (became is JoinAnswer.JOINED)


@pytest.mark.races
def test_who_is_asked_by_many_at_once_has_one_question(app, database):
    wijk = a_neighbourhood("Oosterveld")
    director, bas = a_member(wijk, DIRECTOR).uid, a_person().uid

    def ask(_):
        with app.app_context(), unit_of_work():
            here = db.session.get(type(wijk), wijk.id)
            try:
                ask_to_join(here, person_by_uid(bas), WORKER, name="Bas", by=person_by_uid(director), **BY)
            except Refusal:
                return False
            return True

    with ThreadPoolExecutor(5) as threads:
        asked = list(threads.map(ask, range(5)))

    db.session.rollback()
    assert (sum(asked), db.session.query(Asked).count(), db.session.query(Person).count()) == (1, 1, 3)
