"""Telling a moment: two sentences or a minute of voice, once, and only for who may read it."""

import io
from base64 import b64decode
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from lms.accounts.enums import Role
from lms.kernel.audit import entries
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.files import files
from lms.kernel.refusal import Refusal
from lms.programme.commands.own import forget_person
from lms.programme.commands.uploads import forget_waiting_uploads, keep_recording
from lms.programme.models import KeptUpload, Moment, MomentChip
from lms.programme.queries.own import kept_of
from lms.programme.signals import moment_recorded
from tests.factories.programme import a_member, a_neighbourhood

KEY = "k" * 24
VOICE = b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"\0" * 500


@pytest.fixture
def place(database):
    for name in list(files().names()):
        files().delete(name)
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def member(place):
    return a_member(place, Role.SOCIAL_WORKER)


def told():
    return db.session.scalars(select(Moment).order_by(Moment.id)).all()


def a_moment(place, by, text="Koffie op het plein.", **more):
    moment = Moment(neighbourhood_id=place.id, by_id=by.id, text=text, **more)
    db.session.add(moment)
    db.session.commit()
    return moment


def a_photo():
    out = io.BytesIO()
    picture = Image.new("RGB", (400, 300), "orange")
    exif = picture.getexif()
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 0.0)
    picture.save(out, "JPEG", exif=exif)
    return io.BytesIO(out.getvalue())


def send(browser, place, expect=303, **data):
    return browser.submit(
        f"/wijken/{place.slug}/momenten/nieuw", expect, **{"form_key": KEY, "text": "Koffie.", **data}
    )


def test_two_sentences_are_a_moment_that_is_announced_and_a_sign_of_life(app, browser, place, member):
    heard = []
    moment_recorded.connect(lambda _app, **facts: heard.append(facts), sender=app, weak=False)

    answer = send(
        browser.sign_in(member), place, text="Twee buren kwamen langs.\nEén bleef.", chips=["les", "stap:wijk"]
    )

    (moment,) = told()
    chips = db.session.scalars(select(MomentChip).order_by(MomentChip.kind)).all()
    assert (moment.text, moment.by_id) == ("Twee buren kwamen langs.\nEén bleef.", member.id)
    assert [(chip.kind, chip.key, chip.label) for chip in chips] == [
        ("les", "", "Een les die we leerden"),
        ("stap", "wijk", "3. Stap wijk"),
    ]
    assert [each["moment"].uid for each in heard] == [moment.uid]
    db.session.refresh(place)
    assert place.last_sign_at is not None
    assert "Twee buren kwamen langs." in browser.follow(answer)


def test_silence_is_refused_with_the_photo_still_there(browser, place, member):
    page = send(browser.sign_in(member), place, 422, text=" ", photo=(a_photo(), "x.jpg")).text

    assert "Schrijf op wat er gebeurde, of spreek het in." in page
    assert "Vraag het hun eerst." in page
    assert "Je foto is er nog." in page
    assert told() == []


def test_a_recording_survives_a_refusal_and_is_not_asked_again(browser, place, member):
    browser.sign_in(member)
    page = send(
        browser, place, 422, text="Bel Ron op 06 12345678.", recording=(io.BytesIO(VOICE), "a"), seconds="12"
    ).text
    assert "Staat hier een telefoonnummer?" in page
    assert "Je opname van 12 seconden is er nog." in page

    send(browser, place, text="Bel Ron op 06 12345678.", sure="1")

    (moment,) = told()
    assert (moment.recording_seconds, files().exists(moment.recording)) == (12, True)
    assert db.session.scalar(select(func.count()).select_from(KeptUpload)) == 0


@pytest.mark.parametrize("words", ["mail anna@example.org", "haar nummer is 111222333", "06-12345678"])
def test_what_looks_like_somebodys_number_or_address_is_asked_about_first(browser, place, member, words):
    page = send(browser.sign_in(member), place, 422, text=words).text

    assert "Haal dat liever weg, of vink aan" in page
    assert "Ik heb gekeken, bewaar het zo" in page
    assert words in page
    assert told() == []


def test_a_photo_is_kept_without_the_place_where_it_was_taken(browser, place, member):
    send(browser.sign_in(member), place, photo=(a_photo(), "x.jpg"), consent="1", photo_alt="Een plein")

    (moment,) = told()
    for name in (moment.photo, moment.photo_small):
        with files().open(name) as stored, Image.open(stored) as picture:
            assert (picture.format, dict(picture.getexif())) == ("WEBP", {})


@pytest.mark.parametrize(
    ("field", "content", "said"),
    [
        ("photo", b"<svg onload=alert(1)>", "Dit is geen foto die we kunnen laten zien."),
        ("recording", b"<html>", "Dit is geen opname die we kunnen afspelen."),
    ],
)
def test_what_is_no_photo_or_recording_is_refused_with_a_sentence(browser, place, member, field, content, said):
    page = send(browser.sign_in(member), place, 422, consent="1", **{field: (io.BytesIO(content), "x")}).text

    assert said in page
    assert told() == []
    assert list(files().names()) == []


def test_a_recording_that_is_too_large_is_refused_and_not_kept(app, place, member):
    long = io.BytesIO(VOICE + b"\0" * 2_000_001)

    with app.test_request_context(), pytest.raises(Refusal, match="Houd het op één minuut"):
        keep_recording(long, form_key=KEY, by=member, seconds=59)

    assert list(files().names()) == []


def test_a_chip_that_nobody_offers_is_refused(browser, place, member):
    page = send(browser.sign_in(member), place, 422, chips=["advies:12345678"]).text

    assert "Een van de keuzes bestaat niet meer." in page
    assert told() == []


def test_what_was_spoken_is_played_in_pieces_and_kept_by_nobody_in_between(browser, place, member):
    send(browser.sign_in(member), place, text="", recording=(io.BytesIO(VOICE), "a"))
    address = f"/wijken/{place.slug}/momenten/{told()[0].uid}/geluid"

    whole, piece = browser.client.get(address), browser.client.get(address, headers={"Range": "bytes=0-1"})

    assert (whole.status_code, whole.data, whole.mimetype) == (200, VOICE, "audio/webm")
    assert (piece.status_code, piece.data) == (206, VOICE[:2])
    assert piece.headers["Content-Range"] == f"bytes 0-1/{len(VOICE)}"
    assert piece.headers["Cache-Control"] == "private, no-cache"
    assert piece.headers["X-Content-Type-Options"] == "nosniff"
    assert entries(action="moment.listen") == []  # one's own voice


def test_listening_to_somebody_else_is_logged_once_however_many_pieces(browser, place, member):
    send(browser.sign_in(member), place, text="", recording=(io.BytesIO(VOICE), "a"))
    (moment,) = told()
    director = a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani")
    browser.sign_in(director)

    for piece in ("bytes=0-1", "bytes=0-", "bytes=100-200"):
        browser.client.get(f"/wijken/{place.slug}/momenten/{moment.uid}/geluid", headers={"Range": piece})

    assert [(line.object, line.actor_uid) for line in entries(action="moment.listen")] == [
        (f"moment/{moment.uid}", director.uid)
    ]


def test_who_told_it_takes_it_away_with_its_files(app, browser, place, member):
    send(browser.sign_in(member), place, recording=(io.BytesIO(VOICE), "a"), photo=(a_photo(), "x.jpg"), consent="1")
    (moment,) = told()
    address = f"/wijken/{place.slug}/momenten/{moment.uid}"
    assert "Dat kunnen we niet terughalen." in browser.open(f"{address}/weg")

    browser.submit(f"{address}/weg")

    db.session.refresh(moment)
    assert (moment.text, moment.recording, moment.photo) == ("(weggehaald)", None, None)
    assert list(files().names()) == []
    browser.open(address, 404)
    assert [line.object for line in entries(action="moment.remove")] == [f"moment/{moment.uid}"]


def test_nobody_takes_away_what_another_told(browser, place, member):
    moment = a_moment(place, member)
    browser.sign_in(a_member(place, Role.NEIGHBOURHOOD_DIRECTOR))

    browser.submit(f"/wijken/{place.slug}/momenten/{moment.uid}/weg", 403)


def test_the_download_of_own_data_holds_the_voice_and_erasure_takes_it_away(browser, place, member):
    send(browser.sign_in(member), place, text="", recording=(io.BytesIO(VOICE), "a"))

    (kept,) = kept_of(member)["moments"]
    forget_person(member)
    db.session.commit()

    assert b64decode(kept["recording"].removeprefix("data:audio/webm;base64,")) == VOICE
    assert list(files().names()) == []
    assert [moment.text for moment in told()] == ["(ingesproken, gewist)"]


def test_what_came_with_a_form_that_never_came_back_is_forgotten_after_a_day(browser, place, member):
    send(browser.sign_in(member), place, 422, text="06-12345678", recording=(io.BytesIO(VOICE), "a"))
    forget_waiting_uploads(now() - timedelta(days=1))
    db.session.commit()
    assert len(list(files().names())) == 1

    db.session.execute(update(KeptUpload).values(at=now() - timedelta(hours=25)))
    forget_waiting_uploads(now() - timedelta(days=1))
    db.session.commit()

    assert list(files().names()) == []
    assert db.session.scalar(select(func.count()).select_from(KeptUpload)) == 0


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.EXPERT_BY_EXPERIENCE, Role.RESIDENT])
def test_the_form_asks_and_says_what_is_missing_in_the_same_words(browser, place, member, role):
    mine = a_member(place, role, name="Fatma Aydin")

    page = send(browser.sign_in(mine), place, 422, text=" ").text

    label, missing = "Of schrijf op wat je hoorde of zag", "Spreek in wat je hoorde of zag, of schrijf het op."
    assert f'<a href="#text">{label}: {missing} Twee zinnen is genoeg.</a>' in page
    assert f'<label class="utrecht-form-label" for="text">{label}</label>' in page
    assert "Wat gebeurde er?" not in page


@pytest.mark.parametrize("role", [Role.KEY_PERSON, Role.EXPERT_BY_EXPERIENCE, Role.RESIDENT])
def test_who_may_hold_a_card_sees_only_what_they_told_themselves(browser, place, member, role):
    a_moment(place, member, text="kanarie-moment")
    mine = a_member(place, role, name="Fatma Aydin")
    a_moment(place, mine, text="Mijn verhaal.")

    page = browser.sign_in(mine).open(f"/wijken/{place.slug}/momenten")

    assert "Wat jij vertelde" in page
    assert "Mijn verhaal." in page
    assert "kanarie" not in page


def test_nothing_of_another_neighbourhood_is_seen_or_heard(browser, place, member):
    moment = a_moment(place, member, text="kanarie-moment", recording="k" * 24 + ".webm")
    browser.sign_in(a_member(a_neighbourhood("Havenbuurt"), Role.NEIGHBOURHOOD_DIRECTOR))
    here, uid = f"/wijken/{place.slug}/momenten", moment.uid

    for more in ("", "/nieuw", f"/{uid}", f"/{uid}/geluid", f"/{uid}/weg"):
        assert "kanarie" not in browser.open(here + more, 404)
    elsewhere = f"/wijken/havenbuurt/momenten/{uid}"
    assert "kanarie" not in browser.open(elsewhere, 404)


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_however_much_was_told(browser, place, member, statements, many):
    for _ in range(many):
        moment = a_moment(place, member)
        db.session.add(MomentChip(moment_id=moment.id, kind="les", key="", label="Een les"))
    db.session.commit()
    browser.sign_in(member)

    here, one = f"/wijken/{place.slug}/momenten", moment.uid

    for path, number in ((here, 4), (f"{here}/{one}", 3), (f"{here}/nieuw", 5)):
        with statements(number):
            browser.open(path)


def test_a_long_list_is_paged_by_key(browser, place, member):
    for number in range(21):
        a_moment(place, member, text=f"Moment {number:02}.")
    browser.sign_in(member)

    first = browser.open(f"/wijken/{place.slug}/momenten")
    oldest = db.session.scalars(select(Moment.id).order_by(Moment.id).offset(1).limit(1)).one()
    second = browser.open(f"/wijken/{place.slug}/momenten?voor={oldest}")

    assert ("Moment 20." in first, "Moment 00." in first, f"voor={oldest}" in first) == (True, False, True)
    assert ("Moment 00." in second, "Moment 01." in second) == (True, False)
