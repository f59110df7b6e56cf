"""Bridges between forms and the rest."""

import re
from functools import cache
from gettext import NullTranslations, translation
from typing import Any

from flask import get_template_attribute
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    Form,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.core import UnboundField
from wtforms.i18n import messages_path
from wtforms.validators import DataRequired, InputRequired

from lms.kernel.chance import new_uid
from lms.kernel.given_days import FIRST, LAST, is_near
from lms.kernel.personal_data import PersonalDataKind, find_personal_data, kinds_of
from lms.kernel.refusal import ChangedMeanwhile, Refusal
from lms.ui.languages import locale_now

#: What the library says by itself, in our own words; a validator with a message of its own keeps that.
MESSAGES = {
    "This field is required.": _l("Vul dit in."),
    "Invalid input.": _l("Dit herkennen we niet. Kijk het nog een keer na."),
    "Invalid email address.": _l("Dit is geen e-mailadres. Bijvoorbeeld: naam@ggd.nl"),
    "Invalid URL.": _l("Dit is geen webadres. Bijvoorbeeld: https://www.thuisarts.nl"),
    "Field must be equal to %(other_name)s.": _l("Dit is niet hetzelfde als hierboven."),
    "Not a valid choice.": _l("Kies een van de antwoorden."),
    "Invalid Choice: could not coerce.": _l("Kies een van de antwoorden."),
    "Not a valid integer value.": _l("Vul een heel getal in. Bijvoorbeeld: 12"),
    "Not a valid decimal value.": _l("Vul een getal in. Bijvoorbeeld: 2,5"),
    "Not a valid float value.": _l("Vul een getal in. Bijvoorbeeld: 2,5"),
    "Not a valid date value.": _l("Vul een datum in. Bijvoorbeeld: 02-12-2026"),
    "Not a valid time value.": _l("Vul een tijd in. Bijvoorbeeld: 13:00"),
    "Not a valid datetime value.": _l("Vul een datum en een tijd in."),
    "Number must be at least %(min)s.": _l("Vul %(min)s of meer in."),
    "Number must be at most %(max)s.": _l("Vul %(max)s of minder in."),
    "Number must be between %(min)s and %(max)s.": _l("Vul een getal in van %(min)s tot en met %(max)s."),
    "Field must be at least %(min)d characters long.": _l("Dit is te kort. Gebruik minstens %(min)d tekens."),
    "Field cannot be longer than %(max)d characters.": _l("Dit is te lang. Er passen %(max)d tekens."),
    "Field must be exactly %(max)d characters long.": _l("Gebruik precies %(max)d tekens."),
    "Field must be between %(min)d and %(max)d characters long.": _l(
        "Gebruik minstens %(min)d en hoogstens %(max)d tekens."
    ),
    "'%(value)s' are not valid choices for this field.": _l("Kies alleen uit deze antwoorden."),
}
#: What the library says of a field that was left empty; a field with a ``missing`` text says that instead.
EMPTY = "This field is required."
#: Fields in which people write what they like; subclasses ask for something of a fixed shape.
FREE_TEXT = (StringField, TextAreaField)
FORM_KEY = re.compile(r"[a-z0-9]{16,32}")
LOOKS_LIKE = {
    PersonalDataKind.PHONE: _l("een telefoonnummer"),
    PersonalDataKind.EMAIL: _l("een e-mailadres"),
    PersonalDataKind.BSN: _l("een burgerservicenummer"),
    PersonalDataKind.IBAN: _l("een bankrekening"),
    PersonalDataKind.ADDRESS: _l("een adres van iemand"),
}


class Words:
    """The sentences of form validation, looked up by what the library would say."""

    def __init__(self, missing: str | LazyString = "") -> None:
        """``missing`` is what to say when the field is left empty: what is asked, with an example."""
        self.missing = missing

    def gettext(self, message: str) -> str:
        """Return our sentence; what we do not know is left to the library's own catalogue."""
        ours = (self.missing if message == EMPTY else "") or MESSAGES.get(message)
        return _library().gettext(message) if ours is None else str(ours)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return our sentence, which reads well for every number."""
        ours = MESSAGES.get(plural)
        return _library().ngettext(singular, plural, count) if ours is None else str(ours)


def _library() -> NullTranslations:
    locale = locale_now()
    return _catalogue(locale.language) if locale else NullTranslations()


@cache
def _catalogue(language: str) -> NullTranslations:
    """Return the library's own sentences; it would read its file again in each request, also for a hidden field."""
    return translation("wtforms", messages_path(), [language], fallback=True)


def _as_chosen(value: object) -> str:
    return str(value).strip()


class Habits:
    """How all our forms behave: they speak our words, trim what people type, and say what a field misses.

    A field takes ``missing``: the sentence for when it is left empty, with an example of what fits.
    """

    def get_translations(self, form: Form) -> Words:
        """Say it in our own words."""
        return Words()

    def bind_field(self, form: Form, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
        """Trim what is typed or chosen, passwords excepted, and give a field its own ``missing`` sentence."""
        kind, given = unbound_field.field_class, dict(unbound_field.kwargs)
        if missing := given.pop("missing", ""):
            options = {**options, "translations": Words(missing)}
        if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
            options = {**options, "filters": (*given.pop("filters", ()), trimmed)}
        elif issubclass(kind, SelectField):
            given.setdefault("coerce", _as_chosen)
        field = UnboundField(kind, *unbound_field.args, **given).bind(form=form, **options)
        if isinstance(field, StringField) and not isinstance(field, PasswordField):
            field.validators = [_asks_for_words(each) for each in field.validators]
        return field


class WordsRequired(InputRequired):
    """What InputRequired asks, of text: white space, of which nothing is left, is as good as nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what was not sent, and what says nothing."""
        super().__call__(form, field)
        DataRequired(self.message)(form, field)


def _asks_for_words(validator: Any) -> Any:
    return WordsRequired(validator.message) if type(validator) is InputRequired else validator


class ConsentField(BooleanField):
    """A tick that only a person gives, each time anew: the browser keeps it with no text (assets/js/keep.js)."""

    given_anew = True


class BaseForm(FlaskForm):
    """A form of a page."""

    class Meta(Habits, FlaskForm.Meta):
        """Our habits, with the library's protection against forged requests."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that no day lies so far away that nobody can mean it."""
        good = super().validate(extra_validators)
        for field in self:
            if isinstance(field, DateField) and field.data and not is_near(field.data):
                far = _("Vul een jaar in van %(first)s tot en met %(last)s.", first=FIRST.year, last=LAST.year)
                field.errors = [*field.errors, far]
                good = False
        return good


class OnceForm(BaseForm):
    """A form with a key of its own, fresh on every page, so that sending it twice writes once.

    A key that cannot be ours is replaced.
    """

    form_key = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the form its key when it brought none."""
        super().__init__(*args, **kwargs)
        if not FORM_KEY.fullmatch(self.form_key.data or ""):
            self.renew()

    def renew(self) -> None:
        """Give the form another key, so that sending it once more writes another row."""
        self.form_key.data = new_uid(24)

    @property
    def key(self) -> str:
        """What makes a form that is sent twice one row."""
        return str(self.form_key.data)


class CarefulForm(BaseForm):
    """A form with text that others read: it warns, before anything is kept, of what may point to a person (P-3).

    Long and short text is looked at; fields that ask for an address or a number (e-mail, telephone, link) are not.

    Who ticks that it is right as it stands is taken at their word; the box is only there after a warning.
    """

    sure = ConsentField(_l("Ik heb gekeken, bewaar het zo"))
    #: Whether the page asks if it is right as it stands.
    doubts = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Say all that is wrong at once, and what may point to a person."""
        fine = super().validate(extra_validators)
        likely = {field: _likely(field.data) for field in self if type(field) in FREE_TEXT}
        self.doubts = any(likely.values())
        if self.sure.data or not self.doubts:
            return fine
        for field, what in likely.items():
            if what:
                warning = _("Staat hier %(what)s? Haal dat liever weg, of vink aan dat het goed is.", what=what)
                field.errors = [*field.errors, warning]
        return False


class PartForm(Form):
    """A form inside a form, for FormField; the outer form guards both."""

    class Meta(Habits):
        """Our habits."""


def _likely(text: str | None) -> str:
    """Return in words what personal data a text seems to hold, or nothing."""
    kinds = kinds_of(find_personal_data(text or ""))
    return _(" of ").join(str(LOOKS_LIKE[kind]) for kind in kinds)


def trimmed(text: Any) -> Any:
    """Return text without white space around it, and anything else as it is."""
    return text.strip() if isinstance(text, str) else text


def show_refusal(form: FlaskForm, refusal: Refusal) -> None:
    """Put the reason a command was refused where the person will see it: at the field, or above the form."""
    if refusal.field and refusal.field in form:
        field = form[refusal.field]
        field.errors = [*field.errors, refusal.message]
    else:
        form.form_errors = [*form.form_errors, refusal.message]
    if isinstance(refusal, ChangedMeanwhile):
        form["serial"].data = str(refusal.serial)


def show_kept(form: OnceForm, words: str, url: str) -> None:
    """Say that the form became ``words`` before, to be seen at ``url``; what it says now may be sent once more."""
    form.renew()
    say = get_template_attribute("ui/kept_before.html", "kept_before")
    form.form_errors = [*form.form_errors, say(words, url)]
