"""With many thousands of questions a page still finds its own by an index, on both databases."""

import pytest
from sqlalchemy import event, text

from lms.advice.enums import State
from lms.advice.models import Advice
from lms.advice.queries.lists import home_of
from lms.advice.queries.similar import alike
from lms.kernel.db import db
from tests.factories.many_advice import ask_many
from tests.factories.programme import a_neighbourhood
from tests.programme.people_here import again

MANY = 6000


@pytest.fixture
def filled(wijk, miriam):
    for number in range(12):
        a_neighbourhood(f"Verre wijk {number}", adviser=again(miriam))
    ask_many(MANY)
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("ANALYZE advice"))


def plans_of(act):
    """Return how the database goes about each statement on advice that this sends."""
    sent = []

    def listen(_connection, _cursor, statement, parameters, *_rest):
        if "FROM advice " in statement or "FROM advice\n" in statement:
            sent.append((statement, parameters))

    engine = db.engine.engine
    event.listen(engine, "before_cursor_execute", listen)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    ask = "EXPLAIN" if engine.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    connection = db.session.connection()
    found = [connection.exec_driver_sql(f"{ask} {statement}", parameters) for statement, parameters in sent]
    return ["\n".join(str(row) for row in plan) for plan in found]


def reads_all(plan):
    """Say whether a plan reads the whole table; of SQLite an index that is scanned in its order is fine."""
    return any(
        ("Seq Scan on advice " in line or ("SCAN advice" in line and "USING" not in line)) for line in plan.splitlines()
    )


def test_the_desk_reads_what_is_open_and_not_what_was_ever_asked(filled, joost):
    plans = plans_of(lambda: home_of(again(joost)))

    assert (len(plans) > 0, [plan for plan in plans if reads_all(plan)]) == (True, [])


def test_what_looks_alike_is_found_by_the_index_of_its_step_and_of_its_theme(filled, joost):
    advice = db.session.query(Advice).filter_by(state=State.IN_PROGRESS).first()

    plans = plans_of(lambda: alike(advice, again(joost)))

    assert (len(plans) > 1, [plan for plan in plans if reads_all(plan)]) == (True, [])
