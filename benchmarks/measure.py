"""Counting statements, processor time and bytes of one request, in this process and on one connection."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import event

ROUNDS = 3


@dataclass(frozen=True)
class Cost:
    """What one request costs: statements, milliseconds of processor time, bytes on the wire."""

    statements: int
    median: float
    p95: float
    size: int
    status: int


def cost_of(
    request: Callable[..., object], engine: object, times: int = 60, prepare: Callable[[], tuple] = tuple
) -> Cost:
    """Measure ``request(*prepare())``, which returns a response, after warming up; preparing is not counted."""
    for _ in range(5):
        request(*prepare())
    sent: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    ready = prepare()
    event.listen(engine, "before_cursor_execute", listen)
    response = request(*ready)
    event.remove(engine, "before_cursor_execute", listen)
    rounds = [_round(request, times, prepare) for _ in range(ROUNDS)]
    body = response.data  # type: ignore[attr-defined]
    plain = response.headers.get("Content-Encoding") is None  # type: ignore[attr-defined]
    return Cost(
        statements=len(sent),
        median=statistics.median(each[0] for each in rounds),
        p95=statistics.median(each[1] for each in rounds),
        size=len(gzip.compress(body, 4)) if plain and len(body) > 600 else len(body),
        status=response.status_code,  # type: ignore[attr-defined]
    )


def _round(request: Callable[..., object], times: int, prepare: Callable[[], tuple]) -> tuple[float, float]:
    spent = []
    for _ in range(times):
        ready = prepare()
        begin = time.process_time()
        request(*ready)
        spent.append((time.process_time() - begin) * 1000)
    spent.sort()
    return statistics.median(spent), spent[int(len(spent) * 0.95)]
