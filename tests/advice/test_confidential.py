"""Confidential advice: for named people, and on no page, in no mail, export, search, bundle or pack of anybody else."""

import json
import re

import pytest
from sqlalchemy import inspect, select, text

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.advice.commands.answering import ToDo
from lms.advice.commands.confidential import lift_confidential, mark_confidential
from lms.advice.commands.handing import let_adviser_read
from lms.advice.commands.responding import respond, take_deed
from lms.advice.commands.talking import write, write_note
from lms.advice.enums import Deed, ResponseKind, Visibility
from lms.advice.models import Advice, AdviceDeed
from lms.advice.queries.own import advice_as_data
from lms.advice.queries.pack import pack_of
from lms.advice.queries.similar import alike
from lms.kernel.audit import AuditEntry
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import Refusal
from lms.programme.commands.advisers import name_adviser
from tests.browser import Browser
from tests.factories.advice import a_question, answered
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.programme.people_here import again

CANARY = "kanarievogel"
HOW = {"origin": "test"}
#: Pages whose address says nothing: every one of them is opened.
PLAIN = re.compile(r"^/[\w/-]*$")
ELSEWHERE = ("/uitloggen", "/readyz", "/healthz", "/taal")


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


@pytest.fixture
def teun(wijk):
    return a_member(wijk, Role.DEPUTY_DIRECTOR, name="Teun Maas")


@pytest.fixture
def secret(wijk, samira, joost):
    """A question in confidence in which every text there can be holds the canary, all the way to a response."""
    advice = a_question(wijk, samira, f"{CANARY} vraagt iets?", step_key="wijk", confidential=True)
    said = {"by": again(samira), "form_key": new_uid(24), **HOW}
    write(advice, wijk, f"{CANARY} schreef.", **said)
    write_note(advice, f"{CANARY} in een notitie.", by=joost, form_key=new_uid(24))
    answered(advice, again(joost), f"{CANARY} is het antwoord.", todo=(ToDo(Deed.PRACTISE, "", f"{CANARY} doen"),))
    take_deed(db.session.scalars(select(AdviceDeed)).one(), advice, wijk, by=again(samira))
    respond(advice, wijk, ResponseKind.PARTLY, f"{CANARY} past.", by=again(samira), **HOW)
    mark_confidential(advice, [], f"{CANARY} als reden.", by=again(samira), **HOW)
    db.session.commit()
    return advice


def at(advice, rest=""):
    return f"/advies/{advice.number}{rest}"


def every_page(app):
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and PLAIN.match(rule.rule)}
    return sorted(rules - set(ELSEWHERE))


def found_on(app, browser, paths):
    """Return on which pages the canary is; what somebody may not open has none."""
    return [path for path in paths if CANARY in browser.client.get(path, follow_redirects=True).text]


@pytest.mark.parametrize("who", ["deputy", "coordinator", "adviser", "researcher", "administrator"])
def test_it_is_on_no_page_of_who_is_not_named(app, visit, wijk, secret, teun, joost, miriam, who):
    open_one = a_question(wijk, teun, "Een gewone vraag?", step_key="wijk")
    roles = {"coordinator": Role.COORDINATOR, "researcher": Role.RESEARCHER, "administrator": Role.ADMINISTRATOR}
    person = {"deputy": teun, "adviser": miriam}.get(who) or a_person(roles[who], name="Iemand Anders")
    places = [f"/wijken/{wijk.slug}{rest}" for rest in ("", "/stappen/wijk", "/momenten", "/overdracht", "/team")]
    own = [at(secret), at(secret, "/antwoord"), at(secret, "/vertrouwelijk"), at(open_one), at(open_one, "/antwoord")]

    assert found_on(app, visit(person), [*every_page(app), *places, *own]) == []
    visit(person).open(at(secret), 404)
    visit(person).submit(at(secret, "/vertrouwelijk/opheffen"), 404, **{"open-why": "Zomaar."})


def test_who_is_named_reads_it(visit, secret, samira, joost):
    assert [CANARY in visit(person).open(at(secret)) for person in (samira, joost)] == [True, True]


def test_no_mail_and_no_notice_holds_a_word_of_it(secret):
    mails = db.session.scalars(select(Mail)).all()

    assert len(mails) > 2
    assert [each for each in mails if CANARY in each.subject + each.text] == []
    assert [each for each in db.session.scalars(select(Notice.text)) if CANARY in each] == []


def test_no_export_and_no_search_holds_a_word_of_it(secret, samira, joost):
    assert [CANARY in json.dumps(advice_as_data(person)) for person in (samira, joost)] == [False, False]
    tables = [name for name in inspect(db.session.connection()).get_table_names() if name.startswith("search")]
    rows = [db.session.execute(text(f"SELECT * FROM {name}")).all() for name in tables]  # noqa: S608 -- own tables
    assert (len(tables) > 0, CANARY in str(rows)) == (True, False)


def test_it_helps_with_no_other_question_not_even_for_who_reads_it(wijk, secret, teun, joost):
    other = a_question(wijk, teun, f"{CANARY} nog eens?", step_key="wijk")

    assert alike(other, again(joost)) == []


def test_it_goes_in_no_pack_without_a_yes(visit, wijk, secret, samira, joost, miriam):
    adviser = visit(joost)
    page = adviser.open("/advies/overdracht")
    assert (CANARY in page, "1 vertrouwelijk advies gaat niet vanzelf mee." in page) == (False, True)
    assert [(len(bag.open), len(bag.given), bag.confidential) for bag in pack_of(again(joost))] == [(0, 0, 1)]
    name_adviser(wijk, again(miriam), by=a_person(Role.COORDINATOR, name="Anna Vries"), **HOW)
    db.session.commit()

    visit(miriam).open(at(secret), 404)
    team = visit(samira)
    assert "Mag Miriam Post dit lezen?" in team.open(at(secret))
    team.submit(at(secret, "/nieuwe-adviseur"))

    assert CANARY in visit(miriam).open(at(secret))
    adviser.open(at(secret), 404)
    assert "Mag Miriam Post dit lezen?" not in team.open(at(secret))


def test_saying_yes_twice_is_saying_it_once(wijk, secret, samira, miriam):
    name_adviser(wijk, again(miriam), by=a_person(Role.COORDINATOR, name="Anna Vries"), **HOW)
    for _press in range(2):
        let_adviser_read(secret, again(miriam), by=again(samira), **HOW)

    told = select(Notice.cause).where(Notice.person_id == miriam.id, Notice.cause == "advice.handed")
    assert len(db.session.scalars(told).all()) == 1


def test_marking_asks_for_a_reason_and_lifting_too_and_both_are_in_the_log(visit, wijk, samira, joost, teun):
    advice = a_question(wijk, samira)
    team = visit(samira)

    refused = team.submit(at(advice, "/vertrouwelijk"), 422, people=[teun.uid], why="").text
    team.submit(at(advice, "/vertrouwelijk"), people=[teun.uid], why="Over iemand uit het team.")
    page = visit(teun).open(at(advice))
    kept = team.submit(at(advice, "/vertrouwelijk/opheffen"), 422, **{"open-why": ""}).text
    team.submit(at(advice, "/vertrouwelijk/opheffen"), **{"open-why": "Het is voorbij."})

    db.session.expire_all()
    assert "Schrijf in één zin waarom dit vertrouwelijk is." in refused
    assert ("Over iemand uit het team." in page, "Over iemand uit het team." in kept) == (True, True)
    assert (advice.visibility, advice.sensitivity) == (Visibility.NEIGHBOURHOOD, "")
    lines = select(AuditEntry.action).where(AuditEntry.action.like("advice.%confidential")).order_by(AuditEntry.seq)
    assert db.session.scalars(lines).all() == ["advice.marked_confidential", "advice.lifted_confidential"]
    assert "Het is voorbij." in visit(joost).open(at(advice))


def test_naming_others_again_takes_the_first_off(visit, wijk, samira, teun):
    advice, worker = a_question(wijk, samira), a_member(wijk, Role.SOCIAL_WORKER, name="Wil Zorg")
    team = visit(samira)
    team.submit(at(advice, "/vertrouwelijk"), people=[teun.uid], why="Over iemand.")

    team.submit(at(advice, "/vertrouwelijk"), people=[worker.uid], why="Over iemand.")

    visit(teun).open(at(advice), 404)
    visit(worker).open(at(advice))
    visit(worker).open(at(advice, "/vertrouwelijk"), 403)


def test_only_who_could_read_it_can_be_named(visit, wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    a_member(wijk, Role.KEY_PERSON, name="Sleutel Persoon")
    boss = a_person(Role.COORDINATOR, name="Anna Vries")
    form = visit(samira).open(at(advice, "/vertrouwelijk"))

    assert [name in form for name in ("Sleutel Persoon", "Anna Vries", "Miriam Post")] == [False] * 3
    visit(samira).submit(at(advice, "/vertrouwelijk"), 422, people=[boss.uid], why="Over iemand.")
    assert db.session.get(Advice, advice.id).visibility is Visibility.NEIGHBOURHOOD


def test_who_was_asked_to_take_over_keeps_reading(visit, wijk, samira, joost, miriam):
    advice = a_question(wijk, samira)
    visit(joost).submit(at(advice, "/doorgeven"), person=miriam.uid, why="Jij weet meer.")

    mark_confidential(advice, [], "Over iemand.", by=again(samira), **HOW)
    db.session.commit()

    assert "Neem jij deze vraag over?" in visit(miriam).open(at(advice))


def test_who_is_not_named_lifts_nothing(wijk, secret, teun):
    with pytest.raises(Refusal):
        lift_confidential(secret, "Zomaar.", by=again(teun), **HOW)


def test_a_neighbourhood_elsewhere_cannot_name_anybody(visit, secret):
    other = a_member(a_neighbourhood("Zandwijk"), Role.NEIGHBOURHOOD_DIRECTOR, name="Peter de Groot")

    visit(other).open(at(secret, "/vertrouwelijk"), 404)
    visit(other).submit(at(secret, "/nieuwe-adviseur"), 404)
