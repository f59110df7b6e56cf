"""One form, one row: sent twice, twice at once, or by somebody else."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.kernel.audit import entries
from lms.kernel.db import db
from lms.kernel.files import files
from lms.programme.commands.form_keys import first_of_form
from lms.programme.models import Decision, Evidence, HelpOffer, Moment, StepFeedback
from tests.browser import Browser
from tests.factories.programme import a_member, a_neighbourhood

PLACE = "/wijken/oosterveld"
STEP = f"{PLACE}/stappen/team"
KEY = "k" * 24
TIMES = 4
DECISION = {"question": "Waar?", "decided": "Hier.", "decided_by": "Het team", "residents_there": "no"}
#: What is written, the page of its form, where that goes, its prefix, and what is filled in.
FORMS = {
    "moment": (Moment, f"{PLACE}/momenten/nieuw", f"{PLACE}/momenten/nieuw", "", {"text": "Koffie."}),
    "decision": (
        Decision,
        f"{PLACE}/besluiten/nieuw",
        f"{PLACE}/besluiten/nieuw",
        "",
        {**DECISION, "decided_on": "2026-01-12", "step_key": ""},
    ),
    "help": (HelpOffer, f"{PLACE}/hulp/nieuw", f"{PLACE}/hulp/nieuw", "", {"name": "Stopcoach"}),
    "evidence": (Evidence, STEP, f"{STEP}/bewijs", "bewijs-", {"text": "kanarie"}),
    "feedback": (StepFeedback, STEP, f"{STEP}/past", "past-", {"fit": "no", "remark": "kanarie"}),
}
each_form = pytest.mark.parametrize(
    ("model", "page", "address", "prefix", "given"), list(FORMS.values()), ids=list(FORMS)
)


@pytest.fixture
def oosterveld(database):
    return a_neighbourhood("Oosterveld")


@pytest.fixture
def director(oosterveld):
    return a_member(oosterveld, Role.NEIGHBOURHOOD_DIRECTOR)


def filled(prefix, given, key=KEY):
    return {f"{prefix}{name}": value for name, value in {**given, "form_key": key}.items()}


def number_of(model):
    return db.session.scalar(select(func.count()).select_from(model))


def a_photo():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(out, "JPEG")
    return io.BytesIO(out.getvalue())


@each_form
def test_a_form_sent_twice_is_one_row_and_a_fresh_form_another(browser, director, model, page, address, prefix, given):
    shown = browser.sign_in(director).open(page)
    key = re.search(rf'name="{prefix}form_key"[^>]* value="([a-z0-9]+)"', shown).group(1)

    for _time in range(2):
        browser.submit(address, **filled(prefix, given, key))
    lines = len(entries())
    browser.submit(address, **filled(prefix, given, key))

    assert (number_of(model), len(entries())) == (1, lines)
    browser.submit(address, **filled(prefix, given, ""))
    assert number_of(model) == 2


#: What else is filled in when the same form comes again, and the page where the first stands.
OTHERWISE = {
    "moment": ("text", "Thee.", "/momenten/"),
    "decision": ("decided", "Daar.", "/besluiten#"),
    "help": ("name", "Huisarts", "/hulp/"),
    "evidence": ("text", "Iets anders.", "/stappen/team#bewijs"),
    "feedback": ("remark", "Iets anders.", "/stappen/team#past"),
}


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_that_comes_again_with_other_words_says_what_was_kept_and_loses_nothing(browser, director, form):
    (model, _page, address, prefix, given), (name, other, where) = FORMS[form], OTHERWISE[form]
    browser.sign_in(director).submit(address, **filled(prefix, given))

    refused = browser.submit(address, 422, **filled(prefix, {**given, name: other})).text
    fresh = re.search(rf'name="{prefix}form_key"[^>]* value="([a-z0-9]+)"', refused).group(1)

    assert "Dit formulier bewaarde je al eerder." in refused
    assert f"<q>{given[name]}</q>" in refused
    assert re.search(rf'<a class="nl-link" href="{PLACE}{where}', refused)
    assert other in refused
    assert number_of(model) == 1
    browser.submit(address, **filled(prefix, {**given, name: other}, fresh))
    assert number_of(model) == 2


def test_what_was_spoken_again_waits_for_the_form_to_be_sent_once_more(browser, director):
    address, spoken = f"{PLACE}/momenten/nieuw", {"recording": (io.BytesIO(b"OggS" + bytes(5000)), "stem.ogg")}
    browser.sign_in(director).submit(address, **filled("", {"text": "Koffie."}))

    refused = browser.submit(address, 422, **filled("", {"text": "Koffie."}), **spoken, seconds="7").text
    fresh = re.search(r'name="form_key"[^>]* value="([a-z0-9]+)"', refused).group(1)
    browser.submit(address, **filled("", {"text": "Koffie."}, fresh))

    assert "Je opname van 7 seconden is er nog." in refused
    moments = db.session.scalars(select(Moment).order_by(Moment.id)).all()
    assert [moment.recording_seconds for moment in moments] == [None, 7]


def test_another_choice_is_said_too_and_what_was_taken_away_is_not_led_to(browser, director):
    address = f"{PLACE}/momenten/nieuw"
    browser.sign_in(director).submit(address, **filled("", {"text": "Koffie.", "chips": "les"}))
    chosen = browser.submit(address, 422, **filled("", {"text": "Koffie.", "chips": "afspraak"})).text
    uid = db.session.scalars(select(Moment.uid)).one()
    browser.submit(f"{PLACE}/momenten/{uid}/weg")

    gone = browser.submit(address, 422, **filled("", {"text": "Koffie.", "chips": "les"})).text

    assert [f"/momenten/{uid}" in page for page in (chosen, gone)] == [True, False]
    assert "<q>(weggehaald)</q>" in gone


@each_form
def test_the_key_of_somebody_else_gives_nothing_away_and_writes_nothing(
    browser, oosterveld, director, model, page, address, prefix, given
):
    browser.sign_in(director).submit(address, **filled(prefix, given))
    browser.sign_in(a_member(oosterveld, Role.DEPUTY_DIRECTOR, name="Iris Groen"))

    refused = browser.submit(address, 422, **filled(prefix, given))

    assert "Deze pagina stond te lang open. Open het formulier opnieuw." in refused.text
    assert number_of(model) == 1


@pytest.mark.races
@each_form
def test_a_form_sent_twice_at_once_is_one_row(app, director, model, page, address, prefix, given):
    desks = [Browser(app).sign_in(director) for _time in range(TIMES)]
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda desk: desk.client.post(address, data=filled(prefix, given)).status_code, desks))

    assert answers == [303] * TIMES
    assert number_of(model) == 1


@pytest.mark.races
def test_a_photo_sent_twice_at_once_is_stored_once(app, director):
    before = set(files().names())
    desks = [Browser(app).sign_in(director) for _time in range(TIMES)]
    db.session.remove()

    def send(desk):
        photo = {"bewijs-file": (a_photo(), "foto.jpg"), "bewijs-consent": "1"}
        return desk.client.post(f"{STEP}/bewijs", data={**filled("bewijs-", {}), **photo}).status_code

    with ThreadPoolExecutor(TIMES) as pool:
        assert list(pool.map(send, desks)) == [303] * TIMES

    kept = db.session.scalars(select(Evidence)).one()
    assert set(files().names()) - before == {kept.file, kept.thumbnail}


def test_a_photo_sent_again_later_is_let_go(browser, director):
    before = set(files().names())
    browser.sign_in(director)

    for _time in range(2):
        photo = {"bewijs-file": (a_photo(), "foto.jpg"), "bewijs-consent": "1"}
        browser.submit(f"{STEP}/bewijs", **filled("bewijs-", {}), **photo)

    kept = db.session.scalars(select(Evidence)).one()
    assert set(files().names()) - before == {kept.file, kept.thumbnail}


def test_a_photo_with_the_key_of_somebody_else_is_not_kept(browser, oosterveld, director):
    browser.sign_in(director).submit(f"{STEP}/bewijs", **filled("bewijs-", {"text": "Iets."}))
    before = set(files().names())
    photo = {"bewijs-file": (a_photo(), "foto.jpg"), "bewijs-consent": "1"}

    browser.sign_in(a_member(oosterveld, Role.SOCIAL_WORKER)).submit(
        f"{STEP}/bewijs", 422, **filled("bewijs-", {}), **photo
    )

    assert set(files().names()) == before


def test_who_is_told_of_feedback_is_told_once(browser, oosterveld, director):
    browser.sign_in(director)
    *_page, address, prefix, given = FORMS["feedback"]

    for _time in range(2):
        browser.submit(address, **filled(prefix, given))

    adviser = person_by_id(oosterveld.adviser_id)
    assert len(db.session.scalars(select(Notice).where(Notice.person_id == adviser.id)).all()) == 1


def test_another_broken_rule_is_not_taken_for_a_form_that_came_twice(app, oosterveld, director):
    nameless = HelpOffer(neighbourhood_id=oosterveld.id, name="", checked_by_id=director.id, form_key=KEY)

    with pytest.raises(IntegrityError):
        first_of_form(HelpOffer.checked_by_id, nameless, director)
