"""Accreditations, numbers given with consent, and the list that is handed over and logged."""

import csv
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Consent
from lms.kernel import audit
from lms.kernel.clock import AMSTERDAM, now, today
from lms.kernel.db import db
from lms.training.models.certificates import Accreditation, Handover, RegistrationNumber
from tests.factories.certificates import GRANTED, a_certificate, a_number, an_accreditation
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part

pytestmark = pytest.mark.usefixtures("database")
LIST = "/beheer/scholing/registers"
KEPT = "/beheer/scholing/accreditaties"
OWN = "/mijn-leren/registers"


@pytest.fixture
def coordinator(browser):
    person = a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf")
    browser.sign_in(person)
    return person


@pytest.fixture
def module(database):
    return a_module(a_part("wdr-1"))


def granting(module, **more):
    given = {"module_id": str(module.id), "register": "registerplein", "key": "412345", "points": "2,5"}
    return {**given, "valid_from": "2027-01-01", "valid_until": "", **more}


def test_a_coordinator_writes_down_what_a_register_accredited(browser, coordinator, module):
    page = browser.follow(browser.submit(f"{KEPT}/nieuw", **granting(module)))

    [row] = db.session.scalars(select(Accreditation))
    assert (row.module_id, row.register, row.key, str(row.points)) == (module.id, "registerplein", "412345", "2.50")
    assert (row.valid_from, row.valid_until) == (date(2027, 1, 1), None)
    assert [word for word in ("Registerplein", "412345", "2,5", "Wat doet roken?") if word not in page] == []
    assert audit.entries(action="accreditation.add")[0].actor_uid == coordinator.uid


def test_what_is_missing_or_cannot_be_is_refused_with_what_was_typed(browser, coordinator, module):
    wrong = granting(module, points="veel", valid_from="2027-05-01", valid_until="2027-04-01", key="412 (a)")

    page = browser.submit(f"{KEPT}/nieuw", expect=422, **wrong).text
    earlier = browser.submit(f"{KEPT}/nieuw", expect=422, **{**wrong, "points": "1"}).text

    assert ('value="veel"' in page, 'value="412 (a)"' in page) == (True, True)
    assert "De laatste dag ligt voor de eerste." in earlier


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"key": "   "}, "Vul het nummer in dat het register gaf."),
        ({"points": "2,555"}, "Gebruik hoogstens twee cijfers achter de komma."),
        ({"points": "0"}, "Vul een getal in van 0,01 tot en met 999."),
        ({"points": "NaN"}, "Vul een getal in van 0,01 tot en met 999."),
    ],
)
def test_no_number_of_nothing_is_kept_and_no_points_that_would_be_rounded(browser, coordinator, module, wrong, said):
    page = browser.submit(f"{KEPT}/nieuw", expect=422, **granting(module, **wrong)).text

    assert said in page
    assert db.session.scalars(select(Accreditation)).all() == []


@pytest.mark.parametrize(
    ("first", "last", "fits"), [(0, 9, False), (-20, -1, True), (10, None, True), (-9, None, False)]
)
def test_a_register_accredits_a_module_once_at_a_time(browser, coordinator, module, first, last, fits):
    day = date(2027, 6, 1)
    an_accreditation(module, valid_from=day, valid_until=day + timedelta(days=9))
    asked = {"valid_from": (day + timedelta(days=first)).isoformat()}
    asked["valid_until"] = (day + timedelta(days=last)).isoformat() if last is not None else ""

    browser.submit(f"{KEPT}/nieuw", expect=303 if fits else 422, **granting(module, **asked))


def test_a_mistake_is_mended_or_taken_away_and_old_certificates_stay(browser, coordinator, module):
    kept = an_accreditation(module)
    certificate = a_certificate(a_person(), module, accreditations=[kept.as_granted()])
    path = f"{KEPT}/{kept.uid}"

    shown = browser.open(path)
    browser.submit(path, **granting(module, key="999", valid_from="2020-01-01"))
    changed = db.session.scalars(select(Accreditation.key)).all()
    browser.submit(f"{path}/weg")

    assert ('value="412345"' in shown, f'<option selected value="{module.id}"' in shown) == (True, True)
    assert changed == ["999"]
    assert db.session.scalars(select(Accreditation)).all() == []
    assert "accreditatie 412345, punten: 2,5" in browser.open(f"/bewijs/{certificate.code}")


GIVEN = {"register": "registerplein", "number": "10203040"}


def test_a_number_is_kept_with_consent_and_goes_when_that_is_taken_back(browser):
    person = a_person(Role.SOCIAL_WORKER)
    browser.sign_in(person)
    page = browser.follow(browser.submit(OWN, **GIVEN, agreed="1"))
    [kept] = db.session.execute(select(RegistrationNumber.person_id, RegistrationNumber.number)).all()

    after = browser.follow(browser.submit(f"{OWN}/registerplein/terug"))

    assert (tuple(kept), "10203040" in page, "10203040" in after) == ((person.id, "10203040"), True, False)
    assert db.session.scalars(select(RegistrationNumber)).all() == []
    [consent] = db.session.scalars(select(Consent).where(Consent.person_id == person.id))
    assert (consent.purpose, consent.withdrawn_at is not None) == ("register-registerplein", True)
    assert "mogen mijn naam, dit nummer" in consent.wording


def test_a_register_that_never_was_is_not_there_and_one_that_left_the_list_is(browser):
    person = a_person(Role.SOCIAL_WORKER)
    db.session.add(RegistrationNumber(person_id=person.id, register="oud", number="10203040"))
    db.session.commit()
    browser.sign_in(person)

    browser.submit(f"{OWN}/verzonnen/terug", 404)
    browser.submit(f"{OWN}/oud/terug")

    assert db.session.scalars(select(RegistrationNumber)).all() == []


@pytest.mark.parametrize("wrong", [{"agreed": ""}, {"number": ""}, {"number": "=1+1"}, {"register": "geen"}])
def test_no_number_is_kept_without_consent_or_of_nothing(browser, wrong):
    browser.sign_in(a_person())

    browser.submit(OWN, expect=422, **{**GIVEN, "agreed": "1", **wrong})

    assert db.session.scalars(select(RegistrationNumber)).all() == []


@pytest.fixture
def learned(module):
    """Three who completed an accredited module: one agreed, one did not, and one's proof was withdrawn."""
    agreed = a_person(name="Dennis Kool")
    a_number(agreed, "007")
    certificate = a_certificate(agreed, module, accreditations=[GRANTED], net_minutes=100)
    a_certificate(a_person(name="Zonder Nummer"), module, accreditations=[GRANTED])
    withdrawn = a_person(name="Ingetrokken Bewijs")
    a_number(withdrawn, "555")
    a_certificate(withdrawn, module, accreditations=[GRANTED], withdrawn_at=now(), reason="Daarom.")
    elders = a_person(name="Ander Register")
    a_number(elders, "888")
    a_certificate(elders, module, accreditations=[{**GRANTED, "register": "skj"}])
    return certificate


def asked(**more):
    return {"register": "registerplein", "first": "2020-01-01", "last": today().isoformat(), **more}


def take(browser, form="csv", **more):
    return browser.submit(LIST, expect=200, vorm=form, **asked(**more))


def lines(response):
    return list(csv.reader(StringIO(response.data.decode("utf-8-sig")), delimiter=";"))


def test_the_list_holds_who_agreed_and_what_the_register_granted(browser, coordinator, learned):
    head, *rows = lines(take(browser))

    day = today().isoformat()
    assert rows == [["007", "Dennis Kool", "Wat doet roken?", "412345", day, "1,67", "2,5", learned.number, ""]]
    assert head[0] == "Registratienummer"


def test_taking_the_list_is_logged_and_marked_once(browser, coordinator, learned):
    take(browser)
    [first] = db.session.execute(select(Handover.certificate_id, Handover.register, Handover.by_id, Handover.at)).all()

    second = lines(take(browser, form="csv"))[1]

    again = db.session.execute(select(Handover.certificate_id, Handover.register, Handover.by_id, Handover.at)).all()
    assert tuple(first)[:3] == (learned.id, "registerplein", coordinator.id)
    assert (again, second[-1]) == ([first], today().isoformat())
    logged = audit.entries(action="register.hand_over")
    assert [(each.object, each.actor_uid) for each in logged] == [("register/registerplein/1", coordinator.uid)] * 2


def test_looking_hands_nothing_over_and_shows_what_was(browser, coordinator, learned):
    before = browser.open(f"{LIST}?register=registerplein&first=2020-01-01&last={today()}")
    looked = db.session.scalars(select(Handover)).all()
    take(browser)

    after = browser.open(f"{LIST}?register=registerplein&first=2020-01-01&last={today()}")

    assert looked == []
    assert ['data-label="Doorgegeven">nog niet' in page for page in (before, after)] == [True, False]
    assert "Zonder Nummer" not in before + after


def test_a_period_begins_and_ends_with_its_days_in_the_netherlands(browser, coordinator, module):
    person = a_person(name="Vlak Voor Middernacht")
    a_number(person)
    late = datetime(2026, 6, 30, 23, 59, tzinfo=AMSTERDAM)
    a_certificate(person, module, accreditations=[GRANTED], issued_at=late)

    june, july = (lines(take(browser, first=f"2026-{month}-01", last=f"2026-{month}-30"))[1:] for month in ("06", "07"))

    assert ([row[1] for row in june], july) == (["Vlak Voor Middernacht"], [])


def test_a_spreadsheet_gets_the_same_and_numbers_keep_their_zeros(browser, coordinator, learned):
    response = take(browser, form="xlsx")

    sheet = ZipFile(BytesIO(response.data)).read("xl/worksheets/sheet1.xml").decode()
    assert ">007</t>" in sheet
    assert "<v>1.67</v>" in sheet
    assert response.headers["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+31", "-1+1", "@SUM(A1)", "\tx", " =1"])
def test_a_name_that_looks_like_a_formula_is_text(browser, coordinator, module, name):
    person = a_person(name=name)
    a_number(person)
    a_certificate(person, module, accreditations=[GRANTED])

    [row] = lines(take(browser))[1:]
    sheet = ZipFile(BytesIO(take(browser, form="xlsx").data)).read("xl/worksheets/sheet1.xml").decode()

    assert row[1] == f"'{name}"
    assert "<f" not in sheet


@pytest.mark.parametrize("wrong", [{"first": ""}, {"register": "geen"}, {"first": "2027-02-01", "last": "2027-01-01"}])
def test_a_period_that_cannot_be_is_refused(browser, coordinator, wrong):
    browser.submit(LIST, expect=422, **asked(**wrong))
    query = "&".join(f"{key}={value}" for key, value in asked(**wrong).items())

    assert "Bijna klaar." in browser.open(f"{LIST}?{query}", expect=422)


def test_an_empty_list_says_what_stands_on_it(browser, coordinator):
    page = browser.open(f"{LIST}?register=skj&first=2020-01-01&last=2020-12-31")

    assert "In deze tijd is er niets door te geven." in page
