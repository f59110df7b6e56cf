"""Leaving no trace of what was erased: SQLite keeps older pages in its log until that is folded in and cut off.

Freed space inside the database itself is overwritten at once (``secure_delete``). PostgreSQL clears dead rows with its
own vacuum, and its log as it recycles it.
"""

import logging

from lms.kernel.db import db

log = logging.getLogger(__name__)


def wipe_traces() -> bool:
    """Fold in and cut off the log of SQLite; return whether that went, or somebody was just reading or writing.

    Runs apart from any transaction, and waits for nobody: it is tried again every hour.
    """
    engine = db.session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=0")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.close()
    finally:
        connection.close()
    log.info("traces", extra={"event": "busy" if busy else "wiped"})
    return not busy
