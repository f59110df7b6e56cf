"""What somebody sees of their own certificate, what everybody sees of it, and what paper says."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person, export_person
from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_uid
from lms.kernel import audit
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.training.models.certificates import Certificate, Handover, RegistrationNumber
from tests.factories.certificates import GRANTED, a_certificate, a_number
from tests.factories.people import a_person
from tests.factories.training import a_module, a_part
from tests.pdf_ua import problems_of

pytestmark = pytest.mark.usefixtures("database")
NAME = "Fatma van der Kanarie"


@pytest.fixture
def owner(browser):
    return a_person(Role.SOCIAL_WORKER, name=NAME, email="kanarie@example.org")


@pytest.fixture
def certificate(owner):
    return a_certificate(owner, a_module(a_part("wdr-1")))


def page_of(certificate):
    return f"/mijn-leren/bewijzen/{certificate.number}"


def told(html):
    """Return labels and values of the facts on a page."""
    found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", html)
    return dict(found)


def test_the_page_says_who_did_what_when_and_that_no_register_accredited_it(browser, owner, certificate):
    page = browser.sign_in(owner).open(page_of(certificate))

    assert NAME in page
    assert "rondde de module af" in page
    facts = told(page)
    assert facts["Nummer"] == certificate.number
    assert facts["Netto leertijd"] == "1 uur en 30 minuten"
    assert facts["Accreditatie"] == "nog niet geaccrediteerd"


def test_a_register_stands_there_with_its_id_points_and_the_number_of_the_owner(browser, owner):
    certificate = a_certificate(owner, a_module(a_part("wdr-1")), accreditations=[GRANTED])
    a_number(owner, "10203040")

    facts = told(browser.sign_in(owner).open(page_of(certificate)))

    assert facts["Registerplein"] == "accreditatie 412345, punten: 2,5, registratienummer 10203040"
    assert "Accreditatie" not in facts


def test_nobody_opens_the_certificate_of_somebody_else(browser, certificate):
    browser.open(page_of(certificate), expect=303)

    browser.sign_in(a_person(Role.COORDINATOR))

    browser.open(page_of(certificate), expect=404)
    browser.open(f"{page_of(certificate)}.pdf", expect=404)


def test_everybody_sees_that_it_holds_and_nothing_of_whose_it_is_but_initials(browser, owner):
    certificate = a_certificate(owner, a_module(a_part("wdr-1")), accreditations=[GRANTED])
    a_number(owner, "10203040")

    page = browser.open(f"/bewijs/{certificate.code}")

    facts = told(page)
    assert "Geldig" in page
    assert facts == {
        "Soort": "Bewijs van afronding",
        "Module": "Wat doet roken?",
        "Voorletters": "FK",
        "Nummer": certificate.number,
        "Versie": "1.0",
        "Datum": facts["Datum"],
        "Netto leertijd": "1 uur en 30 minuten",
        "Registerplein": "accreditatie 412345, punten: 2,5",
    }
    assert [word for word in ("Kanarie", "Fatma", "kanarie@", "10203040", owner.uid) if word in page] == []


def test_nobody_keeps_or_lists_the_answer(browser, certificate):
    for code in (certificate.code, "bestaatniet23456"):
        headers = browser.client.get(f"/bewijs/{code}").headers
        assert (headers["Cache-Control"], headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_a_code_that_nobody_knows_is_answered_in_the_same_way_with_as_many_questions(browser, certificate, statements):
    with statements(1):
        known = browser.open(f"/bewijs/{certificate.code}")
    with statements(1):
        unknown = browser.open("/bewijs/bestaatniet23456", expect=404)

    heads = [re.search(r"<h1.*?</h1>", page, re.DOTALL)[0] for page in (known, unknown)]
    assert heads[0] == heads[1]
    assert "We kennen geen bewijs met deze code." in unknown


def test_one_that_is_over_says_so(browser, owner, certificate):
    module = a_module(a_part("b-1"), uid="b", slug="b")
    over = a_certificate(owner, module, valid_until=today() - timedelta(days=1))
    last_day = a_certificate(a_person(), module, valid_until=today())

    page = browser.open(f"/bewijs/{over.code}")

    assert "Verlopen. Dit bewijs was geldig tot en met" in page
    assert "Geldig." in browser.open(f"/bewijs/{last_day.code}")


@pytest.fixture
def coordinator(certificate):
    return a_person(Role.COORDINATOR, name="Hanneke Dijkgraaf")


WHY = "Iemand anders maakte de toets."


def withdraw(browser, certificate, reason=WHY, expect=303):
    return browser.submit(f"/beheer/scholing/bewijzen/{certificate.number}", expect=expect, reason=reason)


def test_a_coordinator_withdraws_it_with_a_reason_that_only_the_owner_reads(browser, owner, certificate, coordinator):
    browser.sign_in(coordinator)
    page = browser.follow(withdraw(browser, certificate))

    public = browser.open(f"/bewijs/{certificate.code}")
    own = browser.sign_in(owner).open(page_of(certificate))

    assert "Ingetrokken op" in page
    assert ("Ingetrokken op" in public, WHY in public, "Geldig" in told(public)) == (True, False, False)
    assert WHY in own
    [notice] = db.session.scalars(select(Notice).where(Notice.person_id == owner.id))
    assert (notice.url, certificate.number in notice.text) == (page_of(certificate), True)
    assert audit.entries(action="certificate.withdraw")[0].object == f"certificate/{certificate.number}"


def test_no_reason_is_no_withdrawal(browser, certificate, coordinator):
    browser.sign_in(coordinator)

    withdraw(browser, certificate, reason=" ", expect=422)

    assert db.session.get_one(Certificate, certificate.id).withdrawn_at is None


def test_withdrawing_twice_keeps_the_first_reason_and_a_mistake_can_be_undone(browser, certificate, coordinator):
    browser.sign_in(coordinator)
    withdraw(browser, certificate)

    withdraw(browser, certificate, reason="Toch iets anders.", expect=422)
    kept = db.session.get_one(Certificate, certificate.id).reason
    browser.submit(f"/beheer/scholing/bewijzen/{certificate.number}/terug")

    assert kept == WHY
    assert "Geldig." in browser.open(f"/bewijs/{certificate.code}")


def test_a_certificate_is_found_by_the_number_that_stands_on_it(browser, certificate, coordinator):
    browser.sign_in(coordinator)
    find = "/beheer/scholing/bewijzen"

    spaced = certificate.number.lower().replace("-", "- ")
    response = browser.client.get(find, query_string={"nummer": spaced})

    assert (response.status_code, response.headers["Location"]) == (302, f"{find}/{certificate.number}")
    assert "We kennen geen bewijs met dit nummer." in browser.open(f"{find}?nummer=KW-2026-00000000", expect=404)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_nobody_else_keeps_proof(browser, certificate, role):
    browser.sign_in(a_person(role))

    withdraw(browser, certificate, expect=403)
    for path in ("bewijzen", "registers", "accreditaties", "accreditaties/nieuw"):
        browser.open(f"/beheer/scholing/{path}", expect=403)


def test_the_pdf_is_for_everybody_whatever_it_says(browser, owner):
    module = a_module(a_part("wdr-1"))
    withdrawn = {"withdrawn_at": now(), "reason": WHY, "valid_until": date(2020, 1, 1)}
    plain = a_certificate(owner, module)
    full = a_certificate(
        owner, a_module(a_part("b-1"), uid="b", slug="b"), accreditations=[GRANTED, GRANTED], **withdrawn
    )
    browser.sign_in(owner)

    files = [browser.client.get(f"{page_of(each)}.pdf") for each in (plain, full)]

    assert [(each.status_code, each.mimetype) for each in files] == [(200, "application/pdf")] * 2
    assert [problems_of(each.data) for each in files] == [[], []]


def test_a_name_in_signs_that_no_letter_has_still_gives_a_pdf(browser):
    owner = a_person(name="\N{CJK UNIFIED IDEOGRAPH-4E2D} Li")
    certificate = a_certificate(owner, a_module(a_part("wdr-1")))

    file = browser.sign_in(owner).client.get(f"{page_of(certificate)}.pdf")

    assert problems_of(file.data) == []


def test_who_is_erased_takes_the_proof_along_and_the_check_page_knows_it_no_more(browser, owner, certificate):
    a_number(owner)
    coordinator = a_person(Role.COORDINATOR)
    db.session.add(Handover(certificate_id=certificate.id, register="registerplein", by_id=coordinator.id))
    db.session.commit()

    erase_person(person_by_uid(owner.uid))
    db.session.commit()

    assert "We kennen geen bewijs met deze code." in browser.open(f"/bewijs/{certificate.code}", expect=404)
    left = [db.session.scalars(select(table)).all() for table in (Certificate, Handover, RegistrationNumber)]
    assert left == [[], [], []]


def test_a_coordinator_who_is_erased_leaves_what_others_have(browser, owner, certificate, coordinator):
    browser.sign_in(coordinator)
    withdraw(browser, certificate)
    db.session.add(Handover(certificate_id=certificate.id, register="skj", by_id=coordinator.id))
    db.session.commit()

    erase_person(person_by_uid(coordinator.uid))
    db.session.commit()
    db.session.expire_all()

    kept = db.session.get_one(Certificate, certificate.id)
    assert (kept.withdrawn_by_id, kept.reason) == (None, WHY)
    assert db.session.scalars(select(Handover.by_id)).all() == [None]


def test_what_is_kept_of_proof_is_all_in_the_download_of_personal_data(owner, certificate):
    a_number(owner, "kanarie-nummer")
    db.session.add(Handover(certificate_id=certificate.id, register="registerplein"))
    db.session.commit()

    data = export_person(person_by_uid(owner.uid))["certificates"]

    assert data["certificates"][0]["number"] == certificate.number
    assert data["registration_numbers"][0]["number"] == "kanarie-nummer"
    assert data["handed_over"][0]["register"] == "registerplein"
