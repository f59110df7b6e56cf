"""Very many questions, written at once by the steps that the database allows: for tests and for measuring pages."""

from datetime import timedelta

from sqlalchemy import insert, literal, select, update

from lms.advice.enums import Direction, State
from lms.advice.models import Advice, AdviceEvent
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.models import Neighbourhood, Theme

STEPS = ("wijk", "doen", "team", "borgen", "leren")
WORDS = ("bereik", "flat", "garag", "huisart", "koffi", "man", "markt", "moeder", "roker", "school", "sport", "zorg")
#: One in so many waits for an answer.
OPEN, WAITS = 40, ", en nog iets?"
ASKED = (State.NEW, State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS, State.SENT)


def ask_many(many: int) -> None:
    """Let neighbourhoods have asked so many questions in all."""
    places = db.session.execute(select(Neighbourhood.id, Neighbourhood.adviser_id)).all()
    themes = db.session.scalars(select(Theme.id)).all()
    last = db.session.scalar(select(Advice.id).order_by(Advice.id.desc()).limit(1)) or 0
    there = db.session.query(Advice).count()
    rows = [_question(number, *places[number % len(places)], themes) for number in range(there, many)]
    if rows:
        db.session.execute(insert(Advice), rows)
        _lead(last)


def _question(number: int, place: int, adviser: int | None, themes: list[int]) -> dict[str, object]:
    day = today() - timedelta(days=number % (20 if number % OPEN == 0 else 700))
    told = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7, 11)]
    return {
        "number": f"9{number:07}",
        "direction": Direction.ASKED,
        "neighbourhood_id": place,
        "owner_id": adviser,
        "title": f"Vraag {number}{WAITS if number % OPEN == 0 else '?'}",
        "question": f"Hoe gaat het met {' en '.join(told)}?",
        "words": " ".join(sorted(set(told))),
        "received_on": day,
        "first_on": day + timedelta(days=2),
        "due_on": day + timedelta(days=14),
        "first_days": 2,
        "answer_days": 10,
        "theme_id": themes[number % len(themes)],
        "step_key": STEPS[number % len(STEPS)],
        "state": State.NEW,
        "moves": 0,
    }


def _lead(last: int) -> None:
    """Let all that came after a number be answered, and one in so many be worked at; line by line of the history."""
    events = [column for column in AdviceEvent.__table__.columns if column.name not in {"by_id", "person_id"}]
    for seq, (before, after) in enumerate(zip(ASKED, ASKED[1:], strict=False), 1):
        still = (Advice.id > last, *([~Advice.title.endswith(WAITS)] if after is State.SENT else ()))
        values = {"seq": seq, "previous": seq - 1 or None, "direction": Direction.ASKED, "happened": "moved"}
        values |= {"before": before, "after": after, "detail": "", "at": now()}
        told = [Advice.id if each.name == "advice_id" else literal(values[each.name], each.type) for each in events]
        db.session.execute(insert(AdviceEvent).from_select([each.name for each in events], select(*told).where(*still)))
        ended = {"answered_on": today()} if after is State.SENT else {}
        moved = update(Advice).where(*still).values(state=after, moves=seq, **ended)
        db.session.execute(moved, execution_options={"synchronize_session": False})
