"""The log: six fields and a chain that shows every tampering."""

import threading
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from lms.kernel import audit, clock
from lms.kernel.db import db, writing
from lms.kernel.work import aside

LINES = 12


@pytest.fixture
def log(database):
    """An empty log, for lines that race tests left are forgotten till the end of the test; gives the last number."""
    audit.forget_before(clock.now() + timedelta(days=1))
    db.session.commit()
    last = audit.anchor()[0]
    db.session.rollback()
    return last


def write(action="ride.led", number=1, **given):
    values = {"object": f"ride:{number}", "actor_uid": "abc23", "origin": "web", **given}
    audit.record(action, **values)


def lines(count=LINES):
    for number in range(count):
        write(number=number)
    db.session.commit()


def numbers():
    return [entry.object for entry in reversed(audit.entries(limit=1000))]


def test_a_line_has_the_six_fields(log):
    write("grant.given", object="person:x2y3", result="refused", actor_uid="abc23", origin="cli")
    db.session.commit()

    (entry,) = audit.entries()
    fields = (entry.action, entry.object, entry.result, entry.origin, entry.actor_uid)
    assert fields == ("grant.given", "person:x2y3", "refused", "cli", "abc23")
    assert clock.now() - entry.at < timedelta(seconds=10)
    assert audit.verify() is None


def test_a_line_is_written_with_the_work_and_not_without(log):
    write(number=1)
    db.session.rollback()
    write(number=2)
    db.session.commit()

    assert numbers() == ["ride:2"]


def test_a_savepoint_takes_its_lines_along(log):
    write(number=1)
    savepoint = db.session.begin_nested()
    write(number=2)
    savepoint.rollback()
    with db.session.begin_nested():
        write(number=3)
        with db.session.begin_nested():
            write(number=4)
    db.session.commit()

    assert numbers() == ["ride:1", "ride:3", "ride:4"]
    assert audit.verify() is None


def test_a_session_that_was_closed_leaves_nothing_behind(log):
    write(number=1)
    db.session.close()
    write(number=2)
    db.session.commit()

    assert numbers() == ["ride:2"]


def test_an_aside_writes_its_own_line(log):
    with aside() as session:
        write(session=session)

    assert numbers() == ["ride:1"]


@pytest.mark.parametrize(
    "field", [{"action": "Ingrid de Boer"}, {"object": "a@example.org"}, {"actor_uid": ""}, {"origin": "x" * 61}]
)
def test_a_field_cannot_hold_a_person(log, field):
    with pytest.raises(ValueError, match="a code or a random id"):
        write(**field)


def test_pages_go_by_number_newest_first_and_can_be_narrowed(log):
    lines(5)
    write("grant.given", number=9, actor_uid="other")
    db.session.commit()

    first = audit.entries(limit=2)
    second = audit.entries(limit=2, before=first[-1].seq)

    assert [entry.object for entry in [*first, *second]] == ["ride:9", "ride:4", "ride:3", "ride:2"]
    assert [len(audit.entries(action="grant.given")), len(audit.entries(object="ride:3"))] == [1, 1]
    assert [entry.object for entry in audit.entries(actor_uid="other")] == ["ride:9"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET result = 'refused'",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET seq = seq - 1",
        "INSERT INTO audit_entry SELECT seq - 1, action, object, result, origin, actor_uid, at, previous, hash"
        " FROM audit_entry WHERE seq > (SELECT min(seq) FROM audit_entry)",
    ],
)
def test_the_database_itself_refuses_to_change_the_log(log, statement):
    lines(3)

    with pytest.raises(IntegrityError, match="append-only"), db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.sqlite_only
def test_replace_is_no_way_round(log):
    """Only SQLite has INSERT OR REPLACE, which passes by the triggers on DELETE."""
    lines(3)

    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text("REPLACE INTO audit_entry SELECT * FROM audit_entry"))


@pytest.mark.postgresql_only
def test_truncate_is_no_way_round(log):
    """Only PostgreSQL has TRUNCATE."""
    lines(3)

    with pytest.raises(IntegrityError, match="append-only"):
        db.session.execute(text("TRUNCATE audit_entry"))


def test_the_oldest_part_can_go_and_the_rest_still_proves_itself(log):
    lines()
    middle = audit.entries()[4].at

    taken = audit.forget_before(middle)
    lines(2)

    assert taken == LINES - 5
    assert len(audit.entries()) == 7
    assert audit.verify() is None


def test_everything_may_be_forgotten(log):
    lines(3)

    assert audit.forget_before(clock.now() + timedelta(days=1)) == 3
    lines(1)
    assert (len(audit.entries()), audit.verify()) == (1, None)


def test_a_chain_made_anew_does_not_fit_an_anchor_that_was_kept(log):
    lines(3)
    kept = audit.anchor()
    assert audit.verify(kept) is None

    off_guard()
    db.session.execute(text("DELETE FROM audit_entry"))
    db.session.execute(text("UPDATE audit_head SET seq = sealed_seq, hash = sealed_hash"))
    lines(4)

    assert audit.verify() is None
    assert audit.verify(kept) == audit.Break(log + 3, "this is not the line that was here when the anchor was kept")


def test_lines_written_during_a_check_do_not_break_it(log, monkeypatch):
    lines()
    walk = audit._lines

    def slowly(*conditions):
        found = list(walk(*conditions))
        lines(3)
        yield from found

    monkeypatch.setattr(audit, "_lines", slowly)

    assert audit.verify() is None
    assert audit.length() == LINES + 3


def test_a_check_begins_again_when_the_oldest_lines_go_meanwhile(log, monkeypatch):
    lines()
    walk, walks = audit._lines, []

    def behind(*conditions):
        if not walks:
            audit.forget_before(clock.now() + timedelta(days=1))
            write()
            db.session.commit()
        walks.append(conditions)
        yield from walk(*conditions)

    monkeypatch.setattr(audit, "_lines", behind)

    assert (audit.verify(), len(walks)) == (None, 2)


@pytest.mark.races
def test_writers_at_once_keep_one_chain(app, database):
    before = audit.anchor()[0]
    db.session.rollback()

    def write_some():
        for number in range(20):
            with app.app_context(), writing():
                write(number=number)
                db.session.commit()

    threads = [threading.Thread(target=write_some) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert audit.anchor()[0] == before + 80
    assert audit.verify() is None


COLUMNS = ("action", "object", "result", "origin", "actor_uid", "at", "previous", "hash")
tamperings = st.one_of(
    st.tuples(st.just("edit"), st.integers(1, LINES), st.sampled_from(COLUMNS)),
    st.tuples(st.just("delete"), st.integers(1, LINES), st.none()),
    st.tuples(st.just("swap"), st.integers(1, LINES - 1), st.integers(1, LINES - 1)),
    st.tuples(st.just("insert"), st.integers(1, LINES + 3), st.none()),
    st.tuples(st.just("cut"), st.integers(1, LINES), st.none()),
    st.tuples(st.just("behead"), st.integers(1, LINES), st.none()),
)


@pytest.fixture
def unguarded(log):
    """A log of twelve lines whose triggers somebody took away."""
    lines()
    off_guard()
    return log


def test_a_hundred_tamperings_are_all_found(unguarded):
    found = []

    @settings(
        max_examples=100,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(tamperings)
    def tamper(what):
        savepoint = db.session.begin_nested()
        TAMPER[what[0]](unguarded, *what[1:])
        broken = audit.verify()
        savepoint.rollback()
        found.append(broken is not None)
        assert broken, what

    tamper()

    assert audit.verify() is None
    assert len(found) >= 100
    assert all(found)


def run(statement, **values):
    db.session.execute(text(statement), values)


def edit(start, line, column):
    new = clock.now() - timedelta(days=400) if column == "at" else "tampered"
    as_text = new.strftime("%Y-%m-%d %H:%M:%S.%f") if column == "at" else new
    value = as_text if is_sqlite() else new
    run(f"UPDATE audit_entry SET {column} = :new WHERE seq = :seq", new=value, seq=start + line)  # noqa: S608 -- a column of ours


def delete(start, line, _):
    run("DELETE FROM audit_entry WHERE seq = :seq", seq=start + line)


def swap(start, line, distance):
    one, other, aside_ = start + line, start + (line + distance - 1) % LINES + 1, start + 5 * LINES
    for old, new in ((one, aside_), (other, one), (aside_, other)):
        run("UPDATE audit_entry SET seq = :new WHERE seq = :old", old=old, new=new)


def insert(start, line, _):
    run("UPDATE audit_entry SET seq = seq + 1000 WHERE seq >= :seq", seq=start + line)
    run("UPDATE audit_entry SET seq = seq - 999 WHERE seq > :far", far=start + 1000)
    run(
        "INSERT INTO audit_entry SELECT :seq, action, object, result, origin, actor_uid, at, previous, hash"
        " FROM audit_entry WHERE seq = (SELECT min(seq) FROM audit_entry)",
        seq=start + line,
    )


def cut(start, line, _):
    run("DELETE FROM audit_entry WHERE seq >= :seq", seq=start + line)


def behead(start, line, _):
    run("DELETE FROM audit_entry WHERE seq <= :seq", seq=start + line)


TAMPER = {"edit": edit, "delete": delete, "swap": swap, "insert": insert, "cut": cut, "behead": behead}


def off_guard():
    for table, name in (
        ("audit_entry", "entry_fixed"),
        ("audit_entry", "entry_kept"),
        ("audit_entry", "entry_new"),
        ("audit_head", "head_forward"),
    ):
        run(f"DROP TRIGGER audit_{name}" if is_sqlite() else f"DROP TRIGGER audit_{name} ON {table}")


def is_sqlite():
    return db.session.get_bind().dialect.name == "sqlite"
