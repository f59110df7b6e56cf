"""The gallery: every component in every state, for whoever builds a page. Development and demonstration only."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template
from wtforms import (
    DateField,
    EmailField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional

from lms.ui.clashes import ClashForm
from lms.ui.forms import BaseForm, ConsentField, PartForm

DONE, LATER = "done_for_now", "not_started"
STATES = (DONE, DONE, "reopened", DONE, "in_progress", LATER, LATER, LATER)
PHASES = (
    ("Ontdekken", "kijken en luisteren", True, ("Afspreken en starten", "Een team maken", "De wijk leren kennen")),
    ("Kiezen", "samen beslissen", False, ("Samen kiezen",)),
    ("Bedenken", "ideeën en proberen", True, ("Samen bedenken", "Klein proberen")),
    ("Doen", "helpen en volhouden", False, ("Praten, op weg helpen, steunen", "Leren en vasthouden")),
)
STEPS = [SelectChoice("3", "3. De wijk leren kennen"), SelectChoice("5", "5. Samen bedenken")]
SIDES = [
    SelectChoice("a", "Gekozen"),
    SelectChoice("b", "Niet gekozen"),
    SelectChoice("c", "Kan niet", {"disabled": True, "note": "De zaal is vol"}),
]


class PlaceForm(PartForm):
    """A form inside a form."""

    street = StringField("Straat")
    house = StringField("Huisnummer", [InputRequired()])


class SampleForm(BaseForm):
    """One field of every kind."""

    name = StringField("Naam", [InputRequired(), Length(max=80)], render_kw={"autocomplete": "name"})
    email = EmailField("E-mailadres", [InputRequired(), Email()], description="Hier sturen we de uitnodiging naartoe.")
    password = PasswordField("Wachtwoord", [InputRequired()])
    phone = StringField("Telefoon", [Optional()], widget=widgets.TelInput())
    day = DateField("Wanneer?", [Optional()])
    people = IntegerField("Hoeveel mensen kwamen er?", [Optional()])
    step = SelectField("Kies een stap", choices=STEPS)
    story = TextAreaField("Vertel het kort", [Optional()], description="Twee zinnen is genoeg. Ook als het tegenzat.")
    coming = RadioField(
        "Kom je?", [InputRequired()], choices=[SelectChoice("yes", "Ik kom"), SelectChoice("no", "Ik kan niet")]
    )
    side = RadioField(
        "Keuzes naast elkaar",
        choices=SIDES,
        default="a",
    )
    topics = SelectMultipleField(
        "Wat wil je leren?",
        choices=[SelectChoice("talk", "Praten over roken"), SelectChoice("help", "Op weg naar hulp")],
        default=["talk"],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    agree = ConsentField("Ik ga akkoord met de afspraken van de kring", [InputRequired()])
    file = FileField("Voeg een bestand toe", [Optional()], description="Een pdf of een foto, hoogstens 10 MB.")
    voice = FileField("Spreek het in", [Optional()], description="Hoogstens één minuut.")
    seconds = HiddenField()
    place = FormField(PlaceForm, "Waar is het?")
    links = FieldList(StringField("Link"), "Links", min_entries=2)


def gallery_blueprint(guard: Callable[[Callable], Callable] = lambda view: view) -> Blueprint:
    """Return a blueprint with the gallery at ``/beheer/onderdelen``; ``guard`` puts the access rule on it."""
    blueprint = Blueprint("gallery", __name__)

    def show() -> str:
        """Show all components."""
        return render_template("gallery/index.html", **samples())

    blueprint.add_url_rule("/beheer/onderdelen", view_func=guard(show), methods=["GET"])
    return blueprint


def samples() -> dict[str, Any]:
    """Return what the gallery shows: forms in three states, a card, a day, and two versions of a text."""
    wrong = SampleForm(formdata=None, prefix="wrong", meta={"csrf": False})
    wrong.validate()
    wrong.form_errors = ["Deze bijeenkomst is net vol geraakt. Je staat nu op de wachtlijst."]
    return {
        "fresh": SampleForm(formdata=None, prefix="fresh", data={"name": "Samira Bennani"}),
        "wrong": wrong,
        "card_with_states": action_card(STATES),
        "plain_card": action_card(("",) * 8),
        "moment": datetime(2025, 12, 2, 12, 0, tzinfo=UTC),
        "words_changed": [words("Loop samen een ", gone="rondje", new="uur door de wijk")],
        "clashing": clashing(),
    }


def clashing() -> ClashForm:
    """Return a choice between two writers of a piece that one of them changed, and of one that both did."""
    choices = [("mine", "Neem die van mij"), ("theirs", "Neem die van de ander")]
    title = SimpleNamespace(
        found=SimpleNamespace(key="title", before="Een praatje"),
        likely="mine",
        both_changed=False,
        mine=[words("Een ", gone="praatje", new="goed gesprek")],
        choices=choices,
    )
    goal = SimpleNamespace(
        found=SimpleNamespace(key="goal", before="Je leert vragen."),
        likely="",
        both_changed=True,
        was="Je leert luisteren.",
        theirs=[words("Je leert ", gone="luisteren", new="vragen")],
        mine=[words("Je leert ", gone="luisteren", new="zwijgen")],
        choices=choices,
    )
    return ClashForm.between([title, goal], {})


def words(same: str, *, gone: str, new: str) -> SimpleNamespace:
    """Return a paragraph with words that stayed, went and came."""
    fates = (("same", same), ("gone", gone), ("new", new))
    return SimpleNamespace(runs=[SimpleNamespace(fate=fate, text=text) for fate, text in fates])


def action_card(states: Sequence[str]) -> list[dict[str, Any]]:
    """Return phases with steps the way the path component wants them."""
    numbers = iter(range(1, 9))
    phases = []
    for name, note, opens, titles in PHASES:
        steps = [
            {"number": n, "title": title, "href": f"#stap-{n}", "state": states[n - 1]}
            for title, n in zip(titles, numbers, strict=False)
        ]
        phases.append({"name": name, "note": note, "opens": opens, "steps": steps})
    return phases
