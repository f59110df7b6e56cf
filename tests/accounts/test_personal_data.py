"""People get everything that is kept about them, and erasure leaves nothing that says who they were."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.accounts.commands import personal_data
from lms.accounts.commands.access import ask_for_access
from lms.accounts.commands.notices import write_to
from lms.accounts.enums import Role
from lms.accounts.errors import LastAdministrator
from lms.accounts.models import Grant, Person
from lms.accounts.queries.people import person_by_uid
from lms.accounts.queries.personal_data import tombstones
from lms.accounts.slots import NOTICE_KINDS, PERSONAL_DATA
from lms.kernel import audit, outbox
from lms.kernel.db import Base, db
from lms.kernel.slots import EXTENSION, fillers
from lms.kernel.work import unit_of_work
from tests.factories.notices import TEA, a_notice
from tests.factories.people import a_person

CANARIES = ("Kanarievogel", "kanarie.post", "kanarie-tekst")


def a_canary(**given):
    """Somebody whose name, address and texts would be recognised anywhere."""
    ask_for_access(
        name="Kees Kanarievogel",
        email="kanarie.post@example.org",
        organisation="kanarie-tekst",
        reason="kanarie-tekst",
        language="nl",
    )
    write_to(
        "kanarie.post@example.org", cause="tea_is_ready", object="1", subject="kanarie-tekst", text="kanarie-tekst"
    )
    person = a_person(name="Kees Kanarievogel", email="kanarie.post@example.org", password="kanarie-tekst", **given)
    for number in range(40):
        a_notice(person, number, text=f"kanarie-tekst {number}", url=f"/kanarie-tekst-{number}")
    outbox.post(
        person.uid,
        person.email,
        cause="tea",
        object="1",
        version="1",
        subject="kanarie-tekst",
        text="kanarie-tekst" * 999,
    )
    db.session.commit()
    return person


@pytest.mark.usefixtures("tea")
def test_a_person_gets_everything_by_feature(database):
    person = a_canary()

    data = personal_data.export_person(person, by=person.uid, origin="web")

    told = json.dumps(data, ensure_ascii=False)
    assert list(data) == ["made_at", "account", *(each.name for each in fillers(PERSONAL_DATA))]
    assert [canary in told for canary in CANARIES] == [True] * 3
    assert (len(data["account"]["notices"]), len(data["account"]["requests_for_access"])) == (40, 1)
    assert data["account"]["email"] == "kanarie.post@example.org"


@pytest.mark.usefixtures("tea")
def test_asking_for_it_is_logged(database):
    person = a_person()

    personal_data.export_person(person, by=person.uid, origin="web")
    db.session.commit()

    (line,) = audit.entries(actor_uid=person.uid)
    assert (line.action, line.object) == ("person.export", f"person/{person.uid}")


@pytest.mark.usefixtures("tea")
def test_after_erasure_the_row_is_empty_and_counts_stay(database):
    person = a_canary(role=Role.SOCIAL_WORKER)
    uid = person.uid

    personal_data.erase_person(person, by="cli")
    db.session.commit()
    db.session.expunge_all()

    left = person_by_uid(uid)
    assert (left.name, left.email, left.active, left.unread_notices) == (personal_data.NO_NAME, None, False, 0)
    assert left.erased_at is not None
    assert [
        grant.until is not None for grant in db.session.scalars(select(Grant).where(Grant.person_id == left.id))
    ] == [True]
    assert (outbox.mails(), tombstones()) == ([], [uid])


@pytest.mark.sqlite_only
def test_no_trace_is_left_in_the_files_of_sqlite(fresh_app, tmp_path):
    """Only SQLite keeps its pages in files we can read back: the database, its log and the free pages."""
    fresh_app.extensions[EXTENSION][NOTICE_KINDS].append(TEA)
    for number in range(50):
        a_person(name=f"Iemand {number}")
    uid = a_canary().uid
    before = found_in(tmp_path)

    with unit_of_work():
        personal_data.erase_person(person_by_uid(uid))

    assert (before, found_in(tmp_path)) == (sorted(CANARIES), [])


def found_in(folder: Path) -> list[str]:
    held = b"".join(path.read_bytes() for path in folder.glob("test.sqlite*"))
    return sorted(canary for canary in CANARIES if canary.encode() in held)


def test_a_restored_backup_is_cleaned_again_by_its_tombstones(database):
    uids = [a_person(name=f"Iemand {number}").uid for number in range(3)]
    kept = a_person(name="Blijft hier")

    again = personal_data.erase_again([*uids, "unknown"])
    once_more = personal_data.erase_again(uids)
    db.session.commit()

    names = db.session.scalars(select(Person.name).order_by(Person.id)).all()
    assert (again, once_more, names, kept.active) == (3, 0, [personal_data.NO_NAME] * 3 + ["Blijft hier"], True)


def test_the_last_administrator_stays(database):
    person = a_person(Role.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        personal_data.erase_person(person)

    assert person.active


def test_every_table_about_people_is_exported_and_erased_or_was_looked_at(app):
    """A new table with a foreign key to a person is named by the filler of its feature, or in person_tables.txt."""
    with app.app_context():
        declared = {table for filler in fillers(PERSONAL_DATA) for table in filler.tables}
    own = {model.__tablename__ for model in personal_data.OWN_ROWS}
    lines = (Path(__file__).parent / "person_tables.txt").read_text().splitlines()
    reviewed = {line.split(":")[0] for line in lines if line and not line.startswith("#")}
    about_people = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }

    assert about_people == declared | own | reviewed
    assert not (declared | own) & reviewed
