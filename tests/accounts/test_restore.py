"""Who was erased stays erased, also when an older backup is put back."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from lms.accounts.commands.links import make_link
from lms.accounts.commands.personal_data import erase_person
from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Purpose
from lms.accounts.models import MailLink, Person, SignInSession
from lms.accounts.queries.people import person_by_uid
from lms.kernel.backup import restore_command, write_backup
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from tests.conftest import empty_tables
from tests.factories.people import a_person


@pytest.mark.parametrize("replace", [True, False])
@pytest.mark.usefixtures("postgresql_tools")
def test_a_restored_backup_does_not_bring_back_a_way_in(fresh_app, tmp_path, replace):
    person = a_person()
    begin_session(person)
    make_link(person, Purpose.SIGN_IN, person.email)
    db.session.commit()
    write_backup(tmp_path / "all.tar")
    db.session.remove()
    if not replace:
        empty_tables()

    options = [str(tmp_path / "all.tar"), *(["--replace"] if replace else [])]
    done = CliRunner().invoke(restore_command, options, catch_exceptions=False)

    assert done.exit_code == 0, done.output
    assert db.session.query(Person).count() == 1
    assert (db.session.query(SignInSession).count(), db.session.query(MailLink).count()) == (0, 0)


@pytest.mark.usefixtures("postgresql_tools")
def test_a_restored_backup_does_not_bring_back_who_was_erased(fresh_app, tmp_path):
    gone, stays = a_person(name="Wie weg wil").uid, a_person(name="Wie blijft").uid
    write_backup(tmp_path / "all.tar")
    with unit_of_work():
        erase_person(person_by_uid(gone), "cli", "cli")
    db.session.remove()

    done = CliRunner().invoke(restore_command, [str(tmp_path / "all.tar"), "--replace"], catch_exceptions=False)

    names = dict(db.session.execute(select(Person.uid, Person.name)).all())
    assert done.exit_code == 0
    assert names[stays] == "Wie blijft"
    assert "Wie weg wil" not in names.values()
