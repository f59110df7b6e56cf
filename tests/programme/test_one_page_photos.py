"""Photos on one A4 for the alderman, and what may change while the PDF is made."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.kernel import pictures
from lms.kernel.audit import entries
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.files import files
from lms.organisations.models import Organisation
from lms.programme.commands.uploads import put_picture
from lms.programme.models import Moment, OnePage, TeamMember
from lms.programme.views import one_page
from tests.factories.programme import a_ggd_manager, a_member, a_neighbourhood

ALT = "Een volle tafel in het buurthuis"


@pytest.fixture
def place(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(place):
    return a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")


@pytest.fixture
def moment(app, place):
    return a_moment(app, place)


def a_moment(app, place, text="We aten samen.", alt=ALT):
    drawn = io.BytesIO()
    Image.linear_gradient("L").resize((800, 600)).save(drawn, "JPEG")
    drawn.seek(0)
    with app.test_request_context():
        large, small = put_picture(pictures.clean(drawn))
    row = Moment(
        neighbourhood_id=place.id, text=text, photo=large, photo_small=small, photo_alt=alt, photo_consent=True
    )
    db.session.add(row)
    db.session.commit()
    return row


def made(browser, place, expect=303, **data):
    answer = browser.submit(f"/wijken/{place.slug}/wethouder", expect, **{"title": "Rookvrij leven", **data})
    return answer.headers["Location"] if expect == 303 else answer.text


def pages_made():
    return db.session.scalars(select(OnePage)).all()


def test_a_photo_stands_on_page_and_pdf_with_what_it_shows(browser, place, director, moment):
    browser.sign_in(director)
    assert "Met de foto erbij" in browser.open(f"/wijken/{place.slug}/wethouder")

    address = made(browser, place, moments=[moment.uid], photos=[moment.uid])
    page, pdf = browser.open(address), browser.client.get(f"{address}/pdf").data

    assert f'src="{address}/foto/{moment.uid}" alt="{ALT}"' in page
    assert browser.client.get(f"{address}/foto/{moment.uid}").mimetype == "image/webp"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert len(re.findall(rb"/Subtype\s*/Image", pdf)) == 1
    assert ALT.encode() in pdf


def test_a_photo_that_nobody_picked_stays_away(browser, place, director, moment):
    address = made(browser.sign_in(director), place, moments=[moment.uid])

    assert ALT not in browser.open(address)
    browser.open(f"{address}/foto/{moment.uid}", 404)
    assert b"/Subtype /Image" not in browser.client.get(f"{address}/pdf").data


def test_who_may_open_the_page_sees_the_photo_on_it_and_nobody_else(browser, place, director, moment):
    photo = f"{made(browser.sign_in(director), place, moments=[moment.uid], photos=[moment.uid])}/foto/{moment.uid}"

    browser.sign_in(a_ggd_manager(db.session.get_one(Organisation, place.ggd_id)))
    assert browser.client.get(photo).status_code == 200
    browser.sign_in(a_member(place, Role.KEY_PERSON)).open(photo, 403)
    browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), Role.NEIGHBOURHOOD_DIRECTOR)).open(photo, 404)


def test_a_photo_that_is_taken_away_leaves_the_page(browser, place, director, moment):
    moment.by_id = director.id
    db.session.commit()
    address = made(browser.sign_in(director), place, moments=[moment.uid], photos=[moment.uid], intro="Het gaat goed.")

    browser.submit(f"/wijken/{place.slug}/momenten/{moment.uid}/weg")

    assert ALT not in browser.open(address)
    browser.open(f"{address}/foto/{moment.uid}", 404)
    assert browser.client.get(f"{address}/pdf").status_code == 200


def test_a_photo_comes_with_its_moment_and_three_are_enough(app, browser, place, director, moment):
    many = [moment.uid, *(a_moment(app, place, f"Moment {number}.").uid for number in range(3))]
    browser.sign_in(director)

    alone = made(browser, place, 422, photos=[moment.uid], intro="Het gaat goed.")
    crowd = made(browser, place, 422, moments=many, photos=many)

    assert "Je koos een foto zonder het moment erbij." in alone
    assert "Er passen hoogstens 3 foto" in crowd
    assert pages_made() == []


def test_a_photo_without_consent_cannot_be_picked(browser, place, director, moment):
    other = Moment(neighbourhood_id=place.id, text="Zonder foto.")
    db.session.add(other)
    db.session.commit()

    made(browser.sign_in(director), place, 422, moments=[other.uid], photos=[other.uid])

    assert pages_made() == []


@pytest.mark.parametrize("data", [{}, {"title": "Alleen een titel"}], ids=["nothing", "a title"])
def test_a_page_with_nothing_on_it_is_not_made(browser, place, director, data):
    answer = browser.sign_in(director).submit(f"/wijken/{place.slug}/wethouder", 422, **data)

    assert "Kies minstens één moment of besluit, of schrijf zelf iets." in answer.text
    assert pages_made() == []


def taken_away(moment, _director):
    db.session.execute(update(Moment).where(Moment.id == moment.id).values(removed_at=now(), text="(weggehaald)"))


def photo_taken_away(moment, _director):
    db.session.execute(update(Moment).where(Moment.id == moment.id).values(photo=None, photo_small=None))


def left(_moment, director):
    member = db.session.scalars(select(TeamMember).where(TeamMember.person_id == director.id)).one()
    db.session.execute(update(Grant).where(Grant.id == member.grant_id).values(until=now()))


@pytest.mark.parametrize(
    ("meanwhile", "status", "said"),
    [
        (taken_away, 422, "Iets wat je koos, is net weggehaald."),
        (photo_taken_away, 422, "Iets wat je koos, is net weggehaald."),
        (left, 404, ""),
    ],
)
def test_what_changes_while_the_pdf_is_made_is_seen(
    browser, place, director, moment, monkeypatch, meanwhile, status, said
):
    make = one_page.pdf_of

    def slow(sheet):
        pdf = make(sheet)
        meanwhile(moment, director)
        db.session.commit()
        return pdf

    monkeypatch.setattr(one_page, "pdf_of", slow)

    page = made(browser.sign_in(director), place, status, moments=[moment.uid], photos=[moment.uid])

    assert said in page
    assert pages_made() == []


def test_who_may_no_more_when_the_pdf_is_ready_gets_none(browser, place, director, moment, monkeypatch):
    address, make = made(browser.sign_in(director), place, moments=[moment.uid]), one_page.pdf_of

    def slow(sheet):
        pdf = make(sheet)
        left(moment, director)
        db.session.commit()
        return pdf

    monkeypatch.setattr(one_page, "pdf_of", slow)

    assert browser.client.get(f"{address}/pdf").status_code == 404
    assert entries(action="one-page.export") == []


def test_a_photo_that_takes_most_room_is_named(app, browser, place, director):
    long = [a_moment(app, place, f"Moment {number}. " + "Wij spraken elkaar. " * 20).uid for number in range(12)]

    page = made(browser.sign_in(director), place, 422, moments=long, photos=long[:3])

    assert "Dit past niet op één A4. Laat iets weg: de foto bij het moment van" in page


def test_a_photo_whose_file_is_gone_leaves_its_place_empty(browser, place, director, moment):
    address = made(browser.sign_in(director), place, moments=[moment.uid], photos=[moment.uid])
    files().delete(moment.photo_small)

    assert b"/Subtype /Image" not in browser.client.get(f"{address}/pdf").data
