"""From fences to blocks: which blocks exist, where they may stand, and which options they need."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from lms.content.blocks import Assignment, Block, Callout, Easy, Fact, Picture, Quote, Reflect, Scenario, Source, Text
from lms.content.enums import TONES
from lms.content.fences import Fence, Prose
from lms.content.read.desk import Desk
from lms.content.read.questions import OPTIONS, read_question
from lms.content.read.scenarios import read_scenario

IN_PART = frozenset({"picture", "quote", "callout", "fact", "question", "reflect", "assignment", "scenario", "easy"})
IN_EASY = frozenset({"picture", "question"})
IN_QUIZ = frozenset({"question"})


@dataclass(frozen=True)
class Form:
    """How a block is written: its options, whether something stands behind ``|``, and what it may hold."""

    must: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    argument: bool = False
    holds: frozenset[str] = frozenset()


UID = frozenset({"uid"})
FORMS: Mapping[str, Form] = {
    "picture": Form(must=frozenset({"alt"}), may=frozenset({"credit"}), argument=True),
    "quote": Form(argument=True),
    "callout": Form(argument=True),
    "fact": Form(must=UID | {"source", "check_before"}),
    "question": Form(must=UID, may=OPTIONS, argument=True),
    "reflect": Form(must=UID),
    "assignment": Form(must=UID, may=frozenset({"minutes"}), argument=True),
    "scenario": Form(must=UID, argument=True, holds=frozenset({"turn", "ending"})),
    "turn": Form(argument=True),
    "ending": Form(must=UID),
    "easy": Form(must=UID, may=frozenset({"minutes"}), holds=IN_EASY),
}


def build(content: Sequence[Prose | Fence], desk: Desk, allowed: frozenset[str] = IN_PART) -> tuple[Block, ...]:
    """Return the blocks that prose and fences stand for; what is not allowed here is noted and left out."""
    blocks: list[Block] = []
    for item in content:
        if isinstance(item, Prose):
            blocks.append(Text(html=desk.html(item.lines), origin=item.origin))
        elif _allowed(item, allowed, desk):
            _check_form(item, desk)
            blocks.append(_BUILDERS[item.name](item, desk))
    return tuple(blocks)


def _allowed(fence: Fence, allowed: frozenset[str], desk: Desk) -> bool:
    if fence.name in allowed:
        return True
    desk.unknown(fence.origin, "block-unknown", what=_("Het blok"), given=fence.name, known=allowed)
    return False


def _check_form(fence: Fence, desk: Desk) -> None:
    form = FORMS[fence.name]
    if form.argument != bool(fence.argument):
        _wrong_argument(fence, desk)
    _check_options(fence, form, desk)
    for inner in fence.fences:
        if fence.name == "scenario" and _allowed(inner, form.holds, desk):
            _check_form(inner, desk)
        elif not form.holds:
            message = _("In het blok '%(name)s' past geen ander blok. Zet het erboven of eronder.", name=fence.name)
            desk.problem(inner.origin, "block-inside", message)


def _check_options(fence: Fence, form: Form, desk: Desk) -> None:
    for key in sorted(form.must):
        if key not in fence.options or not fence.options[key].text:
            message = _(
                "Bij het blok '%(name)s' ontbreekt '%(key)s'. Zet het onder de eerste regel, na vier spaties.",
                name=fence.name,
                key=key,
            )
            desk.problem(fence.origin, f"missing-{key.replace('_', '-')}", message)
    for key, line in fence.options.items():
        if key not in form.must | form.may:
            desk.unknown(line.origin, "option-unknown", what=_("De instelling"), given=key, known=form.must | form.may)


def _wrong_argument(fence: Fence, desk: Desk) -> None:
    if fence.argument:
        message = _("Achter '%(name)s' hoort niets te staan. Haal de streep en de tekst weg.", name=fence.name)
    else:
        message = _("Achter '%(name)s' ontbreekt iets. Schrijf: /// %(name)s | …", name=fence.name)
    desk.problem(fence.origin, "argument", message)


def _option(fence: Fence, key: str) -> str:
    return fence.options[key].text if key in fence.options else ""


def _picture(fence: Fence, desk: Desk) -> Picture:
    return Picture(
        file=fence.argument,
        alt=_option(fence, "alt"),
        credit=_option(fence, "credit"),
        caption=desk.html(fence.prose),
        origin=fence.origin,
    )


def _quote(fence: Fence, desk: Desk) -> Quote:
    return Quote(who=fence.argument, html=desk.text_of(fence), origin=fence.origin)


def _callout(fence: Fence, desk: Desk) -> Callout:
    if fence.argument and fence.argument not in TONES:
        desk.unknown(fence.origin, "callout-tone", what=_("De soort"), given=fence.argument, known=TONES)
    return Callout(tone=fence.argument, html=desk.text_of(fence), origin=fence.origin)


def _fact(fence: Fence, desk: Desk) -> Fact:
    return Fact(
        uid=_option(fence, "uid"),
        html=desk.text_of(fence),
        sources=tuple(_sources(fence, desk)),
        check_before=_check_before(fence, desk),
        origin=fence.origin,
    )


def _sources(fence: Fence, desk: Desk) -> list[Source]:
    found = []
    for key in filter(None, (word.strip() for word in _option(fence, "source").split(","))):
        if key in desk.sources:
            found.append(desk.sources[key])
        else:
            origin = fence.options["source"].origin
            desk.unknown(origin, "source-unknown", what=_("De bron"), given=key, known=desk.sources)
    return found


def _check_before(fence: Fence, desk: Desk) -> date | None:
    given = _option(fence, "check_before")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        message = _("Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2028-11-01.")
        desk.problem(fence.options["check_before"].origin, "date", message)
        return None


def _reflect(fence: Fence, desk: Desk) -> Reflect:
    return Reflect(uid=_option(fence, "uid"), html=desk.text_of(fence), origin=fence.origin)


def _assignment(fence: Fence, desk: Desk) -> Assignment:
    return Assignment(
        uid=_option(fence, "uid"),
        title=fence.argument,
        minutes=_minutes(fence, desk),
        html=desk.text_of(fence),
        origin=fence.origin,
    )


def _question(fence: Fence, desk: Desk) -> Block:
    return read_question(fence, _option(fence, "uid"), desk)


def _scenario(fence: Fence, desk: Desk) -> Scenario:
    return read_scenario(fence, _option(fence, "uid"), desk)


def _easy(fence: Fence, desk: Desk) -> Easy:
    blocks = build(fence.content, desk, IN_EASY)
    return Easy(uid=_option(fence, "uid"), blocks=blocks, minutes=_minutes(fence, desk), origin=fence.origin)


def _minutes(fence: Fence, desk: Desk) -> int | None:
    line = fence.options.get("minutes")
    return desk.number(line, "minutes") if line else None


_BUILDERS: Mapping[str, Callable[[Fence, Desk], Block]] = {
    "picture": _picture,
    "quote": _quote,
    "callout": _callout,
    "fact": _fact,
    "question": _question,
    "reflect": _reflect,
    "assignment": _assignment,
    "scenario": _scenario,
    "easy": _easy,
}
