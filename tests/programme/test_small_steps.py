"""The small step on a day of one's own choice, asked for on the page that offers it."""

import re

import pytest

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
