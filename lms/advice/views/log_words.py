"""What lines of the log about advice are called, and what they are about."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.accounts.slots import LogObjects
from lms.advice.enums import AdviceSize
from lms.advice.queries.log_names import NAMES
from lms.advice.queries.words import BUNDLE_STATES, SIZES, STATES

ACTIONS: Mapping[str, Any] = {
    "advice.answer_spoken": _l("Gesproken antwoord op een vraag vastgelegd"),
    "advice.ask": _l("Vraag om advies gesteld"),
    "advice.forward_asked": _l("Collega gevraagd om een vraag over te nemen"),
    "advice.forward_refused": _l("Collega nam een vraag niet over"),
    "advice.forward_taken_back": _l("Collega niet meer gevraagd"),
    "advice.lay_down": _l("Gesproken advies vastgelegd"),
    "advice.lifted_confidential": _l("Advies is niet meer vertrouwelijk"),
    "advice.marked_confidential": _l("Advies vertrouwelijk gemaakt"),
    "advice.move": _l("Advies ging een stap verder"),
    "advice.norm": _l("Termijn voor antwoorden veranderd"),
    "advice.owner_changed": _l("Een andere adviseur antwoordt"),
    "advice.reader_asked": _l("Collega gevraagd om mee te lezen"),
    "advice.remove_file": _l("Bestand bij advies weggehaald"),
    "advice.size_changed": _l("Grootte van een vraag veranderd"),
    "advice.weigh": _l("Advies zonder vraag begonnen"),
    "advice.write_down": _l("Ingesproken advies in tekst gezet"),
    "bundle.address": _l("Bundel voorgelegd aan een ander programma"),
    "bundle.answer": _l("Antwoord op een bundel geschreven"),
    "bundle.approve": _l("Antwoord op een bundel meegelezen"),
    "bundle.ask_no_more": _l("Link van een ander programma ingetrokken"),
    "bundle.begin": _l("Bundel begonnen"),
    "bundle.move": _l("Bundel ging een stap verder"),
    "bundle.reply": _l("Een ander programma reageerde op een bundel"),
    "bundle.return": _l("Antwoord op een bundel ging naar iedereen"),
    "bundle.reword": _l("Woorden van een bundel veranderd"),
    "example.keep": _l("Voorbeeld of ontwikkeling bewaard"),
    "example.retire": _l("Voorbeeld of ontwikkeling weggehaald"),
    "public_answer.approve": _l("Openbaar antwoord meegelezen"),
    "public_answer.ask_reader": _l("Collega gevraagd om een openbaar antwoord mee te lezen"),
    "public_answer.begin": _l("Openbaar antwoord begonnen"),
    "public_answer.change": _l("Openbaar antwoord veranderd"),
    "public_answer.consent": _l("Toestemming voor een openbaar antwoord gegeven"),
    "public_answer.publish": _l("Antwoord openbaar gemaakt"),
    "public_answer.refuse": _l("Geen toestemming voor een openbaar antwoord"),
    "public_answer.withdraw": _l("Openbaar antwoord teruggehaald"),
}
KINDS: Mapping[str, Any] = {
    "example": _l("Een voorbeeld of ontwikkeling"),
    "public_answer": _l("Een openbaar antwoord"),
}


def log_words(codes: Collection[str]) -> Mapping[str, str]:
    """Return what codes are about: names of neighbourhoods for advice, kinds for the rest; one statement."""
    parts = {code: code.split("/") for code in codes}
    names = NAMES.of({(part[0], part[1]) for part in parts.values() if part[0] == "advice" and len(part) > 1})
    said = {code: _said(part, names) for code, part in parts.items()}
    return {code: words for code, words in said.items() if words}


def _said(part: Sequence[str], names: Mapping[tuple[str, str], str]) -> str:
    kind, key = part[0], part[1] if len(part) > 1 else ""
    if kind == "advice":
        place = names.get((kind, key), "")
        return _("Advies voor %(place)s", place=place) if place else _("Een advies")
    if kind == "bundle":
        many = int(part[2]) if len(part) > 2 and part[2].isdecimal() else 0
        return (
            ngettext("Een bundel, naar %(num)d wijk", "Een bundel, naar %(num)d wijken", many)
            if many
            else _("Een bundel")
        )
    if kind == "norm" and key in set(AdviceSize):
        return str(SIZES[AdviceSize(key)])
    return str(KINDS.get(kind, ""))


RESULTS = {state.value: label for words in (BUNDLE_STATES, STATES) for state, label in words.items()}
OBJECTS = LogObjects(words=log_words, results=RESULTS)
