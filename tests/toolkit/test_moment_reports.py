"""A moment about a method becomes a report with one tap, once."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.models import Moment, MomentChip
from lms.programme.queries.cards import standings
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.models import ItemReport, SavedItem
from lms.toolkit.queries.moments import methods_to_choose
from lms.toolkit.queries.reports import words_of_moment
from tests.browser import Browser
from tests.factories.programme import a_member, a_neighbourhood
from tests.factories.toolkit import an_item

PLACE = "/wijken/oosterveld/momenten"
FORM = "/toolkit/halen-en-brengen/ervaring"
TIMES = 4


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


def told(place, by, item, text="Iedereen bracht iets mee."):
    voice = None if text else f"{new_uid(24)}.webm"
    moment = Moment(neighbourhood_id=place.id, by_id=by.id, text=text, recording=voice, form_key=new_uid(24))
    db.session.add(moment)
    db.session.flush()
    db.session.add(MomentChip(moment_id=moment.id, kind="werkvorm", key=item.uid, label=item.title))
    db.session.commit()
    return moment


def tapped(page, result):
    """Return what the button of a result sends, from the form it stands in."""
    assert f'name="result" value="{result}"' in page
    hidden = dict(re.findall(r'<input type="hidden" name="(form_key|moment)" value="([^"]+)"', page))
    return {**hidden, "result": result}


def test_telling_a_moment_about_a_method_leads_to_a_report_with_one_tap(browser, place, item, director):
    shown = browser.sign_in(director).open(f"{PLACE}/nieuw")
    assert f'value="werkvorm:{item.uid}"' in shown

    thanks = browser.submit(f"{PLACE}/nieuw", text="Iedereen bracht iets mee.", chips=f"werkvorm:{item.uid}")
    page = browser.follow(thanks)
    answer = browser.submit(FORM, **tapped(page, "partly"))

    assert "Maak er een ervaring van" in page
    report = db.session.scalars(select(ItemReport)).one()
    assert (report.sentence, report.result) == ("Iedereen bracht iets mee.", Result.PARTLY)
    assert (report.neighbourhood_id, report.state, report.consent) == (place.id, ReportState.INSIDE, False)
    assert "Laat ook anderen dit lezen" in browser.follow(answer)


def test_a_moment_about_something_else_goes_on_to_all_moments(browser, place, director):
    answer = browser.sign_in(director).submit(f"{PLACE}/nieuw", text="Koffie.", chips="les")

    assert answer.location == PLACE
    assert "Maak er een ervaring van" not in browser.follow(answer)


def test_a_moment_becomes_one_report(browser, place, item, director):
    moment = told(place, director, item)
    browser.sign_in(director)

    first = browser.submit(FORM, moment=moment.uid, result="worked")
    again = browser.submit(FORM, moment=moment.uid, result="failed")

    assert first.location == again.location
    page = browser.open(f"{PLACE}/{moment.uid}")
    assert ("Dit is je ervaring geworden" in page, 'name="result"' in page) == (True, False)


def test_a_tap_once_more_leaves_alone_who_may_read_it(browser, place, item, director):
    """The buttons under a moment do not ask about that, so pressing them again answers nothing."""
    given = {"moment": told(place, director, item).uid, "result": "worked", "form_key": "k" * 24}
    first = browser.sign_in(director).submit(FORM, **given)
    browser.submit(f"{first.location}/delen", ja="1")

    browser.submit(FORM, **given)

    assert db.session.scalars(select(ItemReport.state)).one() is ReportState.WAITING


@pytest.mark.races
def test_a_moment_tapped_twice_at_once_becomes_one_report(app, place, item, director):
    given = {"moment": told(place, director, item).uid, "result": "worked"}
    desks = [Browser(app).sign_in(director) for _time in range(TIMES)]
    db.session.remove()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(lambda desk: desk.client.post(FORM, data=given).status_code, desks))

    assert answers == [303] * TIMES
    assert db.session.scalar(select(func.count()).select_from(ItemReport)) == 1


def test_a_report_that_was_taken_back_may_be_made_again(browser, place, item, director):
    moment = told(place, director, item)
    first = browser.sign_in(director).submit(FORM, moment=moment.uid, result="worked")
    browser.submit(f"{first.location}/weg")

    again = browser.submit(FORM, moment=moment.uid, result="worked")

    assert again.location != first.location


def test_a_colleague_makes_no_report_of_what_somebody_else_told(browser, place, item, director):
    moment = told(place, director, item, text="Kanarie.")
    browser.sign_in(a_member(place, Role.SOCIAL_WORKER, name="Iris Groen"))

    assert "Maak er een ervaring van" not in browser.open(f"{PLACE}/{moment.uid}")
    refused = browser.submit(FORM, 422, moment=moment.uid, result="worked").text
    assert "Schrijf in één zin hoe het ging." in refused
    assert "Kanarie" not in refused


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "Schrijf in één zin hoe het ging."), ("Bel Joop op 06 12345678", "Staat hier een telefoonnummer?")],
)
def test_words_that_cannot_go_along_are_asked_about_first(browser, place, item, director, text, says):
    moment = told(place, director, item, text=text)

    refused = browser.sign_in(director).submit(FORM, 422, moment=moment.uid, result="worked").text

    assert says in refused
    assert f'value="{moment.uid}"' in refused
    browser.submit(FORM, moment=moment.uid, result="worked", sentence="Het ging goed.")
    assert db.session.scalars(select(ItemReport.moment_id)).one() == moment.id


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Kort.", "Kort."),
        (f"Eerst dit. {'a' * 280}. {'b' * 40}.", f"Eerst dit. {'a' * 280}."),
        (f"{'a' * 200} {'b' * 200}", "a" * 200),
        ("a" * 400, "a" * 300),
        (f"{'a' * 299}. En dan.", f"{'a' * 299}."),
    ],
)
def test_a_long_moment_is_cut_where_a_sentence_or_a_word_ends(text, sentence):
    first, rest = words_of_moment(Moment(text=text))

    assert first == sentence
    assert f"{first}{rest}".replace(" ", "") == text.replace(" ", "")


def test_what_is_offered_is_what_somebody_keeps_and_what_fits_the_step(place, item, director):
    an_item("elders", title="Elders", steps=("wijk",))
    an_item("concept", title="Concept", published=False)
    kept = an_item("bewaard", title="Wat ik bewaarde", steps=("vasthouden",))
    db.session.add(SavedItem(person_id=director.id, item_id=kept.id))
    db.session.commit()

    assert methods_to_choose(director, standings([place])[place.id]) == [(kept.uid, kept.title), (item.uid, item.title)]


def test_no_more_is_offered_than_somebody_can_look_through(place, director):
    for number in range(25):
        an_item(f"werkvorm-{number}")
    db.session.commit()

    assert len(methods_to_choose(director, standings([place])[place.id])) == 20


def test_a_report_outlives_the_moment_it_was_made_of(browser, place, item, director):
    moment = told(place, director, item)
    browser.sign_in(director).submit(FORM, moment=moment.uid, result="worked")
    db.session.query(MomentChip).delete()
    db.session.query(Moment).delete()
    db.session.commit()

    assert db.session.scalars(select(ItemReport.moment_id)).one() is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_of_a_moment_asks_one_question_more(browser, place, item, director, statements, many):
    for number in range(many):
        moment = told(place, director, an_item(f"werkvorm-{number}"))
    browser.sign_in(director)

    here = f"{PLACE}/{moment.uid}"
    browser.open(here)
    with statements(4):  # the person; the moment, what it is about; what it became
        browser.open(here)
