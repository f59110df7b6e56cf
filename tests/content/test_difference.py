"""A difference shows what went and what came, and both texts can be had back from it."""

from hypothesis import given
from hypothesis import strategies as st

from lms.content.blocks import Text
from lms.content.difference import GONE, NEW, SAME, Paragraph, Run, difference, difference_of_blocks

lines = st.lists(st.text(alphabet="ab .", min_size=1, max_size=12), max_size=5).map("\n".join)


def told(paragraphs, *fates):
    texts = ("".join(run.text for run in paragraph.runs if run.fate in fates) for paragraph in paragraphs)
    return [text for text in texts if text]


@given(lines, lines)
def test_both_texts_can_be_had_back(before, after):
    found = difference(before, after)

    assert told(found, SAME, GONE) == [line for line in before.splitlines() if line]
    assert told(found, SAME, NEW) == [line for line in after.splitlines() if line]


@given(lines)
def test_the_same_text_has_no_difference(text):
    assert {paragraph.fate for paragraph in difference(text, text)} <= {SAME}


def test_a_changed_word_is_shown_inside_its_paragraph():
    found = difference("Ron drinkt koffie.\nHij zit.", "Ron drinkt thee.\nHij zit.")

    assert found == (
        Paragraph((Run(SAME, "Ron drinkt "), Run(GONE, "koffie"), Run(NEW, "thee"), Run(SAME, "."))),
        Paragraph((Run(SAME, "Hij zit."),)),
    )
    assert found[0].fate == "changed"


def test_a_paragraph_that_came_is_new_as_a_whole():
    found = difference_of_blocks([Text(html="<p>a b c</p>")], [Text(html="<p>x y z</p>\n<p>a b c</p>")])

    assert [(paragraph.fate, paragraph.runs[0].text) for paragraph in found] == [(NEW, "x y z"), (SAME, "a b c")]
