"""What shows how a step went: words, a figure, a photo with consent, a document; for who may see it."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select, update

from lms.accounts.enums import Role
from lms.accounts.models import Grant
from lms.accounts.queries.people import person_by_id
from lms.kernel.audit import entries
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.files import files
from lms.programme.models import TEAM_ROLES, Evidence, TeamMember
from lms.programme.policy import can_read_evidence, evidence_read_by
from lms.programme.views import evidence
from tests.factories.people import a_person
from tests.factories.programme import a_member, a_neighbourhood

STEP = "/wijken/oosterveld/stappen/team"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def worker(oosterveld):
    return a_member(oosterveld, Role.SOCIAL_WORKER)


def a_photo():
    exif = Image.Exif()
    exif[0x010E] = "kanarie-plek"
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def bring(browser, expect=303, file=None, name="foto.jpg", **told):
    data = {f"bewijs-{key}": value for key, value in told.items()}
    if file is not None:
        data["bewijs-file"] = (io.BytesIO(file), name)
    return browser.submit(f"{STEP}/bewijs", expect=expect, **data)


def kept():
    return db.session.scalars(select(Evidence)).one()


@pytest.mark.parametrize(("text", "kind"), [("Het was druk en warm.", "text"), ("12 mensen dronken koffie.", "figure")])
def test_words_and_figures_are_kept(browser, worker, text, kind):
    bring(browser.sign_in(worker), text=text)

    assert (kept().kind.value, kept().text) == (kind, text)
    assert text in browser.open(STEP)


def test_a_photo_is_kept_clean_and_small(browser, worker):
    bring(browser.sign_in(worker), file=a_photo(), consent="1")
    page, row = browser.open(STEP), kept()
    photo = browser.client.get(f"/wijken/oosterveld/bewijs/{row.uid}")
    small = browser.client.get(f"/wijken/oosterveld/bewijs/{row.uid}/klein")

    assert f"/wijken/oosterveld/bewijs/{row.uid}/klein" in page
    assert (photo.mimetype, small.mimetype) == ("image/webp", "image/webp")
    assert b"kanarie" not in photo.data
    assert len(small.data) <= 20_000


def test_a_document_is_a_download_under_its_own_name(browser, worker):
    bring(browser.sign_in(worker), file=PDF, name="verslag.exe")

    answer = browser.client.get(f"/wijken/oosterveld/bewijs/{kept().uid}")

    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=verslag.pdf"
    browser.open(f"/wijken/oosterveld/bewijs/{kept().uid}/klein", expect=404)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Schrijf iets op, of kies een foto of bestand."),
        ({"file": a_photo()}, "Staan er mensen op de foto?"),
        ({"file": a_photo()}, "Kies je foto of bestand daarna opnieuw."),
        ({"file": b"MZ gevaarlijk", "name": "foto.jpg", "consent": "1"}, "Dit bestand kunnen we niet bewaren."),
        ({"text": "Bel 06 12345678"}, "Ik heb gekeken, bewaar het zo"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(browser, worker, told, says):
    before = set(files().names())

    assert says in bring(browser.sign_in(worker), expect=422, **told).text
    assert db.session.scalars(select(Evidence)).all() == []
    assert set(files().names()) == before


def test_who_brought_it_takes_it_away_for_good(browser, oosterveld, worker):
    bring(browser.sign_in(worker), file=a_photo(), consent="1", text="Samen aan tafel")
    address = f"/wijken/oosterveld/bewijs/{kept().uid}"
    browser.sign_in(a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR)).submit(f"{address}/weg", expect=403)

    browser.sign_in(worker).submit(f"{address}/weg")

    db.session.expire_all()
    assert (kept().file, kept().thumbnail, kept().text) == (None, None, "")
    browser.open(address, expect=404)
    assert "Samen aan tafel" not in browser.open(STEP)


@pytest.mark.parametrize(
    ("role", "answer"),
    [(Role.KEY_PERSON, 404), (Role.DEPUTY_DIRECTOR, 200), (Role.COORDINATOR, 200), (Role.RESEARCHER, 404)],
)
def test_evidence_is_for_professionals_of_the_team(browser, oosterveld, worker, role, answer):
    bring(browser.sign_in(worker), file=PDF, name="verslag.pdf")
    reader = a_member(oosterveld, role) if role in TEAM_ROLES else a_person(role)

    browser.sign_in(reader).open(f"/wijken/oosterveld/bewijs/{kept().uid}", expect=answer)


@pytest.mark.parametrize("role", [*TEAM_ROLES, Role.ADVISER, Role.COORDINATOR, Role.RESEARCHER, Role.GGD_MANAGER])
def test_evidence_is_read_the_same_in_python_and_in_sql(browser, oosterveld, worker, role):
    there = a_neighbourhood("Havenbuurt")
    own = person_by_id(oosterveld.adviser_id) if role is Role.ADVISER else None
    reader = own or (a_member(oosterveld, role) if role in TEAM_ROLES else a_person(role))
    for place, by in ((oosterveld, worker), (there, worker), (there, reader)):
        row = Evidence(neighbourhood_id=place.id, card_version_id=place.card_version_id, step_key="team", by_id=by.id)
        row.kind, row.text = "text", "Iets."
        db.session.add(row)
    db.session.commit()

    by_filter = set(db.session.scalars(select(Evidence.id).where(evidence_read_by(reader))))

    everything = db.session.scalars(select(Evidence)).all()
    assert {row.id for row in everything if can_read_evidence(reader, row)} == by_filter


def test_opening_what_another_brought_is_written_in_the_log_and_opening_your_own_is_not(browser, oosterveld, worker):
    bring(browser.sign_in(worker), file=a_photo(), consent="1")
    address, thing = f"/wijken/oosterveld/bewijs/{kept().uid}", f"evidence/{kept().uid}"
    reader = a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR)

    browser.client.get(address)
    browser.sign_in(reader).client.get(address)

    assert [(line.object, line.actor_uid) for line in entries(action="evidence.look")] == [(thing, reader.uid)]


def test_who_left_the_team_during_the_upload_adds_nothing(browser, worker, monkeypatch):
    real, before = evidence._kept, set(files().names())

    def slow(form):
        file = real(form)
        member = db.session.scalars(select(TeamMember).where(TeamMember.person_id == worker.id)).one()
        db.session.execute(update(Grant).where(Grant.id == member.grant_id).values(until=now()))
        db.session.commit()
        return file

    monkeypatch.setattr(evidence, "_kept", slow)

    bring(browser.sign_in(worker), expect=404, text="kanarie", file=PDF, name="verslag.pdf")

    assert db.session.scalars(select(Evidence)).all() == []
    assert set(files().names()) == before


@pytest.mark.parametrize("page", [STEP, "/wijken/oosterveld/momenten/nieuw"])
def test_consent_for_a_photo_is_marked_so_that_the_browser_never_brings_it_back(browser, worker, page):
    ticks = re.findall(r'<input[^>]*name="(?:bewijs-)?consent"[^>]*>', browser.sign_in(worker).open(page))

    assert [" data-anew" in tick for tick in ticks] == [True]
