"""Numbers in addresses: what no row can have is no number."""

import pytest

from lms.kernel.row_numbers import LARGEST, row_number
from tests.factories.people import a_person


def test_a_number_that_a_row_can_have_is_itself():
    assert [row_number(text) for text in ("0", "7", str(LARGEST))] == [0, 7, LARGEST]


@pytest.mark.parametrize("text", ["", "x", "-1", str(LARGEST + 1), "9" * 30])
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match="no row|invalid literal"):
        row_number(text)


def test_a_page_from_a_number_that_is_too_large_is_the_first_page(browser):
    browser.sign_in(a_person())

    assert "Nog geen berichten" in browser.open("/account/berichten?voor=" + "9" * 30)


def test_an_address_with_a_number_that_is_too_large_is_not_there(browser):
    browser.sign_in(a_person())

    browser.submit("/modules/wat-doet-roken/delen/wdr-1-1/" + "9" * 30, expect=404)
