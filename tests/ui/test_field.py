"""A field ties its label, help and error to the input, whatever kind of field it is."""

import re

import pytest

from lms.ui.gallery import SampleForm

FIELD = '{% from "ui/field.html" import field %}{{ field(input=form[name]) }}'
ERRORS = '{% from "ui/errors.html" import errors %}{{ errors(form=form) }}'


@pytest.fixture
def form(small_site):
    with small_site.test_request_context("/"):
        form = SampleForm(formdata=None, meta={"csrf": False})
        form.validate()
        yield form


def test_help_and_error_describe_the_input(render, form):
    html = render(FIELD, form=form, name="email")

    assert 'aria-describedby="email-help email-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html
    assert html.index("<label") < html.index('id="email-help"') < html.index('id="email-error"') < html.index("<input")


@pytest.mark.parametrize("name", ["name", "email", "password", "phone", "day", "people", "step", "story", "file"])
def test_the_browser_never_judges_before_the_server_does(render, form, name):
    html = render(FIELD, form=form, name=name)

    assert re.search(r"\s(required|min|max|step|minlength|maxlength)(=|\s|>)", html) is None


def test_what_may_be_skipped_says_so(render, form):
    assert "(mag je overslaan)" in render(FIELD, form=form, name="story")
    assert "(mag je overslaan)" not in render(FIELD, form=form, name="name")


def test_answers_form_a_group_with_its_error(render, form):
    html = render(FIELD, form=form, name="coming")

    assert '<fieldset class="utrecht-form-field utrecht-form-field--invalid" role="radiogroup"' in html
    assert 'aria-describedby="coming-error"' in html
    assert html.count('type="radio"') == 2


def test_an_answer_that_cannot_be_given_says_why(render, form):
    html = render(FIELD, form=form, name="side")

    assert html.count(" disabled") == 1
    assert "De zaal is vol" in html


def test_a_number_is_text_with_a_number_pad(render, form):
    html = render(FIELD, form=form, name="people")

    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_the_summary_links_to_where_the_focus_can_go(render, form):
    form.form_errors = ["De bijeenkomst is vol."]
    html = render(ERRORS, form=form)

    assert re.findall(r'href="#([^"]+)"', html) == [
        "name",
        "email",
        "password",
        "step",
        "coming-0",
        "agree",
        "place-house",
    ]
    assert html.index("De bijeenkomst is vol.") < html.index("#name")
    assert html.count("<li") == 8


def test_what_people_type_is_never_markup(render, form):
    form.name.data = '"><script>alert(1)</script>'
    form.name.errors = ["<b>fout</b>"]

    assert "<script" not in render(FIELD, form=form, name="name")
    assert "<b>" not in render(ERRORS, form=form)


def test_a_form_without_errors_has_no_summary(render, small_site):
    with small_site.test_request_context("/"):
        assert render(ERRORS, form=SampleForm(formdata=None)) == ""
