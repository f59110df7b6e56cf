"""Asking for advice: it goes straight to the adviser of the neighbourhood, or to who stands in."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from lms.accounts.commands.notices import notify_all
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.people import people_with_role
from lms.advice.commands.files import Kept, attach, let_go
from lms.advice.commands.leaving import leave_shared
from lms.advice.commands.moving import code_of, lock, move
from lms.advice.commands.telling import tell
from lms.advice.commands.words import cleaned, headline, stems
from lms.advice.enums import AdviceSize, Channel, Direction, State, Visibility
from lms.advice.models import Advice, AdviceReader
from lms.advice.models.advice import LONGEST_QUESTION, NUMBER_LENGTH
from lms.advice.queries.history import norm_on
from lms.advice.queries.people import adviser_now, who_answers
from lms.kernel import audit
from lms.kernel.chance import new_digits
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.working_days import add_working_days
from lms.programme.commands.form_keys import first_of_form, row_of_form, unchanged
from lms.programme.commands.moments import note_sign
from lms.programme.models import Neighbourhood, Theme

#: Who decides later than this does not wait for an answer now, or typed another year.
FAR_OFF = timedelta(days=731)
ASKED, NOBODY_ANSWERS, WITHDRAWN = "advice.asked", "advice.nobody_answers", "advice.withdrawn"


def ask(
    neighbourhood: Neighbourhood,
    question: str,
    *,
    by: Person,
    origin: str,
    form_key: str,
    step_key: str | None = None,
    theme: Theme | None = None,
    decide_by: date | None = None,
    confidential: bool = False,
    files: Sequence[Kept] = (),
) -> Advice:
    """Keep a question and give it to who answers here today; the same form twice is one question.

    ``confidential``: only who asks and who answers may read it.
    """
    question = cleaned(question, LONGEST_QUESTION, _("Schrijf je vraag op. Eén zin is genoeg."), "question")
    if before := row_of_form(Advice.by_id, form_key, by):
        let_go(files)
        return unchanged(before, question=question)
    _hold(neighbourhood)
    _check_day(decide_by)
    advice = new_advice(Direction.ASKED, neighbourhood, question, by=by, form_key=form_key)
    advice.question, advice.requester_id = question, by.id
    advice.step_key, advice.theme_id, advice.decide_by = step_key, theme.id if theme else None, decide_by
    advice.visibility = Visibility.NAMED if confidential else Visibility.NEIGHBOURHOOD
    kept = first_with_number(advice, by)
    if kept is not advice:
        let_go(files)
        return unchanged(kept, question=question)
    attach(advice, files, by=by)
    if confidential:
        db.session.add(AdviceReader(advice_id=advice.id, person_id=by.id))
        db.session.flush()
    audit.record("advice.ask", code_of(advice), actor_uid=by.uid, origin=origin)
    note_sign(neighbourhood)
    give_to_adviser(advice, neighbourhood, by=by, origin=origin)
    return advice


def _check_day(decide_by: date | None) -> None:
    if decide_by is not None and decide_by < today():
        raise Refusal(_("Deze dag is al geweest. Kies een dag die nog komt."), "decide_by")
    if decide_by is not None and decide_by > today() + FAR_OFF:
        raise Refusal(_("Kies een dag binnen twee jaar."), "decide_by")


def _hold(neighbourhood: Neighbourhood) -> None:
    """Look again who leads and advises here, and let nobody change that until the question has its adviser.

    Or it would go to who advised here before, just after they handed over what was open.
    """
    db.session.flush()
    db.session.refresh(neighbourhood, ["adviser_id", "director_id"], with_for_update=True)


def new_advice(
    direction: Direction,
    neighbourhood: Neighbourhood,
    words: str,
    *,
    by: Person,
    form_key: str,
    day: date | None = None,
) -> Advice:
    """Return advice at the beginning of its path, with the norm that holds on that day (default: today)."""
    day = day or today()
    norm = norm_on(day, AdviceSize.TAILORED)
    return Advice(
        number=new_digits(NUMBER_LENGTH),
        form_key=form_key,
        direction=direction,
        neighbourhood_id=neighbourhood.id,
        neighbourhood=neighbourhood,
        by_id=by.id,
        channel=Channel.WEB,
        received_on=day,
        title=headline(words),
        words=stems(words),
        size=AdviceSize.TAILORED,
        state=State.NEW if direction is Direction.ASKED else State.SIGNAL,
        moves=0,
        first_days=norm.first,
        answer_days=norm.answer,
        first_on=add_working_days(day, norm.first),
        due_on=add_working_days(day, norm.answer),
    )


def first_with_number(advice: Advice, by: Person) -> Advice:
    """Write advice under a number that nobody has, or return what its form became already.

    Numbers are drawn, so that none tells how many there are; the more there are, the likelier is one that is taken.
    """
    while True:
        try:
            return first_of_form(Advice.by_id, advice, by)
        except IntegrityError:
            if not db.session.scalar(select(exists().where(Advice.number == advice.number))):
                raise  # another rule of the table was broken
            advice.number = new_digits(NUMBER_LENGTH)


def give_to_adviser(advice: Advice, neighbourhood: Neighbourhood, *, by: Person | None, origin: str) -> None:
    """Give a question to who answers in this neighbourhood today; while there is nobody it waits for one."""
    adviser = adviser_now(neighbourhood)
    if adviser is None:
        if advice.state is not State.TRIAGE:
            move(advice, State.TRIAGE, by=by, origin=origin)
        _tell_coordinators(advice, neighbourhood)
        return
    move(advice, State.ASSIGNED, by=by, origin=origin, person=adviser)
    own(advice, adviser)
    place = neighbourhood.name
    tell([adviser], advice, ASKED, _l("%(place)s heeft een vraag voor je.", place=place), said=advice.question)


def own(advice: Advice, adviser: Person) -> None:
    """Let somebody answer; who answers what is confidential is named in it."""
    advice.owner_id = adviser.id
    if advice.visibility is Visibility.NAMED:
        db.session.merge(AdviceReader(advice_id=advice.id, person_id=adviser.id))
    db.session.flush()


def withdraw(advice: Advice, neighbourhood: Neighbourhood, *, by: Person, origin: str, reason: str = "") -> None:
    """Take a question back before it is answered; it stays to be read."""
    lock(advice)
    if advice.state is State.WITHDRAWN:
        return
    people = who_answers(advice, neighbourhood)
    move(advice, State.WITHDRAWN, by=by, origin=origin, detail=reason)
    leave_shared(advice)
    tell(people, advice, WITHDRAWN, _l("%(place)s trok een vraag in.", place=neighbourhood.name))


def _tell_coordinators(advice: Advice, neighbourhood: Neighbourhood) -> None:
    """Tell who finds an adviser that a question waits; they do not read it."""
    notify_all(
        people_with_role(Role.COORDINATOR),
        cause=NOBODY_ANSWERS,
        object=code_of(advice),
        version=str(advice.moves),
        text=_l("Een vraag uit %(place)s wacht op een adviseur.", place=neighbourhood.name),
        url=f"/beheer/wijken/{neighbourhood.slug}/adviseur",
    )
