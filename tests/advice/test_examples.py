"""Good examples and recent developments: with source and date, offered where step and theme match, marked when old."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.advice.models import GoodExample
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Theme
from tests.browser import Browser
from tests.factories.advice import a_question
from tests.factories.people import a_person
from tests.factories.programme import a_member

NEW = "/advies/voorbeelden/nieuw"


@pytest.fixture
def visit(app):
    return lambda person=None: Browser(app).sign_in(person) if person else Browser(app)


def told(**more):
    days = {"dated_on": today() - timedelta(days=30), "check_by": today() + timedelta(days=365)}
    said = {"kind": "practice", "title": "Koffie zonder rook", "publisher": "RIVM", "step": "wijk", "theme": ""}
    said |= {"text": "Zet koffie.", "address": "https://www.rivm.example/koffie"} | days | more
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in said.items()}


def kept():
    return db.session.scalars(select(GoodExample).order_by(GoodExample.id)).all()


def grow_old():
    db.session.execute(update(GoodExample).values(check_by=today() - timedelta(days=1)))
    db.session.commit()


def test_it_is_offered_beside_answering_and_beside_the_step(visit, wijk, samira, joost):
    advice = a_question(wijk, samira, step_key="wijk")
    elsewhere = a_question(wijk, samira, step_key="doen")
    adviser, director = visit(joost), visit(samira)
    adviser.submit(NEW, **told())

    pages = [adviser.open(f"/advies/{each.number}/antwoord") for each in (advice, elsewhere)]
    steps = [director.open(f"/wijken/{wijk.slug}/stappen/{key}") for key in ("wijk", "doen")]

    assert ["Koffie zonder rook" in page for page in pages + steps] == [True, False, True, False]
    assert ("RIVM" in pages[0], "kan oud zijn" in pages[0]) == (True, False)


def test_by_theme_it_is_offered_too(visit, wijk, samira, joost):
    theme = db.session.scalars(select(Theme).where(Theme.key == "thema-2")).one()
    advice = a_question(wijk, samira, theme=theme)
    adviser = visit(joost)
    adviser.submit(NEW, **told(step="", theme="thema-2"))

    assert "Koffie zonder rook" in adviser.open(f"/advies/{advice.number}/antwoord")


def test_after_its_day_it_is_marked_everywhere(visit, wijk, samira, joost):
    advice = a_question(wijk, samira, step_key="wijk")
    adviser = visit(joost)
    adviser.submit(NEW, **told())
    grow_old()

    assert "Nakijken sinds" in adviser.open("/advies/voorbeelden")
    assert "kan oud zijn" in adviser.open(f"/advies/{advice.number}/antwoord")
    assert "kan oud zijn" in visit(samira).open(f"/wijken/{wijk.slug}/stappen/wijk")
    adviser.submit(f"/advies/voorbeelden/{kept()[0].uid}", **told())
    assert "Nakijken sinds" not in adviser.open("/advies/voorbeelden")


def test_a_coordinator_changes_it_and_takes_it_away(visit, wijk, joost):
    adviser, boss = visit(joost), visit(a_person(Role.COORDINATOR, name="Anna Vries"))
    adviser.submit(NEW, **told(theme="thema-2"))
    uid = kept()[0].uid
    form = boss.open(f"/advies/voorbeelden/{uid}")

    boss.submit(f"/advies/voorbeelden/{uid}", **told(title="Thee zonder rook"))
    changed = adviser.open("/advies/voorbeelden")
    boss.submit(f"/advies/voorbeelden/{uid}/weg")

    assert ('<option selected value="thema-2">' in form, "Thee zonder rook" in changed) == (True, True)
    assert "Thee zonder rook" not in adviser.open("/advies/voorbeelden")
    adviser.submit(NEW, **told())
    db.session.expire_all()
    assert [(each.title, each.retired_at) for each in kept()] == [("Koffie zonder rook", None)]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"address": "zomaar iets"}, "geen webadres"),
        ({"address": "javascript:alert(1)"}, "geen webadres"),
        ({"publisher": ""}, "Vul in van wie het komt."),
        ({"dated_on": today() + timedelta(days=2)}, "moet nog komen"),
        ({"check_by": today()}, "Kies een dag die nog komt."),
    ],
)
def test_without_source_or_date_it_is_not_kept(visit, wijk, joost, wrong, says):
    page = visit(joost).submit(NEW, 422, **told(**wrong)).text

    assert (says in page, "Koffie zonder rook" in page, kept()) == (True, True, [])


def test_the_same_address_is_kept_once(visit, wijk, joost, miriam):
    for _press in range(2):
        visit(joost).submit(NEW, **told())

    refused = visit(miriam).submit(NEW, 422, **told(title="Anders")).text

    assert ("staat er al" in refused, len(kept())) == (True, 1)


@pytest.mark.parametrize("role", [Role.DEPUTY_DIRECTOR, Role.SOCIAL_WORKER])
def test_a_team_reads_and_keeps_nothing(visit, wijk, joost, role):
    visit(joost).submit(NEW, **told())
    member = visit(a_member(wijk, role, name="Iemand Anders"))

    assert "Koffie zonder rook" in member.open("/advies/voorbeelden")
    member.open(NEW, 403)
    member.open(f"/advies/voorbeelden/{kept()[0].uid}", 404)
    visit(a_member(wijk, Role.RESIDENT, name="Bewoner")).open("/advies/voorbeelden", 403)
