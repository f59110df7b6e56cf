"""A template says its texts in the language of now, safely, and follows a change of language at once."""

import pytest
from flask import render_template_string
from flask_babel import force_locale, gettext

BUTTON = "{{ _('Hulp') }}"


@pytest.fixture(autouse=True)
def request_at_hand(app):
    with app.test_request_context():
        yield


def test_a_text_follows_the_language_of_now():
    said = []
    for language in ("nl", "en", "nl"):
        with force_locale(language):
            said.append((render_template_string(BUTTON), gettext("Hulp")))

    assert said == [("Hulp", "Hulp"), ("Help", "Help"), ("Hulp", "Hulp")]


def test_what_is_filled_in_is_escaped_and_a_percent_sign_is_written_twice():
    shown = render_template_string("{{ _('100%% van %(name)s', name=name) }} {{ _('50%%') }}", name="<b>Jan</b>")

    assert shown == "100% van &lt;b&gt;Jan&lt;/b&gt; 50%"


def test_a_plain_letter_is_not_escaped(app):
    letter = app.jinja_env.overlay(autoescape=False).from_string("{{ _('Dag %(name)s', name=name) }}")

    assert letter.render(name="Anna & Bo") == "Dag Anna & Bo"


def test_a_number_chooses_its_words():
    words = "{{ ngettext('%(num)s dag voor %(who)s', '%(num)s dagen voor %(who)s', days, who='<Bo>') }}"

    assert [render_template_string(words, days=days) for days in (1, 2)] == [
        "1 dag voor &lt;Bo&gt;",
        "2 dagen voor &lt;Bo&gt;",
    ]
