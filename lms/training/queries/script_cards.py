"""The blocks of a part as somebody leads them in a room: what to show, to tell, to ask and to play."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from lms.content.blocks import (
    END,
    Answer,
    Assignment,
    Block,
    Callout,
    Choice,
    Easy,
    Fact,
    Picture,
    Question,
    Quote,
    Reflect,
    Scenario,
    Source,
    Text,
    Turn,
)
from lms.kernel.clock import today
from lms.ui.formats import day, minutes

NO_YEAR = "z.j."
CHOSEN = ("one", "several", "true-false")


@dataclass(frozen=True)
class Line:
    """One line below a card: an answer or something you could say, with what it does.

    ``lead`` stands before it (a number, or that it fits well); ``notes`` are pairs of a label and HTML.
    """

    lead: str
    html: str
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Card:
    """One thing the leader does. ``how`` says how, in plain text; ``kind`` gives the template its look.

    ``to_choose``: its lines are answers to choose from, so that showing them gives nothing away.
    """

    kind: str
    label: str
    html: str = ""
    how: str = ""
    lines: tuple[Line, ...] = ()
    picture: Picture | None = None
    small: str = ""
    to_choose: bool = False


def cards_of(blocks: Iterable[Block]) -> tuple[Card, ...]:
    """Return the cards of blocks in their order; an easy twin has a script of its own."""
    return tuple(card for block in blocks for card in _CARDS[type(block)](block))


def source_line(source: Source) -> str:
    """Return a source in one line: publisher, year and title."""
    year = "" if source.year == NO_YEAR else f", {source.year}"
    return f"{source.publisher}{year}: {source.title}"


def _text(block: Text) -> Iterator[Card]:
    yield Card("text", _("Vertel"), block.html)


def _picture(block: Picture) -> Iterator[Card]:
    yield Card("picture", _("Laat zien"), block.caption or block.credit, picture=block)


def _quote(block: Quote) -> Iterator[Card]:
    yield Card("quote", _("Lees voor: %(who)s", who=block.who), block.html)


def _callout(block: Callout) -> Iterator[Card]:
    names = {"tip": _("Tip"), "info": _("Goed om te weten"), "let-op": _("Let op")}
    yield Card("callout", names[block.tone], block.html)


def _fact(block: Fact) -> Iterator[Card]:
    told = "; ".join(source_line(source) for source in block.sources)
    small = [_("Bron: %(source)s.", source=told)]
    if block.is_due(today()):
        small.append(_("Let op: we kijken dit feit opnieuw na."))
    elif block.check_before:
        small.append(_("We kijken dit opnieuw na voor %(date)s.", date=day(block.check_before)))
    yield Card("fact", _("Feit, lees het letterlijk voor"), block.html, small=" ".join(small))


def _question(block: Question) -> Iterator[Card]:
    lines, to_choose = tuple(_answers(block)), block.style in CHOSEN
    yield Card("question", _("Vraag aan de groep"), block.prompt, _way_to_ask(block), lines, to_choose=to_choose)


def _way_to_ask(question: Question) -> str:
    return {
        "one": _("Lees de antwoorden voor. Vraag wie wat kiest, en waarom. Lees daarna de uitleg."),
        "several": _("Er passen meer antwoorden. Vraag bij elk antwoord wie het kiest. Lees daarna de uitleg."),
        "true-false": _("Wie vindt dat dit klopt, steekt een hand op. Vraag waarom. Lees daarna de uitleg."),
        "order": _("Zet elke regel op een kaartje. De groep legt ze op volgorde. Hieronder staat de volgorde."),
        "match": _("Zet alles op kaartjes. De groep zoekt wat bij elkaar hoort. Hieronder staan de paren."),
        "short": _("Vraag om één woord of een paar woorden. Dit past:"),
        "number": _("Iedereen schrijft een getal op. Laat de getallen zien. Vertel daarna dit:"),
        "scale": _(
            "Maak een lijn op de vloer. Iedereen gaat staan waar het klopt. Elke plek is goed. Vertel dit erbij:"
        ),
    }[question.style]


def _answers(question: Question) -> Iterator[Line]:
    for number, answer in enumerate(question.answers, start=1):
        yield Line(_lead(question, number, answer), _said(question, answer), (("", answer.explanation),))
    if question.otherwise:
        yield Line("", _("Een ander antwoord"), (("", question.otherwise),))


def _lead(question: Question, number: int, answer: Answer) -> str:
    if question.style == "order":
        return str(number)
    judged = question.style in ("one", "several", "true-false", "short", "number")
    return _("Past goed") if judged and answer.right else ""


def _said(question: Question, answer: Answer) -> str:
    if question.style == "match":
        return _("%(left)s hoort bij: %(right)s", left=answer.text, right=answer.partner)
    if question.style == "number" and question.unit:
        return f"{answer.text} {question.unit}"
    if question.style == "scale":
        return _("Plek %(points)s van 1 (%(low)s) tot %(most)s (%(high)s)", points=answer.text, **_ends(question))
    return answer.text


def _ends(question: Question) -> dict[str, object]:
    return {"low": question.low, "high": question.high, "most": question.points}


def _reflect(block: Reflect) -> Iterator[Card]:
    how = _("Geef iedereen een minuut stilte. Daarna vertelt wie wil. Een beurt overslaan mag.")
    yield Card("reflect", _("Rondje"), block.html, how)


def _scenario(block: Scenario) -> Iterator[Card]:
    how = _(
        "Eén persoon speelt de ander en leest die woorden voor. Iemand anders is zichzelf en kiest wat hij zegt."
        " Wie kijkt, let op wat er met het contact gebeurt. Ruil daarna van rol."
    )
    yield Card("scenario", _("Rollenspel: %(title)s", title=block.title), block.html, how)
    numbers = {turn.key: number for number, turn in enumerate(block.turns, start=1)}
    for turn in block.turns:
        yield _turn(turn, numbers)
    if block.ending:
        yield Card("reflect", _("Rondje na het rollenspel"), block.ending.html)


def _turn(turn: Turn, numbers: dict[str, int]) -> Card:
    lines = tuple(_choice(choice, numbers) for choice in turn.choices)
    return Card("turn", _("Beurt %(number)s", number=numbers[turn.key]), turn.html, lines=lines)


def _choice(choice: Choice, numbers: dict[str, int]) -> Line:
    on = _("naar het rondje") if choice.to == END else _("naar beurt %(number)s", number=numbers[choice.to])
    notes = ((_("Dan"), choice.then), (_("Voor het contact"), choice.contact), (_("Verder"), on))
    return Line(_("Je zegt"), choice.text, notes)


def _assignment(block: Assignment) -> Iterator[Card]:
    time = f" ({minutes(block.minutes)})" if block.minutes else ""
    how = _("Spreek af wanneer jullie erop terugkomen. Niemand hoeft iets in te leveren.")
    yield Card("assignment", _("Opdracht voor daarna: %(title)s", title=block.title) + time, block.html, how)


def _easy(_block: Easy) -> Iterator[Card]:
    return iter(())


_CARDS: dict[type[Block], Callable[..., Iterator[Card]]] = {
    Text: _text,
    Picture: _picture,
    Quote: _quote,
    Callout: _callout,
    Fact: _fact,
    Question: _question,
    Reflect: _reflect,
    Scenario: _scenario,
    Assignment: _assignment,
    Easy: _easy,
}
