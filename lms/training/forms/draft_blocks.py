"""A part or the quiz as blocks to fill in; forms, where nobody needs to know how a block is written."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from lms.content.write.fields import ANSWER, FIELDS, ROWS, Fields, empty_fields, fields_of, write_block
from lms.content.write.scenarios import ENDING_ASKS, new_turns
from lms.content.write.segments import TEXT, Segment, joined, segments, tidy
from lms.content.write.words import STYLE_WORDS, TONE_WORDS
from lms.training.forms.draft_acts import carried_out
from lms.training.forms.draft_scenarios import TurnForm, choose_ways
from lms.training.forms.drafts import StandForm, audience_choices, ticks
from lms.training.queries.draft_forms import Form, audiences_known
from lms.ui.forms import PartForm

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
NEW_ANSWERS = 3
ALL_RIGHT = ("order", "match", "short", "number", "scale")
CLAIMS = ("Dat klopt", "Dat klopt niet")


class AnswerForm(PartForm):
    """One answer with what you say to who gives it."""

    text = StringField(_l("Antwoord"), default="")
    partner = StringField(_l("Hoort bij"), default="")
    explanation = StringField(_l("Wat zeg je als iemand dit kiest?"), default="")
    right = BooleanField(_l("Dit is goed"), default=False)


class BlockForm(PartForm):
    """One block; ``kind`` says which fields it has, ``at`` is its place in the text that the page began with."""

    kind = HiddenField(default=TEXT)
    at = HiddenField(default="")
    uid = HiddenField(default="")
    inner_uid = HiddenField(default="")
    file = HiddenField(default="")
    text = TextAreaField(_l("Tekst"), default="")
    style = SelectField(
        _l("Wat voor vraag is het?"),
        description=_l("Koos je een andere soort? Bewaar dit dan eerst. Daarna staan de goede velden klaar."),
        default="one",
        validate_choice=False,
    )
    prompt = TextAreaField(_l("De vraag"), default="")
    otherwise = StringField(_l("Wat zeg je bij elk ander antwoord?"), default="")
    alt = TextAreaField(
        _l("Wat staat erop?"), description=_l("Voor wie het plaatje niet ziet. Eén of twee zinnen."), default=""
    )
    credit = StringField(_l("Wie maakte het? (mag je overslaan)"), default="")
    who = StringField(_l("Wie zegt dit?"), default="")
    tone = SelectField(_l("Soort"), default="tip", validate_choice=False)
    source = SelectField(_l("Bron"), default="", validate_choice=False)
    check_before = StringField(
        _l("Opnieuw nakijken voor"), description=_l("Schrijf jaar-maand-dag, bijvoorbeeld 2028-11-01."), default=""
    )
    title = StringField(_l("Wat ga je doen?"), default="")
    minutes = StringField(_l("Minuten"), render_kw=NUMBER, default="")
    low = StringField(_l("Hoe heet het laagste punt?"), default="")
    high = StringField(_l("Hoe heet het hoogste punt?"), default="")
    points = StringField(_l("Hoeveel punten heeft de schaal?"), render_kw=NUMBER, default="")
    unit = StringField(_l("Wat staat er achter het getal? (mag je overslaan)"), default="")
    tolerance = StringField(
        _l("Hoeveel mag iemand ernaast zitten? (mag je overslaan)"), render_kw={"inputmode": "decimal"}, default=""
    )
    ending = TextAreaField(_l("Wat vraag je aan het eind?"), default="")
    answers = FieldList(FormField(AnswerForm))
    turns = FieldList(FormField(TurnForm))

    def told(self) -> Fields:
        """Return the fields of this block as they were typed."""
        kind = self.kind.data if self.kind.data in FIELDS else TEXT
        fields = empty_fields(kind)
        fields |= {name: _lines(self[name].data) for name in FIELDS[kind] if name not in ROWS}
        if "answers" in FIELDS[kind]:
            all_right = kind == "question" and fields["style"] in ALL_RIGHT
            fields["answers"] = [{name: row.form[name].data for name in ANSWER} for row in self.answers]
            for answer in fields["answers"]:
                answer["right"] = bool(all_right or answer["right"])
        if "turns" in FIELDS[kind]:
            fields["turns"] = [row.form.told() for row in self.turns]
        return fields


class FixForm(PartForm):
    """One proposal: what stands there, and what it can become."""

    found = HiddenField(default="")
    better = TextAreaField(_l("Wordt"), render_kw={"rows": 2}, default="")


class BlocksForm(StandForm):
    """A text in blocks, with a picture that may come along and proposals to take over."""

    title = StringField(_l("Titel"), [Length(max=120)], default="")
    minutes = StringField(
        _l("Minuten (mag je overslaan)"), render_kw=NUMBER, description=_l("Leeg? Dan tellen wij het uit."), default=""
    )
    blocks = FieldList(FormField(BlockForm))
    picture = FileField(
        _l("Kies een plaatje"), description=_l("Een foto (JPEG of PNG) of een tekening (SVG, hoogstens 20 kB).")
    )
    picture_alt = TextAreaField(_l("Wat staat erop?"), description=_l("Voor wie het plaatje niet ziet."), default="")
    fixes = FieldList(FormField(FixForm))
    place = ""

    def choose(self, sources: Sequence[tuple[str, str]]) -> Self:
        """Give every block what there is to choose from."""
        for row in self.blocks:
            block: Any = row.form
            block.style.choices = [SelectChoice(key, words) for key, words in STYLE_WORDS.items()]
            choose_ways(block.turns)
            block.tone.choices = [SelectChoice(key, words) for key, words in TONE_WORDS.items()]
            known = [("", _l("Kies een bron")), *sources]
            strange = [] if block.source.data in dict(known) else [(block.source.data, block.source.data)]
            block.source.choices = [SelectChoice(key, words) for key, words in (*known, *strange)]
        return self

    def text(self, was: str, do: str = "") -> str:
        """Return the text that was typed, after pressing a button; what nobody touched stays to the letter."""
        old = segments(was)
        rows, self.place = carried_out([_written(row.form, old) for row in self.blocks], do, new_block)
        text = joined(rows)
        return was if text == tidy(was) else text

    def insert_text(self, at: int) -> None:
        """Show an empty field for text at a place."""
        self.blocks.append_entry({**empty_fields(TEXT), "at": ""})
        rows = self.blocks.entries
        rows.insert(max(0, min(at - 1, len(rows) - 1)), rows.pop())


class PartTextForm(BlocksForm):
    """One part."""

    audiences = ticks(_l("Voor wie is dit deel?"))

    @classmethod
    def of(cls, part: Form, sources: Sequence[tuple[str, str]]) -> Self:
        """Return the form of a part; an empty one begins with a field for text."""
        rows = blocks_of(part["text"]) or [{**empty_fields(TEXT), "at": ""}]
        data = {"title": part["title"], "minutes": part["minutes"], "blocks": rows}
        form = cls(data={**data, "audiences": audiences_known(part["audiences"])})
        form.audiences.choices = audience_choices()
        return form.choose(sources)

    def told(self, was: Form, do: str = "") -> Form:
        """Return the part as it was typed."""
        told = {"title": self.title.data, "minutes": self.minutes.data, "text": self.text(was["text"], do)}
        return {**told, "audiences": audiences_known(self.audiences.data or [])}


class QuizForm(BlocksForm):
    """The bank of questions, how many are drawn and when somebody passes."""

    draw = StringField(
        _l("Hoeveel vragen krijgt iemand?"),
        render_kw=NUMBER,
        description=_l("Leeg? Dan alle, en hoogstens tien."),
        default="",
    )
    pass_mark = StringField(_l("Geslaagd bij hoeveel procent goed?"), render_kw=NUMBER, default="70")

    @classmethod
    def of(cls, quiz: Form, sources: Sequence[tuple[str, str]]) -> Self:
        """Return the form of a quiz; an empty one begins with a question."""
        rows = blocks_of(quiz["text"]) or [{**new_block("question"), "at": ""}]
        data = {name: quiz[name] for name in ("title", "minutes", "draw")}
        return cls(data={**data, "pass_mark": quiz["pass"] or "70", "blocks": rows}).choose(sources)

    def told(self, was: Form, do: str = "") -> Form:
        """Return the quiz as it was typed."""
        told = {name: self[name].data for name in ("title", "minutes", "draw")}
        return {**told, "pass": self.pass_mark.data, "text": self.text(was["text"], do)}


def blocks_of(text: str) -> list[Fields]:
    """Return the fields of every block of a text, each with its place."""
    return [{**fields_of(segment), "at": str(at)} for at, segment in enumerate(segments(text))]


def new_block(kind: str) -> Fields:
    """Return a block to begin with."""
    fields = empty_fields(kind if kind in FIELDS else TEXT)
    if kind == "scenario":
        return fields | {"turns": new_turns(), "ending": ENDING_ASKS}
    if "answers" in FIELDS[fields["kind"]]:
        fields["style"] = "one"
        count = NEW_ANSWERS if fields["kind"] == "question" else 2
        fields["answers"] = [{**dict.fromkeys(ANSWER, ""), "right": not at} for at in range(count)]
    return fields | ({"tone": "tip"} if kind == "callout" else {})


def is_picture(name: str) -> bool:
    """Return whether a file that was sent has a name."""
    return bool(PurePosixPath(name or "").name)


def _written(block: Any, old: Sequence[Segment]) -> str:
    fields = block.told()
    at = block.at.data or ""
    was = old[int(at)] if at.isascii() and at.isdigit() and int(at) < len(old) else None
    if was and _trimmed(fields_of(was)) == _trimmed(_as_claims(fields)):
        return was.raw
    blank = not any(value for name, value in fields.items() if name not in ("kind", "style", "tone", "answers"))
    blank = blank and not any(each["text"] or each["explanation"] for each in fields["answers"])
    if blank and (was is None or fields["kind"] == TEXT):
        return ""
    return write_block(_as_claims(fields))


def _as_claims(fields: Fields) -> Fields:
    """Give a claim its two answers."""
    if fields["kind"] == "question" and fields["style"] == "true-false":
        rows = [*fields["answers"], *({**dict.fromkeys(ANSWER, ""), "right": False} for _each in CLAIMS)][:2]
        return {**fields, "answers": [{**row, "text": said} for row, said in zip(rows, CLAIMS, strict=True)]}
    return fields


def _trimmed(fields: Any) -> Any:
    if isinstance(fields, dict):
        return {name: _trimmed(value) for name, value in fields.items()}
    if isinstance(fields, list):
        return [_trimmed(each) for each in fields]
    return fields.strip() if isinstance(fields, str) else fields


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")
