"""Difficult words are met in the forms in which people write them."""

import pytest

from lms.content.simpler import other_form, simpler


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("De GGD faciliteert dit.", ("faciliteert", "mogelijk maken")),
        ("Wij evalueerden het samen.", ("evalueerden", "bespreken hoe het ging")),
        ("Zulke interventies helpen.", ("interventies", "aanpak")),
        ("Ron proeft de koffie.", None),
    ],
)
def test_another_form_of_a_difficult_word_is_told_with_an_easier_word(sentence, found):
    assert other_form(sentence) == found


def test_the_word_itself_is_replaced_in_its_place():
    assert simpler("Indien het mag.") == ("Indien", "Als het mag.")
