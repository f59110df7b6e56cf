"""One question after a session, kept so that nobody finds out from the database who answered what.

While a round is open, each answer writes every answer and every receipt of that round anew, the answers under new ids
in a random order: the last writer of a row (xmin), its place in the file and its number then say nothing. When the
round closes, its receipts go, and all answers of the series that nobody has seen yet are written again together,
without their session. They are shown in lots of at least five, so that no two moments differ by one answer.

Until they are shown their words and figures are sealed with a key that is not in the database, all equally long: who
is known to have answered alone, or between two copies of the database, is still not known to have said anything.
"""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from lms.accounts.models import Person
from lms.circles.enums import Hushed
from lms.circles.models import CircleSession, FeedbackAnswer, FeedbackReceipt, FeedbackRound, Series
from lms.circles.models.feedback import LONGEST_TAKEN
from lms.circles.queries.attending import participants_there
from lms.circles.queries.confidential import is_confidential
from lms.kernel.chance import drawn, new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.kernel.sealing import opened, sealed
from lms.kernel.small_cells import THRESHOLD

OPEN_FOR = timedelta(days=14)
BATCH = 20
USE = "the one question"
#: How long everything that is sealed is: a figure, and words of as many bytes as letters can have.
ROOM = 1 + 4 * LONGEST_TAKEN


def open_round(session: CircleSession) -> None:
    """Ask who took part; their receipts are made all at once, in an order that says nothing."""
    asked = [each.person_id for each in participants_there(session)]
    round_ = FeedbackRound(session_id=session.id, series_id=session.series_id, last_day=today() + OPEN_FOR)
    db.session.add(round_)
    db.session.flush()
    rows = [FeedbackReceipt(session_id=session.id, person_id=each) for each in sorted(asked)]
    db.session.add_all(rows)
    db.session.flush()


def answer_question(session: CircleSession, useful: int, text: str, *, by: Person) -> None:
    """Keep an answer and, apart from it, that this person gave one; a second answer is refused."""
    round_ = _locked(session.id)
    if round_ is None or round_.closed_on is not None or round_.last_day < today():
        raise Refusal(_("Deze vraag is gesloten. Dank je wel dat je dacht aan antwoorden."))
    receipt = db.session.get(FeedbackReceipt, (session.id, by.id), populate_existing=True)
    if receipt is None:
        raise Refusal(_("Deze vraag is voor wie er bij was."))
    if receipt.answered:
        raise Refusal(_("Je hebt deze vraag al beantwoord. Dank je wel."))
    if useful not in range(1, 6):
        raise Refusal(_("Kies een cijfer van 1 tot en met 5."), "useful")
    text = text.strip()
    if len(text) > LONGEST_TAKEN:
        raise Refusal(_("Je tekst is te lang. Er passen %(most)s tekens.", most=LONGEST_TAKEN), "text")
    here = FeedbackAnswer.session_id == session.id
    _write_again([*_said(here), (useful, text)], here, series=round_.series_id, session=session.id)
    _receive(session.id, by.id)


def close_rounds() -> bool:
    """Close a batch of rounds whose last day is over; say whether there may be more."""
    over = (FeedbackRound.closed_on.is_(None), FeedbackRound.last_day < today())
    found = select(FeedbackRound).where(*over).order_by(FeedbackRound.session_id).limit(BATCH)
    rounds = db.session.scalars(found.with_for_update(skip_locked=True)).all()
    for each in rounds:
        _close(each)
    return len(rounds) == BATCH


def _close(round_: FeedbackRound) -> None:
    """Let answers lose their session, and show what nobody saw yet when it is five or more together.

    The receipts go: they were only there so that nobody answers twice. Of a confidential session only the figures come
    out: the words would be read by the whole circle.
    """
    db.session.execute(select(Series.id).where(Series.id == round_.series_id).with_for_update())
    mine = FeedbackAnswer.series_id == round_.series_id
    before = mine & FeedbackAnswer.shown.is_(False) & FeedbackAnswer.session_id.is_(None)
    here = FeedbackAnswer.session_id == round_.session_id
    wordless = is_confidential(Hushed.SESSION, round_.session_id)
    said, ready = [*_said(before), *((useful, "" if wordless else text) for useful, text in _said(here))], before | here
    if len(said) >= THRESHOLD:
        seen = mine & FeedbackAnswer.shown.is_(True)
        _write_again([*said, *_said(seen)], ready | seen, series=round_.series_id, session=None, shown=True)
    else:
        _write_again(said, ready, series=round_.series_id, session=None)
    db.session.execute(delete(FeedbackReceipt).where(FeedbackReceipt.session_id == round_.session_id))
    round_.closed_on = today()
    db.session.flush()


def _write_again(
    said: Sequence[tuple[int, str]], instead_of: object, *, series: int, session: int | None, shown: bool = False
) -> None:
    """Write answers anew in a random order, each under another random id, in the place of what was there."""
    db.session.execute(delete(FeedbackAnswer).where(instead_of))  # type: ignore[arg-type]  # SQL
    fresh = sorted((new_uid(24), useful, text) for useful, text in drawn(list(said), len(said)))
    for key, useful, text in fresh:
        row = FeedbackAnswer(id=key, series_id=series, session_id=session, shown=shown)
        if shown:
            row.useful, row.text = useful, text
        else:
            row.sealed = sealed(_even(f"{useful}{text}"), USE)
        db.session.add(row)
    db.session.flush()


def _even(words: str) -> str:
    """Make it as long as all others, so that its length says nothing."""
    return words + " " * (ROOM - len(words.encode()))


def _receive(session_id: int, person_id: int) -> None:
    """Write every receipt of the round anew, this one answered."""
    rows = db.session.scalars(select(FeedbackReceipt).where(FeedbackReceipt.session_id == session_id)).all()
    answered = {each.person_id for each in rows if each.answered} | {person_id}
    whole = update(FeedbackReceipt).where(FeedbackReceipt.session_id == session_id)
    db.session.execute(whole.values(answered=FeedbackReceipt.person_id.in_(answered)))


def _said(which: object) -> list[tuple[int, str]]:
    """Return what answers say; one that was sealed with a key that this site no longer has is lost."""
    rows = db.session.scalars(select(FeedbackAnswer).where(which)).all()  # type: ignore[arg-type]  # SQL
    shown = [(each.useful or 0, each.text) for each in rows if each.shown]
    told = [opened(each.sealed, USE) for each in rows if not each.shown]
    return shown + [(int(each[0]), each[1:].rstrip()) for each in told if each]


def _locked(session_id: int) -> FeedbackRound | None:
    found = select(FeedbackRound).where(FeedbackRound.session_id == session_id)
    return db.session.scalar(found.with_for_update(), execution_options={"populate_existing": True})
