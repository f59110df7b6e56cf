"""What is seen of how people get on, as a table for a spreadsheet: the same numbers as on the page, and no others."""

from flask_babel import gettext as _

from lms.kernel.small_cells import Hidden, Shown
from lms.kernel.spreadsheets import Cell
from lms.training.models.insight import FINISHED
from lms.training.queries.insight import Insight, PartCount
from lms.training.queries.insight_lines import QuestionLine

Table = tuple[list[str], list[list[Cell]]]


def insight_table(found: Insight) -> Table:
    """Return one module: a row for the whole, for each part, and for each question."""
    head = [
        _("Soort"),
        _("Les"),
        _("Deel of vraag"),
        _("Begonnen of beantwoord"),
        _("Afgerond"),
        _("Gestopt hierna"),
        _("Eerste antwoord fout"),
        _("Nog eens geprobeerd"),
        _("Vaakst gegeven foute antwoord"),
        _("Door hoeveel mensen"),
    ]
    whole: list[Cell] = [_("Module"), "", found.module.title, _cell(found.began), _cell(found.tally.of(FINISHED))]
    rows = [[*whole, _cell(found.tally.stopped), None, None, None, None]]
    return head, rows + [_part(each) for each in found.parts] + [_question(each) for each in found.questions]


def _part(each: PartCount) -> list[Cell]:
    counts = [_cell(count) for count in (each.began, each.done, each.stopped)]
    return [_("Deel"), each.lesson.title, each.part.title, *counts, None, None, None, None]


def _question(line: QuestionLine) -> list[Cell]:
    lesson = line.place[0].title if line.place else _("Toets")
    slip: list[Cell] = [slip_words(line), _cell(line.slip.people)] if line.slip else [None, None]
    kind = _("Vraag in een deel") if line.place else _("Vraag van de toets")
    return [
        *(kind, lesson, line.prompt, _cell(line.answered), None, None, _cell(line.slipped), _cell(line.again)),
        *slip,
    ]


def slip_words(line: QuestionLine) -> str:
    """Return the answer that most people gave who were off."""
    if line.slip is None:
        return ""
    return _("niet gekozen: %(answer)s", answer=line.slip.words) if line.slip.left_out else line.slip.words


def _cell(count: Shown) -> Cell:
    return str(count) if isinstance(count, Hidden) else count
