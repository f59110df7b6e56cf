"""The final quiz: what it is, the questions on one page in one form, and the result."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from lms.accounts.models import Person
from lms.kernel.permit import permit, signed_in
from lms.training.commands import quizzes as commands
from lms.training.forms import ask_for_answer, draft_from, fields_in, fields_of, fields_of_draft, given_from
from lms.training.models.judging import is_answer
from lms.training.queries.quizzes import Paper, open_attempt, paper_of, quiz_reading
from lms.training.queries.readings import Reading
from lms.training.views.blueprint import bp
from lms.training.views.cards import QuestionCard
from lms.ui.kept import made_at

#: Buttons that hand in nothing: stay here, or come back another day.
KEEPING = frozenset({"keep", "later"})
#: What the page itself sends while it is filled in (assets/js/later.js); the answer is for no one to look at.
DRAFT = "draft"
NO_PAGE = ""
#: In the address of an attempt that was handed in too early: the page says what is missing.
LOOK = "kijk-nog"


@bp.get("/modules/<module>/toets")
@permit(signed_in, reading=(quiz_reading, "module"))
def quiz(reading: Reading, actor: Person) -> str | Response:
    """Say what the quiz is, or lead to the one that is still open."""
    if found := open_attempt(reading.module, actor):
        return redirect(url_for("training.attempt", module=reading.module.slug, attempt=found.uid), 302)
    return render_template("training/quiz.html", reading=reading)


@bp.post("/modules/<module>/toets")
@permit(signed_in, reading=(quiz_reading, "module"))
def begin(reading: Reading, actor: Person) -> Response:
    """Draw questions and lead to them."""
    found = commands.begin_quiz(reading, by=actor)
    return redirect(url_for("training.attempt", module=reading.module.slug, attempt=found.uid), 303)


@bp.get("/modules/<module>/toets/<attempt>")
@permit(signed_in, paper=(paper_of, "module", "attempt"))
def attempt(paper: Paper) -> str:
    """Show the questions, or the result of an attempt that was handed in."""
    if paper.attempt.submitted_at is not None:
        return render_template("training/result.html", paper=paper, cards=_cards(paper))
    checked = LOOK in request.args
    problems = _missing(paper, _kept(paper)) if checked else {}
    cards = _cards(paper, problems)
    return render_template("training/attempt.html", paper=paper, cards=cards, problems=problems, checked=checked)


@bp.post("/modules/<module>/toets/<attempt>")
@permit(signed_in, paper=(paper_of, "module", "attempt"))
def hand_in(paper: Paper, actor: Person) -> Response | tuple[str, int]:
    """Keep the answers so far, or judge them; when some are missing, keep the others and lead to what is missing."""
    if request.form.get("do") in KEEPING:
        return _keep(paper)
    if request.form.get("do") == DRAFT:
        commands.keep_draft(paper.attempt.id, _draft(paper), at=made_at())
        return NO_PAGE, 204
    asked = [each.question for each in paper.questions]
    given = {question.uid: given_from(question, fields_in(question, request.form)) for question in asked}
    if _missing(paper, given) and paper.attempt.submitted_at is None:
        commands.keep_draft(paper.attempt.id, _draft(paper), at=made_at())
        return redirect(f"{_address(paper)}?{LOOK}#{LOOK}", 303)
    commands.hand_in_quiz(paper, given, by=actor)
    return redirect(_address(paper), 303)


def _kept(paper: Paper) -> dict[str, list[str]]:
    asked, answers = [each.question for each in paper.questions], paper.attempt.answers
    return {each.uid: given_from(each, fields_of_draft(each, answers.get(each.uid, []))) for each in asked}


def _missing(paper: Paper, given: Mapping[str, list[str]]) -> dict[str, str]:
    asked = [each.question for each in paper.questions]
    return {each.uid: ask_for_answer(each) for each in asked if not is_answer(each, given[each.uid])}


def _keep(paper: Paper) -> Response:
    if paper.attempt.submitted_at is not None:
        return redirect(_address(paper), 303)
    commands.keep_draft(paper.attempt.id, _draft(paper), at=made_at())
    flash(_("Je antwoorden zijn bewaard. Je kunt later verder met dezelfde vragen."))
    later = request.form["do"] == "later"
    return redirect(url_for("training.show", module=paper.reading.module.slug) if later else _address(paper), 303)


def _draft(paper: Paper) -> dict[str, list[str]]:
    asked = [each.question for each in paper.questions]
    return {question.uid: draft_from(question, fields_in(question, request.form)) for question in asked}


def _address(paper: Paper) -> str:
    return url_for("training.attempt", module=paper.reading.module.slug, attempt=paper.attempt.uid)


def _cards(paper: Paper, problems: Mapping[str, str] | None = None) -> list[QuestionCard]:
    handed_in = paper.attempt.submitted_at is not None
    cards = []
    for asked in paper.questions:
        question, kept = asked.question, paper.attempt.answers.get(asked.question.uid, [])
        fields = fields_of(question, kept) if handed_in else fields_of_draft(question, kept)
        verdict = paper.verdicts[question.uid] if handed_in else None
        cards.append(QuestionCard(question, asked.answers, fields, verdict, (problems or {}).get(question.uid, "")))
    return cards
