"""The small step on a day of one's own choice, asked for on the page that offers it."""

import re

import pytest
import time_machine

from lms.accounts.enums import Role
from tests.factories.programme import a_member, a_neighbourhood

STEPS = "/wijken/oosterveld/stappen"


@pytest.mark.parametrize(
    ("day", "time", "starts"), [("2027-07-01", "14:30", "20270701T123000Z"), ("2027-07-01", "", "20270701T080000Z")]
)
def test_the_page_asks_which_day_suits(database, browser, day, time, starts):
    page = browser.sign_in(a_member(a_neighbourhood("Oosterveld"), Role.KEY_PERSON)).open(STEPS)
    (form,) = re.findall(rf'<form[^>]* method="get" action="({STEPS}/[^"]*\.ics)".*?</form>', page, re.DOTALL)

    answer = browser.client.get(form, query_string={"dag": day, "tijd": time})

    assert ('type="date" id="klein-dag" name="dag"' in page, 'type="time" id="klein-tijd" name="tijd"' in page) == (
        True,
        True,
    )
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert f"DTSTART:{starts}" in answer.text


@time_machine.travel("2026-12-24 12:00+00:00", tick=False)
@pytest.mark.parametrize("day", ["2026-12-23", "1999-01-01", "0001-01-01"])
def test_a_day_that_is_over_is_refused_at_the_field_with_what_was_chosen_still_there(database, browser, day):
    browser.sign_in(a_member(a_neighbourhood("Oosterveld"), Role.KEY_PERSON))

    page = browser.open(f"{STEPS}/team/klein/een.ics?dag={day}&tijd=14:30", expect=422)

    assert re.search(r'id="klein-dag-error">Deze dag is al voorbij\.', page)
    assert (f'value="{day}" aria-invalid="true"' in page, 'value="14:30"' in page) == (True, True)
