"""Whether the database keeps what it acknowledged, asked in the words of each engine."""

from sqlalchemy import Connection, text

SQLITE_WANTED = {"journal_mode": ("wal", "WAL"), "synchronous": (2, "FULL"), "foreign_keys": (1, "on")}
POSTGRESQL_WANTED = ("fsync", "full_page_writes", "synchronous_commit")


def weaknesses(connection: Connection) -> list[str]:
    """Return, in words, each setting by which acknowledged work could be lost, and damage that shows at once."""
    return _of_sqlite(connection) if connection.dialect.name == "sqlite" else _of_postgresql(connection)


def _of_sqlite(connection: Connection) -> list[str]:
    found = []
    for pragma, (wanted, word) in SQLITE_WANTED.items():
        if connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() != wanted:
            found.append(f"{pragma} is not {word}: is the file on a network disk?")
    if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
        found.append("the file is damaged: restore the last good backup (lms restore)")
    return found


def _of_postgresql(connection: Connection) -> list[str]:
    given = {name: connection.execute(text(f"SHOW {name}")).scalar() for name in POSTGRESQL_WANTED}
    return [f"{name} is off: turn it on in postgresql.conf" for name, value in given.items() if value == "off"]
