"""Zo ging het: one tap and one sentence, read by everybody only after a yes and a look."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Role
from lms.accounts.models import Anonymous, Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.toolkit.enums import ItemStatus, ReportState, Result
from lms.toolkit.models import ItemReport
from lms.toolkit.policy import can_read_report, reports_read_by
from lms.toolkit.queries.reports import experience_of
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import a_report, an_item

ITEM = "/toolkit/halen-en-brengen"
FORM, LIST, DESK = f"{ITEM}/ervaring", f"{ITEM}/ervaringen", "/beheer/toolkit/ervaringen"
KEY, TIMES = "k" * 24, 4


@pytest.fixture
def item(database):
    made = an_item("halen-en-brengen")
    db.session.commit()
    return made


@pytest.fixture
def place(item):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR)


def tell(browser, expect=303, **given):
    return browser.submit(FORM, expect, **{"result": "failed", "sentence": "Er kwam niemand.", **given})


def the_report():
    return db.session.scalars(select(ItemReport)).one()


def causes(person):
    return [row.cause for row in db.session.scalars(select(Notice).where(Notice.person_id == person.id))]


def withdrawn(item):
    item.status, item.withdrawn_at = ItemStatus.WITHDRAWN, now()
    db.session.commit()


def test_one_tap_leads_to_one_field_with_the_neighbourhood_filled_in(browser, place, director):
    page = browser.sign_in(director).open(f"{FORM}?hoe=niet")

    assert re.search(r'value="failed" checked', page)
    assert re.search(rf'<option selected value="{place.id}">Oosterveld', page)
    answer = tell(browser, neighbourhood=str(place.id))
    assert "Er kwam niemand." in browser.follow(answer)
    told = the_report()
    assert (told.result, told.number, told.neighbourhood_id) == (Result.FAILED, 1, place.id)
    assert (told.state, told.consent) == (ReportState.INSIDE, False)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("Bel Joop op 06 12345678", "een telefoonnummer"),
        ("Mail joop@voorbeeld.nl", "een e-mailadres"),
        ("Haar nummer is 111222333", "een burgerservicenummer"),
    ],
)
def test_a_report_with_personal_data_is_stopped_with_a_kind_sentence(browser, director, words, what):
    refused = tell(browser.sign_in(director), 422, sentence=words, happened=words).text

    assert f"Staat hier {what}? Haal dat liever weg, of vink aan dat het goed is." in refused
    assert refused.count(f"{words}</textarea>") == 2
    assert db.session.scalars(select(ItemReport)).all() == []
    tell(browser, sentence=words, sure="1")
    assert the_report().sentence == words


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"result": ""}, "Kies hoe het ging. Niet gelukt is ook goed om te weten."),
        ({"sentence": " "}, "Schrijf in één zin hoe het ging."),
        ({"sentence": "a" * 301}, "Je tekst is te lang. Er passen 300 tekens."),
        ({"adapted": "a" * 1001}, "Je tekst is te lang. Er passen 1000 tekens."),
        ({"neighbourhood": "999"}, "Kies een wijk waar je zelf bij hoort."),
    ],
)
def test_what_is_missing_is_said(browser, director, given, says):
    assert says in tell(browser.sign_in(director), 422, **given).text


def test_a_report_of_a_neighbourhood_of_others_is_refused(browser, director):
    there = a_neighbourhood("Havenbuurt")

    refused = tell(browser.sign_in(director), 422, neighbourhood=str(there.id))

    assert "Kies een wijk waar je zelf bij hoort." in refused.text


def test_a_form_sent_twice_is_one_report(browser, director):
    browser.sign_in(director)

    first, again = (tell(browser, form_key=KEY, consent="1") for _time in range(2))

    assert first.location == again.location == f"{LIST}/{the_report().uid}"


def test_a_form_that_comes_again_with_other_words_loses_neither(browser, director):
    browser.sign_in(director)
    tell(browser, form_key=KEY, sentence="Iedereen kwam.")

    again = tell(browser, 422, form_key=KEY, sentence="Niemand kwam.")

    assert ("Iedereen kwam." in again.text, "Niemand kwam." in again.text) == (True, True)
    assert the_report().sentence == "Iedereen kwam."
    assert KEY not in again.text


@pytest.mark.races
def test_a_form_sent_twice_at_once_is_one_report(app, director):
    desks = [Browser(app).sign_in(director) for _time in range(TIMES)]
    given = {"result": "worked", "sentence": "Iedereen kwam.", "form_key": KEY}
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda desk: desk.client.post(FORM, data=given).status_code, desks))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(ItemReport)) == 1


def test_nobody_reads_words_without_a_yes_and_a_look(browser, app, place, director):
    editor = a_person(Role.EDITOR)
    tell(browser.sign_in(director), sentence="Kanarie één.", neighbourhood=str(place.id))
    tell(browser, sentence="Kanarie twee.", neighbourhood=str(place.id), consent="1")
    uid = db.session.scalar(select(ItemReport.uid).where(ItemReport.consent))
    visitor = Browser(app)

    assert "Kanarie" not in visitor.open(LIST)
    desk = browser.sign_in(editor).open(DESK)
    assert ("Kanarie twee." in desk, "Kanarie één." in desk) == (True, False)
    browser.submit(f"{DESK}/{uid}/zet-op-de-site")

    page = visitor.open(LIST)
    assert ("Kanarie twee." in page, "Kanarie één." in page, "Oosterveld" in page) == (True, False, True)
    assert director.name not in page
    assert (causes(editor), causes(director)) == (["toolkit_report_to_check"], ["toolkit_report_checked"])


def test_what_stays_inside_comes_back_to_its_writer_with_a_kind_reason(browser, app, item, director):
    report = a_report(item, director, state=ReportState.WAITING)
    browser.sign_in(a_person(Role.COORDINATOR))

    missing = browser.submit(f"{DESK}/{report.uid}", 422, why="").text
    browser.submit(f"{DESK}/{report.uid}", why="Je herkent de kapper. Schrijf het zonder, dan kan het wel.")

    assert "Schrijf in één of twee zinnen waarom." in missing
    assert "Je herkent de kapper." in browser.sign_in(director).open(f"{LIST}/{report.uid}")
    assert causes(director) == ["toolkit_report_checked"]
    assert report.sentence not in Browser(app).open(LIST)


def test_nobody_looks_at_what_they_wrote_themselves(browser, item):
    editor = a_person(Role.EDITOR)
    report = a_report(item, editor, state=ReportState.WAITING)

    assert "Dit schreef je zelf. Iemand anders kijkt ernaar." in browser.sign_in(editor).open(DESK)
    browser.submit(f"{DESK}/{report.uid}/zet-op-de-site", 403)


def test_what_somebody_else_decided_is_not_decided_again(browser, item, director):
    report = a_report(item, director, state=ReportState.WAITING)
    browser.sign_in(a_person(Role.EDITOR)).submit(f"{DESK}/{report.uid}", why="Te herkenbaar.")

    refused = browser.submit(f"{DESK}/{report.uid}/zet-op-de-site", 422)

    assert "Hier is al naar gekeken, of de schrijver haalde het weg." in refused.text
    assert the_report().state is ReportState.INSIDE


@pytest.mark.parametrize("role", [Role.ADVISER, Role.RESEARCHER, Role.ADMINISTRATOR, Role.DESIGNER])
def test_only_editors_and_coordinators_look(browser, item, director, role):
    report = a_report(item, director, state=ReportState.WAITING)
    browser.sign_in(a_person(role))

    browser.open(DESK, 403)
    browser.open(f"{DESK}/{report.uid}", 404)


def test_the_writer_says_yes_later_and_takes_the_yes_back(browser, app, item, director):
    report = a_report(item, director, state=ReportState.INSIDE)
    here = f"{LIST}/{report.uid}"
    browser.sign_in(director)

    assert "Laat ook anderen dit lezen" in browser.open(here)
    browser.submit(f"{here}/delen", ja="1")
    Browser(app).sign_in(a_person(Role.EDITOR)).submit(f"{DESK}/{report.uid}/zet-op-de-site")
    assert report.sentence in Browser(app).open(LIST)
    browser.submit(f"{here}/delen", ja="0")

    assert report.sentence not in Browser(app).open(LIST)
    db.session.refresh(report)
    assert (report.state, report.consent, report.checked_at) == (ReportState.INSIDE, False, None)


def test_the_writer_takes_back_what_was_told_and_nobody_else_does(browser, app, item, director):
    report = a_report(item, director, state=ReportState.PUBLIC, sentence="Kanarie.")
    away = f"{LIST}/{report.uid}/weg"
    browser.sign_in(a_person(Role.COORDINATOR)).submit(away, 403)

    assert "Kanarie." in browser.sign_in(director).open(away)
    browser.submit(away)

    db.session.refresh(report)
    assert (report.sentence, report.removed_at is None) == ("(weggehaald)", False)
    assert experience_of(item, Anonymous()).number == 0
    assert "Kanarie" not in Browser(app).open(LIST)
    browser.open(f"{LIST}/{report.uid}", 404)


def test_the_database_refuses_what_is_public_without_a_yes(item, director):
    with pytest.raises(IntegrityError):
        a_report(item, director, state=ReportState.PUBLIC, consent=False)


def test_what_was_withdrawn_meanwhile_keeps_what_was_typed(browser, item, director):
    browser.sign_in(director)
    withdrawn(item)

    refused = tell(browser, 422, sentence="Kanarie.").text

    assert "Dit staat niet meer in de toolkit." in refused
    assert "Kanarie.</textarea>" in refused
    browser.open(FORM, 403)


def test_reports_on_what_was_withdrawn_can_still_be_read(browser, item, director):
    a_report(item, director, state=ReportState.PUBLIC, sentence="Kanarie.")
    withdrawn(item)

    page = browser.open(LIST)

    assert "Kanarie." in page
    assert "Deel jouw ervaring" not in page


def test_nobody_tells_of_a_draft(browser, director):
    an_item("nog-niet", published=False)
    db.session.commit()
    browser.sign_in(director)

    browser.open("/toolkit/nog-niet/ervaring", 404)
    browser.open("/toolkit/nog-niet/ervaringen", 404)


def test_who_is_not_signed_in_is_asked_to_and_comes_back(browser, item):
    assert f"{FORM}" in browser.open(LIST)
    answer = browser.client.get(FORM)

    assert (answer.status_code, "/inloggen?next=" in answer.location) == (303, True)


@pytest.mark.parametrize(
    "role", [None, Role.SOCIAL_WORKER, Role.KEY_PERSON, Role.ADVISER, Role.EDITOR, Role.RESEARCHER]
)
def test_reports_are_read_the_same_in_python_and_in_sql(item, place, role):
    writer, there = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR), a_neighbourhood("Havenbuurt")
    reader = Anonymous()
    if role in (Role.SOCIAL_WORKER, Role.KEY_PERSON):
        reader = a_member(place, role)
    elif role is not None:
        reader = person_by_id(place.adviser_id) if role is Role.ADVISER else a_person(role)
    rows = [
        a_report(item, by, state=state, neighbourhood=here)
        for state in ReportState
        for here in (place, there, None)
        for by in (writer, None if reader.id is None else reader)
    ]
    rows.append(a_report(item, writer, state=ReportState.INSIDE, neighbourhood=place, removed_at=now()))

    by_filter = set(db.session.scalars(select(ItemReport.id).where(reports_read_by(reader))))

    assert {row.id for row in rows if can_read_report(reader, row)} == by_filter


def test_an_editor_reads_the_words_and_not_the_name_of_a_place_that_did_not_say_yes(browser, item, place, director):
    a_report(item, director, state=ReportState.INSIDE, neighbourhood=place, sentence="Kanarie.")

    page = browser.sign_in(a_person(Role.EDITOR)).open(LIST)

    assert ("Kanarie." in page, "Oosterveld" in page) == (True, False)
    assert "Oosterveld" in browser.sign_in(director).open(LIST)


def test_a_result_is_read_on_its_own_and_long_lists_are_paged(browser, item, director):
    for number in range(24):
        a_report(item, director, state=ReportState.PUBLIC, sentence=f"Kanarie {number:02}.")
    a_report(item, director, state=ReportState.PUBLIC, result=Result.FAILED, sentence="Mislukt.")

    first = browser.open(f"{LIST}?hoe=gelukt")
    more = re.search(r'href="([^"]*voor=\d+)"', first).group(1).replace("&amp;", "&")
    second = browser.open(more)

    assert ("Kanarie 20." in first, "Kanarie 00." in first, "Mislukt." in first) == (True, False, False)
    assert ("Kanarie 00." in second, "Kanarie 20." in second) == (True, False)
    assert "Mislukt." in browser.open(f"{LIST}?hoe=niet")


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_the_same_number_of_questions(browser, item, place, director, statements, many):
    for _number in range(many):
        a_report(item, director, state=ReportState.PUBLIC, neighbourhood=place)
        waiting = a_report(item, director, state=ReportState.WAITING, neighbourhood=place)
    browser.sign_in(a_person(Role.EDITOR))

    # the person; the item, its reports, how often, the newest
    for path, number in ((LIST, 5), (DESK, 2), (f"{DESK}/{waiting.uid}", 2), (f"{LIST}/{waiting.uid}", 2), (FORM, 2)):
        browser.open(path)
        with statements(number):
            browser.open(path)
