"""`make bench`: statements, processor time beside the yardsticks of the same run, bytes; history in results/."""

import json
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import product, yardsticks
from benchmarks.crowds import crowds
from benchmarks.measure import Cost, cost_of
from benchmarks.rows import Row, rows
from benchmarks.visits import first_visits
from lms.kernel.clock import now
from lms.kernel.db import db

RESULTS = Path(__file__).parent / "results"
HEAD = f"{'pagina of actie':30} {'SQL':>4} {'max':>4} {'ms':>7} {'p95':>7} {'x':>6} {'max':>5} {'bytes':>7}  oordeel"


def main() -> int:
    """Measure, print a table, keep the figures, and exit 1 when a budget is broken."""
    with tempfile.TemporaryDirectory() as folder:
        beside, engine = yardsticks.requests(Path(folder))
        sticks = {name: cost_of(request, engine) for name, request in beside.items()}
        app = product.build(Path(folder))
        with app.app_context():
            engine = db.engine
        together = crowds(app, Path(folder), sticks["bare-post"].median)
        lines = [
            line(row, cost_of(row.request, engine, row.times, row.prepare, beside[row.yardstick])) for row in rows(app)
        ]
        visits = first_visits(app)
    show(sticks, lines, visits)
    show_crowds(together)
    keep(sticks, lines, visits, together)
    return 0 if all(each["within"] or each.get("unjudged") for each in [*lines, *visits, *together]) else 1


def line(row: Row, cost: Cost) -> dict[str, object]:
    """Return one line of the table; within 20 % of the budget counts as within."""
    good = cost.status in (200, 204, 302, 303, 304)
    within = good and cost.ratio <= row.budget * 1.2 and cost.statements <= row.statements
    return {
        "name": row.name,
        "statements": cost.statements,
        "most_statements": row.statements,
        "ms": round(cost.median, 2),
        "p95": round(cost.p95, 2),
        "ratio": round(cost.ratio, 2),
        "budget": row.budget,
        "bytes": cost.size,
        "status": cost.status,
        "within": within,
    }


def show(sticks: dict[str, Cost], lines: list[dict], visits: list[dict]) -> None:
    """Print the table."""
    for name, cost in sticks.items():
        print(f"{name:30} {cost.statements:4} {'':4} {cost.median:7.2f} {cost.p95:7.2f}")
    print(HEAD)
    for each in lines:
        verdict = "  ok" if each["within"] else f"  TE DUUR (status {each['status']})"
        print(
            f"{each['name']:30} {each['statements']:4} {each['most_statements']:4} "
            f"{each['ms']:7.2f} {each['p95']:7.2f} {each['ratio']:6.2f} {each['budget']:5.2f}{each['bytes']:8}{verdict}"
        )
    print(f"\n{'eerste bezoek':30} {'bytes':>8} {'verzoeken':>10} {'andere host':>12}")
    for each in visits:
        verdict = "ok" if each["within"] else "TE ZWAAR"
        print(f"{each['name']:30} {each['bytes']:8} {each['requests']:10} {each['foreign']:12}  {verdict}")


def show_crowds(lines: list[dict]) -> None:
    """Print what many people did at once."""
    print(f"\n{'tegelijk':60} {'':>7} {'max':>5} {'fout':>5}")
    for each in lines:
        verdict = "ok" if each["within"] else f"belasting {each['load']}" if each["unjudged"] else "TE TRAAG"
        print(f"{each['name']:60} {each['figure']:7.2f} {each['most']:5.2f} {each['wrong']:5}  {verdict}")


def keep(sticks: dict[str, Cost], lines: list[dict], visits: list[dict], together: list[dict]) -> None:
    """Write the figures with the day and the kind of machine."""
    RESULTS.mkdir(exist_ok=True)
    moment = now()
    figures = {
        "at": moment.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "yardsticks": {name: {"ms": round(cost.median, 2), "p95": round(cost.p95, 2)} for name, cost in sticks.items()},
        "pages": lines,
        "visits": visits,
        "together": together,
    }
    path = RESULTS / f"{moment:%Y-%m-%d}.json"
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
