"""What somebody learned as accessible PDF."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import Person
from lms.kernel.clock import today
from lms.training.queries.certificate_files import set_in_type
from lms.training.queries.live import Live
from lms.training.queries.papers import kind_words, mark_of
from lms.training.queries.record import Did, Learned, did_live
from lms.ui.formats import day, minutes


def record_sheet(person: Person, learned: Sequence[Learned], live: Sequence[Live] = ()) -> dict[str, Any]:
    """Return what stands on the paper, in the language that holds."""
    return {
        "title": _("Mijn leren"),
        "name": person.name,
        "about": _("Overzicht van %(day)s", day=day(today())),
        "empty": "" if learned or live else _("Hier staat nog niets: je hebt nog geen module gedaan."),
        "modules": [*(_module(each) for each in learned), *([_trainings(live)] if live else [])],
        "words": {"logo": _("Kringwijs, een kring die aan één kant open is")},
    }


def record_pdf(sheet: dict[str, Any], title: str) -> bytes:
    """Return the paper; runs while no transaction is open."""
    return set_in_type("record.typ", sheet, title)


def _module(each: Learned) -> dict[str, Any]:
    proof = [
        _("%(kind)s %(number)s, %(time)s", kind=kind_words(one), number=one.number, time=minutes(one.net_minutes))
        + (f". {mark_of(one)}" if mark_of(one) else "")
        for one in each.certificates
    ]
    groups = (
        (_("Bewijzen"), proof),
        (_("Delen"), [_line(did) for did in each.parts]),
        (_("Toetsen"), [_line(did) for did in each.quizzes]),
        (_("Opdrachten in de buurt"), [_line(did) for did in each.assignments]),
    )
    return {
        "title": each.module.title,
        "far": _("%(done)s van %(total)s stukjes klaar", done=each.progress.done, total=each.progress.total),
        "groups": [{"heading": heading, "lines": lines} for heading, lines in groups if lines],
    }


def _trainings(live: Sequence[Live]) -> dict[str, Any]:
    """Return the trainings somebody was at, by module, as if they were one more module."""
    by_module: dict[str, list[str]] = {}
    for each in live:
        by_module.setdefault(each.module.title, []).append(_line(did_live(each)))
    counting = sum(each.counts for each in live)
    return {
        "title": _("Trainingen"),
        "far": ngettext("Je was bij %(num)s training.", "Je was bij %(num)s trainingen.", counting),
        "groups": [{"heading": module, "lines": lines} for module, lines in by_module.items()],
    }


def _line(did: Did) -> str:
    return " · ".join(part for part in (did.what, did.result, day(did.at)) if part)
