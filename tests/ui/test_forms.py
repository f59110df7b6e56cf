"""Forms speak our words, trim what people type, and show a refusal where it belongs."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, FormField, IntegerField, PasswordField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange

from lms.kernel.refusal import Refusal
from lms.ui.forms import BaseForm, CarefulForm, PartForm, show_refusal


class Street(PartForm):
    name = StringField("Straat", [InputRequired()])


class Sample(BaseForm):
    email = StringField("E-mailadres", [InputRequired(), Email()])
    title = StringField("Titel", [Length(min=3, max=10)])
    people = IntegerField("Mensen", [NumberRange(min=1, max=12)])
    step = SelectField("Stap", choices=[SelectChoice("1", "Een")])
    password = PasswordField("Wachtwoord")
    street = FormField(Street)


class Story(CarefulForm):
    who = StringField("Wie")
    mail = EmailField("E-mail")
    text = TextAreaField(
        "Verhaal", [DataRequired()], missing="Schrijf iets op. Bijvoorbeeld: wij praatten in het park."
    )


@pytest.fixture
def filled(small_site):
    with small_site.test_request_context("/"):
        yield lambda kind=Sample, **data: kind(formdata=MultiDict(data), meta={"csrf": False})


def test_every_message_is_ours(filled):
    form = filled(email="x", title="ab", people="veel", step="9")
    form.validate()

    assert form.errors == {
        "email": ["Dit is geen e-mailadres. Bijvoorbeeld: naam@ggd.nl"],
        "title": ["Gebruik minstens 3 en hoogstens 10 tekens."],
        "people": ["Vul een heel getal in. Bijvoorbeeld: 12", "Vul een getal in van 1 tot en met 12."],
        "step": ["Kies een van de antwoorden."],
        "street": {"name": ["Vul dit in."]},
    }


def test_an_empty_field_says_what_is_missing_each_time(filled):
    forms = [filled(Story, text=" "), filled(Story)]

    assert [form.validate() for form in forms] == [False, False]
    assert [form.text.errors for form in forms] == [["Schrijf iets op. Bijvoorbeeld: wij praatten in het park."]] * 2


def test_what_may_point_to_a_person_is_asked_about_once(filled):
    text = "Bel mevrouw op 06 12345678 of schrijf naar mevrouw@example.org."
    warned, sure, plain = filled(Story, text=text), filled(Story, text=text, sure="1"), filled(Story, text="Een park.")

    assert [form.validate() for form in (warned, sure, plain)] == [False, True, True]
    assert [form.doubts for form in (warned, sure, plain)] == [True, True, False]
    assert warned.text.errors == [
        "Staat hier een telefoonnummer of een e-mailadres? Haal dat liever weg, of vink aan dat het goed is."
    ]


def test_short_text_is_looked_at_too_and_what_asks_for_an_address_is_not(filled):
    short, address = filled(Story, text="Een park.", who="Jan, 06 12345678"), filled(Story, text="x", mail="a@ggd.nl")

    assert [form.validate() for form in (short, address)] == [False, True]
    assert list(short.errors) == ["who"]


def test_text_is_trimmed_and_a_password_is_not(filled):
    form = filled(email=" naam@ggd.nl ", password=" geheim ")

    assert (form.email.data, form.password.data) == ("naam@ggd.nl", " geheim ")


def test_white_space_is_not_an_answer(filled):
    blank = filled(email=" \t ", **{"street-name": "  "})
    blank.validate()

    assert (blank.email.errors[0], blank.street.form.name.errors) == ("Vul dit in.", ["Vul dit in."])


def test_a_refusal_stands_at_its_field_after_what_was_there(filled):
    form = filled(email="x")
    form.validate()
    show_refusal(form, Refusal("Dit adres is al in gebruik.", field="email"))

    assert form.email.errors[-1] == "Dit adres is al in gebruik."
    assert len(form.email.errors) == 2
    assert form.form_errors == []


@pytest.mark.parametrize("field", [None, "nowhere"])
def test_a_refusal_without_a_field_of_this_form_stands_above_it(filled, field):
    form = filled()
    show_refusal(form, Refusal("De bijeenkomst is vol.", field=field))

    assert form.form_errors == ["De bijeenkomst is vol."]
