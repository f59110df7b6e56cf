"""Counting statements, processor time and bytes of one request, in this process and on one connection."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import event

ROUNDS = 3
STICK_TIMES = 30
#: How a transaction is marked off; the yardstick's driver does that unseen, and so does that of PostgreSQL.
MARKS = ("BEGIN", "SAVEPOINT", "RELEASE")


Request = Callable[..., object]
Prepare = Callable[[], tuple]


@dataclass(frozen=True)
class Cost:
    """What one request costs: statements, milliseconds of processor time, bytes on the wire.

    ``ratio`` is that time beside the yardstick's, in rounds that took turns: the machine is not equally fast all day.
    """

    statements: int
    median: float
    p95: float
    size: int
    status: int
    ratio: float = 1.0


def cost_of(
    request: Request, engine: object, times: int = 60, prepare: Prepare = tuple, beside: Request | None = None
) -> Cost:
    """Measure ``request(*prepare())``, which returns a response, after warming up; preparing is not counted."""
    for _ in range(5):
        request(*prepare())
    sent: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(MARKS):
            sent.append(statement)

    ready = prepare()
    event.listen(engine, "before_cursor_execute", listen)
    response = request(*ready)
    event.remove(engine, "before_cursor_execute", listen)
    rounds, ratios = [], []
    for _ in range(ROUNDS):
        stick = _round(beside, STICK_TIMES, tuple)[0] if beside else 0.0
        rounds.append(_round(request, times, prepare))
        ratios.append(rounds[-1][0] / stick if stick else 1.0)
    body = response.data  # type: ignore[attr-defined]
    plain = response.headers.get("Content-Encoding") is None  # type: ignore[attr-defined]
    return Cost(
        statements=len(sent),
        median=statistics.median(each[0] for each in rounds),
        p95=statistics.median(each[1] for each in rounds),
        size=len(gzip.compress(body, 4)) if plain and len(body) > 600 else len(body),
        status=response.status_code,  # type: ignore[attr-defined]
        ratio=statistics.median(ratios),
    )


def _round(request: Request, times: int, prepare: Prepare) -> tuple[float, float]:
    spent = []
    for _ in range(times):
        ready = prepare()
        begin = time.process_time()
        request(*ready)
        spent.append((time.process_time() - begin) * 1000)
    spent.sort()
    return statistics.median(spent), spent[int(len(spent) * 0.95)]
