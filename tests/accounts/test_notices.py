"""People are told once, in the product at once, and by mail at the pace they chose."""

import ast
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask_babel import LazyString, get_locale
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from lms.accounts import commands as accounts
from lms.accounts.commands import notices as commands
from lms.accounts.enums import Cadence, Role
from lms.accounts.models import Notice, NoticePreference, Person
from lms.accounts.queries import people_with_role
from lms.accounts.queries.notices import cadences_of, digest_day, notice_kinds
from lms.kernel import outbox
from lms.kernel.clock import AMSTERDAM, now
from lms.kernel.db import db
from tests.factories.kernel import a_night
from tests.factories.notices import TEA, a_notice
from tests.factories.people import a_person

pytestmark = pytest.mark.usefixtures("tea")


def unread(person):
    return db.session.scalar(select(Person.unread_notices).where(Person.id == person.id))


def test_a_notice_stands_at_once_and_counts():
    person = a_person()

    notice = a_notice(person)

    assert (notice.person_id, notice.kind, notice.text, notice.url) == (person.id, "tea", "De thee is klaar", "/keuken")
    assert unread(person) == 1
    assert outbox.mails_to(person.uid) == []


def test_the_same_version_is_told_once_and_a_new_version_again():
    person = a_person()

    first, again, newer = a_notice(person), a_notice(person), a_notice(person, version="2")

    assert first.id == again.id != newer.id
    assert unread(person) == 2


def test_who_wants_it_now_gets_a_mail_as_well():
    person = a_person(name="Fatma Yılmaz", email="fatma@example.org")
    db.session.add(NoticePreference(person_id=person.id, kind="tea", cadence=Cadence.NOW))

    notice = a_notice(person)

    (mail,) = outbox.mails_to(person.uid)
    assert (mail.address, mail.subject, notice.due_on) == ("fatma@example.org", "De thee is klaar", None)
    assert mail.text.startswith("Hallo Fatma Yılmaz,\n\nDe thee is klaar\nhttp://localhost/keuken\n")


def test_somebody_without_a_working_account_is_not_told():
    person = a_person(active=False)

    assert a_notice(person) is None
    assert db.session.scalars(select(Notice)).all() == []


def test_a_cause_without_a_kind_is_a_mistake():
    with pytest.raises(LookupError, match=r"accounts\.notice_kinds"):
        a_notice(a_person(), cause="coffee")


@pytest.mark.parametrize(
    ("cadence", "moment", "day"),
    [
        (Cadence.DAILY, "2026-12-01 07:59", "2026-12-01"),
        (Cadence.DAILY, "2026-12-01 08:00", "2026-12-02"),
        (Cadence.WEEKLY, "2026-12-07 07:59", "2026-12-07"),
        (Cadence.WEEKLY, "2026-12-07 08:00", "2026-12-14"),
        (Cadence.WEEKLY, "2026-12-03 12:00", "2026-12-07"),
        (Cadence.DAILY, "2026-03-29 07:30", "2026-03-29"),
        (Cadence.NOW, "2026-12-01 07:59", None),
        (Cadence.OFF, "2026-12-01 07:59", None),
    ],
)
def test_a_digest_takes_what_came_before_eight_in_the_dutch_morning(cadence, moment, day):
    at = datetime.fromisoformat(moment).replace(tzinfo=AMSTERDAM)

    assert digest_day(cadence, at) == (date.fromisoformat(day) if day else None)


def test_a_mail_to_somebody_without_an_account_leaves_once():
    for _ in range(2):
        accounts.write_to(" Buur@Example.org", cause="tea_is_ready", object="pot-1", subject="Thee", text="Klaar")

    (mail,) = outbox.mails()
    assert (mail.address, mail.subject, mail.text) == ("buur@example.org", "Thee", "Klaar")


@pytest.mark.parametrize("number", [1, 3])
def test_telling_many_costs_the_same_as_telling_one(app, tea, statements, number):
    people = [a_person() for _ in range(number)]
    about = {"cause": "tea_is_ready", "object": "pot-1", "text": "Er is thee.", "url": "/keuken"}
    db.session.execute(insert(NoticePreference), [preference(person) for person in people])

    # who was told, who wants what, the notices, (the lock,) the counts, the notices again, the mails
    with statements(6 + (number > 1)):
        accounts.notify_all(people, **about)

    again = accounts.notify_all([*people, a_person()], **about)
    assert (len(again), len(outbox.mails()), [unread(person) for person in people]) == (
        number + 1,
        number,
        [1] * number,
    )


def preference(person):
    return {"person_id": person.id, "kind": TEA.key, "cadence": Cadence.NOW}


def test_people_with_a_platform_role_are_found_when_they_are_active():
    editor, both = a_person(Role.EDITOR), a_person(Role.ADMINISTRATOR)
    a_person(Role.RESEARCHER)
    a_person(Role.EDITOR, active=False)

    assert people_with_role(Role.EDITOR, Role.ADMINISTRATOR) == [editor, both]


def test_a_person_chooses_a_language():
    person = a_person()

    accounts.choose_language(person, "en")

    assert db.session.scalar(select(Person.language).where(Person.id == person.id)) == "en"


def test_reading_one_takes_it_out_of_the_count_and_of_the_digest():
    person = a_person()
    first, second = a_notice(person, 1), a_notice(person, 2)

    for _ in range(2):
        commands.read_notice(first)
    db.session.commit()

    db.session.refresh(first)
    assert (first.due_on, first.read_at is not None, second.read_at, unread(person)) == (None, True, None, 1)


def test_reading_all_leaves_what_came_while_the_page_was_open():
    person = a_person()
    seen = [a_notice(person, number).id for number in (1, 2)]
    a_notice(person, 3)
    other = a_notice(a_person())

    commands.read_notices(person, up_to=seen[-1])
    db.session.commit()

    left = db.session.scalars(select(Notice.object).where(Notice.read_at.is_(None)).order_by(Notice.id)).all()
    assert (left, unread(person), unread(db.session.get(Person, other.person_id))) == (["pot-3", "pot-1"], 1, 1)


@pytest.mark.parametrize(
    ("cadence", "waits_for"), [(Cadence.OFF, None), (Cadence.NOW, Cadence.DAILY), (Cadence.WEEKLY, Cadence.WEEKLY)]
)
def test_what_waits_moves_along_with_a_new_pace(cadence, waits_for):
    person = a_person()
    notice = a_notice(person)

    commands.choose_cadences(person, {"tea": cadence})
    db.session.commit()

    db.session.refresh(notice)
    assert notice.due_on == (waits_for and digest_day(waits_for, now()))
    assert cadences_of(person)["tea"] is cadence


def test_a_notice_is_told_in_the_language_of_its_reader():
    person = a_person(language="en")

    notice = a_notice(person, text=LazyString(lambda: str(get_locale())))

    assert notice.text == "en"


@pytest.mark.parametrize("url", ["https://elders.example/", "//elders.example/", "keuken"])
def test_a_notice_leads_to_a_page_of_ours(url):
    with pytest.raises(IntegrityError):
        a_notice(a_person(), url=url)


@pytest.mark.parametrize(("days", "left"), [(181, [0, 1, 2]), (183, [1, 2]), (366, [2])])
def test_read_notices_go_after_half_a_year_and_unread_ones_after_a_year(app, monkeypatch, days, left):
    monkeypatch.setattr(commands, "BATCH", 1)
    person = a_person()
    read, unread_one = a_notice(person, 0), a_notice(person, 1)
    commands.read_notice(read)
    a_notice(person, 2)
    long_ago = update(Notice).where(Notice.id.in_([read.id, unread_one.id]))
    db.session.execute(long_ago.values(created_at=now() - timedelta(days=days)))
    db.session.commit()

    a_night()

    kept = db.session.scalars(select(Notice.object).order_by(Notice.id)).all()
    assert kept == [f"pot-{number}" for number in left]
    assert unread(person) == len([number for number in left if number])


def test_every_cause_in_the_code_belongs_to_a_kind(app):
    calls = (
        (path, node)
        for path in Path("lms").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "notify"
    )
    causes = {
        (path.as_posix(), word.value.value)
        for path, node in calls
        for word in node.keywords
        if word.arg == "cause" and isinstance(word.value, ast.Constant)
    }

    known = {cause for kind in notice_kinds() for cause in kind.causes}
    assert {(path, cause) for path, cause in causes if cause not in known} == set()
    assert causes
