"""The log of what people did: append-only, each line sealed with the hash of the line before.

Six fields: action, object, result, origin, actor, time. All are codes and random ids: a field that could hold a name,
an address or a sentence is refused. The head row knows where the chain ends, and where it is sealed at the beginning:
the oldest part can be taken away when its time is over (:func:`forget_before`) and the rest still proves itself.
Somebody who may write to the database as its owner could make a whole new chain; therefore keep an :func:`anchor`
elsewhere now and then, and hand it to :func:`verify`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Index,
    Select,
    String,
    Table,
    bindparam,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from lms.kernel import clock
from lms.kernel.db import Base, db

START = "0" * 64
FIELD = re.compile(r"[a-z0-9][a-zA-Z0-9._:/-]*")
LONGEST = {"action": 60, "object": 120, "result": 20, "origin": 60, "actor_uid": 40}
BATCH = 1000
KEPT_FOR_GOOD = {"append_only": True}


class AuditEntry(Base):
    """One line of the log; triggers in the database refuse to change or delete it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        CheckConstraint("seq > 0", "seq"),
        Index("ix_audit_entry_actor_uid", "actor_uid", "seq"),
        Index("ix_audit_entry_object", "object", "seq"),
        Index("ix_audit_entry_action", "action", "seq"),
        {"info": KEPT_FOR_GOOD},
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(String(LONGEST["action"]))
    object: Mapped[str] = mapped_column(String(LONGEST["object"]))
    result: Mapped[str] = mapped_column(String(LONGEST["result"]))
    origin: Mapped[str] = mapped_column(String(LONGEST["origin"]))
    actor_uid: Mapped[str] = mapped_column(String(LONGEST["actor_uid"]))
    at: Mapped[datetime]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class AuditHead(Base):
    """The one row that knows where the chain begins (sealed) and ends; writers queue for it."""

    __tablename__ = "audit_head"
    __table_args__ = (
        CheckConstraint("id = 1", "id"),
        CheckConstraint("sealed_seq >= 0 AND sealed_seq <= seq", "sealed_seq"),
        {"info": KEPT_FOR_GOOD},
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    sealed_seq: Mapped[int]
    sealed_hash: Mapped[str] = mapped_column(String(64))


#: What each entry costs, built once: every change that is logged waits for these.
LOCKED_HEAD = select(AuditHead.__table__).with_for_update()
ADD_LINES = insert(cast(Table, AuditEntry.__table__))
MOVE_HEAD = update(cast(Table, AuditHead.__table__)).values(seq=bindparam("last_seq"), hash=bindparam("last_hash"))


@dataclass(frozen=True)
class Break:
    """The first place where the log does not fit together, and what is wrong there."""

    seq: int
    why: str


def record(
    action: str, object: str, result: str = "ok", *, actor_uid: str, origin: str, session: Session | None = None
) -> None:
    """Add a line to the log when this transaction commits, and none when it does not.

    The line is written as the last thing before the commit, so that the wait for the end of the chain is short and no
    two writers wait for each other. In an aside, pass its ``session``.
    """
    line = {"action": action, "object": object, "result": result, "origin": origin, "actor_uid": actor_uid}
    for name, value in line.items():
        if not FIELD.fullmatch(value) or len(value) > LONGEST[name]:
            raise ValueError(f"{name} of a log line is a code or a random id of at most {LONGEST[name]} characters")
    session = session or db.session()
    if not session.in_transaction():
        session.begin()
    owner = session.get_nested_transaction() or session.get_transaction()
    session.info.setdefault("audit", []).append((owner, {**line, "at": clock.now()}))


def entries(
    *,
    before: int | None = None,
    limit: int = 50,
    action: str | None = None,
    object: str | None = None,
    actor_uid: str | None = None,
    where: Sequence[ColumnElement[bool]] = (),
) -> Sequence[AuditEntry]:
    """Return a page of the log, newest first; ``before`` is the number of the last line of the previous page."""
    wanted = {"action": action, "object": object, "actor_uid": actor_uid, "before": before}
    asked = {name: value for name, value in wanted.items() if value is not None}
    question = _page(frozenset(asked))
    return db.session.scalars(question.where(*where) if where else question, {**asked, "limit": limit}).all()


@cache
def _page(asked: frozenset[str]) -> Select[AuditEntry]:
    same = (getattr(AuditEntry, name) == bindparam(name) for name in sorted(asked - {"before"}))
    question = select(AuditEntry).where(*same).order_by(AuditEntry.seq.desc()).limit(bindparam("limit"))
    return question.where(AuditEntry.seq < bindparam("before")) if "before" in asked else question


def anchor() -> tuple[int, str]:
    """Return the number and hash of the last line, to keep outside this database."""
    head = db.session.execute(select(AuditHead.seq, AuditHead.hash)).one()
    return head.seq, head.hash


def verify(kept: tuple[int, str] | None = None) -> Break | None:
    """Walk the whole log; return its first break, or nothing. ``kept`` is an :func:`anchor` of an earlier day.

    Lines written while we walk are left for the next time; when the oldest are taken away meanwhile, we begin again.
    """
    head = _head()
    if head is None:
        return Break(0, "the head of the log is gone")
    found = _first_break(head, kept)
    if found is not None and (again := _head()) is not None and again["sealed_seq"] != head["sealed_seq"]:
        return verify(kept)
    return found


def length() -> int:
    """Return how many lines the log should hold, by its head."""
    return db.session.execute(select(AuditHead.seq - AuditHead.sealed_seq)).scalar_one()


def _first_break(head: Any, kept: tuple[int, str] | None) -> Break | None:
    seq, previous = head["sealed_seq"], head["sealed_hash"]
    for line in _lines(AuditEntry.seq <= head["seq"]):
        if line["seq"] != seq + 1:
            return Break(seq + 1, "a line is missing or was put in")
        if line["previous"] != previous or line["hash"] != _hash(line):
            return Break(line["seq"], "a line was changed or moved")
        seq, previous = line["seq"], line["hash"]
        if kept and kept[0] == seq and kept[1] != previous:
            return Break(seq, "this is not the line that was here when the anchor was kept")
    if (seq, previous) != (head["seq"], head["hash"]):
        return Break(seq + 1, "the end is missing")
    if kept and kept[0] > seq:
        return Break(seq + 1, "the log is shorter than when the anchor was kept")
    beyond = select(AuditEntry.seq).where(AuditEntry.seq > select(AuditHead.seq).scalar_subquery())
    stray = db.session.scalar(beyond.order_by(AuditEntry.seq).limit(1))
    return None if stray is None else Break(stray, "a line was put in after the end")


def _head() -> Any:
    return db.session.execute(select(AuditHead.__table__)).mappings().one_or_none()


def forget_before(moment: datetime, *, most: int | None = None) -> int:
    """Take away the oldest lines, up to the first one of ``moment`` or later; return how many, ``most`` at a time.

    The head remembers the hash of the last line taken away, which is what the first line left was chained to.
    """
    head = _locked_head(db.session())
    first_kept = select(AuditEntry.seq).where(AuditEntry.at >= moment).order_by(AuditEntry.seq).limit(1)
    last_seq = (db.session.scalar(first_kept) or head.seq + 1) - 1
    last = db.session.get(AuditEntry, last_seq if most is None else min(last_seq, head.sealed_seq + most))
    if last is None:
        return 0
    db.session.execute(update(AuditHead).values(sealed_seq=last.seq, sealed_hash=last.hash))
    taken = db.session.execute(delete(AuditEntry).where(AuditEntry.seq <= last.seq))
    return taken.rowcount  # type: ignore[attr-defined]  # a delete counts


def _lines(*conditions: ColumnElement[bool]) -> Iterator[Any]:
    question = select(AuditEntry.__table__).where(*conditions).order_by(AuditEntry.seq).limit(BATCH)
    lines = db.session.execute(question).mappings().all()
    while lines:
        yield from lines
        lines = db.session.execute(question.where(AuditEntry.seq > lines[-1]["seq"])).mappings().all()


def _hash(line: Any) -> str:
    names = ("seq", "action", "object", "result", "origin", "actor_uid")
    told = [line[name] for name in names] + [line["at"].astimezone(UTC).isoformat(), line["previous"]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _locked_head(session: Session) -> Any:
    return session.execute(LOCKED_HEAD).one()


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    if session.in_nested_transaction():
        return
    ending = session.get_transaction()
    waiting = [told for owner, told in session.info.pop("audit", ()) if _within(owner, ending)]
    if not waiting:
        return
    session.flush()  # so that the head is the last thing this transaction locks
    head = _locked_head(session)
    seq, previous = head.seq, head.hash
    lines = []
    for told in waiting:
        seq += 1
        line = {**told, "seq": seq, "previous": previous}
        previous = line["hash"] = _hash(line)
        lines.append(line)
    session.execute(ADD_LINES, lines)
    session.execute(MOVE_HEAD, {"last_seq": seq, "last_hash": previous})


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if waiting := session.info.get("audit"):
        session.info["audit"] = [each for each in waiting if not _within(each[0], ended)]


def _within(owner: SessionTransaction | None, ended: SessionTransaction | None) -> bool:
    while owner is not None:
        if owner is ended:
            return True
        owner = owner.parent
    return False
