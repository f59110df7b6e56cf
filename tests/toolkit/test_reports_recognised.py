"""A number or an address in what somebody told: who looks is warned, and a number is never public."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.enums import ReportState
from lms.toolkit.models import ItemReport
from tests.browser import Browser
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import a_report, an_item

ITEM, DESK = "/toolkit/halen-en-brengen", "/beheer/toolkit/ervaringen"
STOPPED, LOOK, PUT = "Dit kan zo niet op de site.", "Kijk hier goed naar.", "Zet op de site"


@pytest.fixture
def item(database):
    return an_item("halen-en-brengen")


@pytest.fixture
def director(item):
    return a_member(a_neighbourhood("Oosterveld"), Role.NEIGHBOURHOOD_DIRECTOR)


@pytest.fixture
def editor(app):
    return Browser(app).sign_in(a_person(Role.EDITOR))


@pytest.mark.parametrize(
    ("field", "words", "what"),
    [
        ("sentence", "Bel Truus op 06-12345678.", "06-12345678"),
        ("next_time", "Mail truus@voorbeeld.nl.", "truus@voorbeeld.nl"),
        ("happened", "Zij woont op 1234 AB.", "1234 AB"),
    ],
)
def test_what_its_writer_said_is_fine_is_shown_to_who_looks_and_is_never_public(
    app, browser, director, editor, field, words, what
):
    told = {"result": "worked", "sentence": "Het ging goed.", "consent": "1", "sure": "1", field: words}
    browser.sign_in(director).submit(f"{ITEM}/ervaring", **told)
    report = db.session.scalars(select(ItemReport)).one()
    here = f"{DESK}/{report.uid}"

    for page in (editor.open(DESK), editor.open(here)):
        assert (STOPPED in page, f'<b lang="nl">{what}</b>' in page, PUT in page) == (True, True, False)
    refused = editor.submit(f"{here}/zet-op-de-site", 422).text

    assert f"Dit kan niet op de site, want er staat: {what}." in refused
    assert words not in Browser(app).open(f"{ITEM}/ervaringen")
    db.session.refresh(report)
    assert report.state is ReportState.WAITING


def test_a_street_is_pointed_out_and_may_be_that_of_the_community_centre(item, director, editor):
    report = a_report(item, director, state=ReportState.WAITING, sentence="In het buurthuis, Kerkstraat 12.")

    page = editor.open(f"{DESK}/{report.uid}")
    editor.submit(f"{DESK}/{report.uid}/zet-op-de-site")

    assert (STOPPED in page, LOOK in page, '<b lang="nl">Kerkstraat 12</b>' in page, PUT in page) == (
        False,
        True,
        True,
        True,
    )
    db.session.refresh(report)
    assert report.state is ReportState.PUBLIC


def test_what_names_nothing_goes_without_a_warning(item, director, editor):
    report = a_report(item, director, state=ReportState.WAITING)

    for page in (editor.open(DESK), editor.open(f"{DESK}/{report.uid}")):
        assert (STOPPED in page, LOOK in page, PUT in page) == (False, False, True)
