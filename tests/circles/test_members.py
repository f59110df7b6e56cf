"""Being in a circle: from when to when, for which neighbourhood, and what stays when somebody goes."""

import pytest
from sqlalchemy import func, select

from lms.accounts.commands.people import deactivate
from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.queries.places import place_words
from lms.circles.commands.members import add_member, come_for, end_membership
from lms.circles.enums import MemberRole
from lms.circles.models import CircleMember
from lms.circles.policy import facilitates, speaks_in
from lms.circles.queries.circles import circles_known_to, members_of
from lms.circles.queries.own import circles_as_data
from lms.circles.queries.sessions import sessions_of, who_comes
from lms.kernel.audit import AuditEntry
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.meetings.enums import Part
from lms.meetings.models import Attender
from tests.factories.circles import a_circle, a_day, a_facilitator, a_session, again, in_circle, membership, whole
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")


def boss():
    return again(a_person(Role.COORDINATOR))


def rows_of(person):
    found = select(Attender).where(Attender.person_id == person.id).order_by(Attender.meeting_id)
    return db.session.scalars(found, execution_options={"populate_existing": True}).all()


def test_who_joins_later_has_no_rows_of_what_was_before_and_is_expected_at_what_comes(circle, ilse):
    past = a_session(circle, by=ilse)
    past.meeting.starts_at, past.meeting.ends_at = a_day(-30).starts_at, a_day(-30).ends_at
    coming = a_session(circle, a_day(10), by=ilse)
    draft = a_session(circle, a_day(50), by=ilse, published=False)
    db.session.commit()

    late = in_circle(circle, name="Teun Hofstra")

    assert [row.meeting_id for row in rows_of(late)] == [coming.meeting_id]
    assert draft.meeting_id not in {row.meeting_id for row in rows_of(late)}


def test_who_is_in_two_circles_is_expected_in_both_on_one_day(circle, ilse):
    """Trap 7."""
    south = a_circle("Leerkring Zuid")
    samira = in_circle(circle, place=a_neighbourhood("Oosterveld"))
    in_circle(south, person=samira, place=a_neighbourhood("Zandwijk"))

    a_session(circle, a_day(7), by=ilse)
    a_session(south, a_day(7), by=a_facilitator(south, "Nora Verbeek"))

    assert [row.neighbourhood_id is not None for row in rows_of(samira)] == [True, True]
    assert len({row.neighbourhood_id for row in rows_of(samira)}) == 2
    assert [each.mine for each in circles_known_to(again(samira))] == [True, True]


def test_who_comes_for_another_neighbourhood_keeps_the_old_one_at_what_was(circle, ilse):
    """Trap 8."""
    old, new = a_neighbourhood("Oosterveld"), a_neighbourhood("Zandwijk")
    samira = in_circle(circle, place=old)
    past, coming = a_session(circle, by=ilse), a_session(circle, a_day(30), by=ilse)
    past.meeting.starts_at, past.meeting.ends_at = a_day(-2).starts_at, a_day(-2).ends_at
    db.session.commit()

    come_for(membership(circle, samira), new, by=boss(), origin="test")

    assert {row.meeting_id: row.neighbourhood_id for row in rows_of(samira)} == {
        past.meeting_id: old.id,
        coming.meeting_id: new.id,
    }
    kept = db.session.scalars(select(CircleMember.neighbourhood_id).where(CircleMember.person_id == samira.id)).all()
    assert sorted(kept) == sorted([old.id, new.id])
    assert speaks_in(again(samira), circle)


def test_when_a_facilitator_leaves_the_circle_goes_on_under_another(circle, ilse):
    """Trap 9."""
    session = a_session(circle, by=ilse)
    end_membership(membership(circle, ilse), by=boss(), origin="test")

    assert not facilitates(again(ilse), circle)
    assert [row.part for row in rows_of(ilse)] == [Part.LEFT]
    nora = a_facilitator(circle, "Nora Verbeek")
    assert facilitates(again(nora), circle)
    assert [each.number for each in sessions_of(circle, again(nora))] == [session.number]
    assert {row.person.name for row in who_comes(whole(session))} == {"Nora Verbeek"}


def test_who_leaves_keeps_no_right_and_what_was_stays(circle, ilse):
    samira = in_circle(circle, name="Samira Bennani")

    end_membership(membership(circle, samira), by=boss(), origin="test")

    assert circles_known_to(again(samira)) == []
    [row] = db.session.scalars(select(CircleMember).where(CircleMember.person_id == samira.id))
    assert row.until is not None


def test_who_is_let_go_twice_leaves_once(circle, ilse):
    member = membership(circle, in_circle(circle, name="Samira Bennani"))

    for _press in range(2):
        end_membership(member, by=boss(), origin="test")

    left = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "circle.leave")
    assert db.session.scalar(left.where(AuditEntry.object.contains(circle.uid))) == 1


def test_a_closed_account_is_expected_at_nothing_new_and_keeps_its_place(circle, ilse):
    teun = in_circle(circle, name="Teun Hofstra")
    deactivate(again(teun), by=ilse.uid, origin="test")
    db.session.commit()

    session = a_session(circle, by=ilse)

    assert [row.person.name for row in who_comes(whole(session))] == ["Ilse Zuiderveld"]
    assert "Teun Hofstra" in {each.person.name for each in members_of(circle).rows}


def test_nobody_is_in_a_circle_twice_at_once(circle, ilse):
    samira = in_circle(circle)

    with pytest.raises(Refusal, match="zit al in deze leerkring"):
        add_member(circle, again(samira), MemberRole.GUEST, None, by=boss(), origin="test")


def test_a_full_circle_takes_nobody_in(database):
    circle = a_circle("Leerkring Klein", capacity=1)
    in_circle(circle)

    with pytest.raises(Refusal, match="zit vol"):
        in_circle(circle)
    in_circle(circle, MemberRole.GUEST)


def test_an_erased_account_leaves_a_history_that_can_be_read(circle, ilse):
    """Trap 23."""
    samira = in_circle(circle, name="Samira Bennani")
    session = a_session(circle, by=ilse)
    session.meeting.starts_at, session.meeting.ends_at = a_day(-2).starts_at, a_day(-2).ends_at
    db.session.commit()
    data = circles_as_data(again(samira))
    assert [row["circle"] for row in data["circles"]] == ["Leerkring Noord"]

    erase_person(again(samira))
    db.session.commit()

    assert "Samira Bennani" not in {each.person.name for each in members_of(circle).rows}
    assert [each.number for each in sessions_of(circle, again(ilse))] == [session.number]
    assert [row.person.name for row in who_comes(whole(session))] == ["Ilse Zuiderveld", "Oud-deelnemer"]


def test_a_role_in_a_circle_is_told_with_the_name_of_the_circle(app, circle, ilse):
    assert list(place_words(again(ilse).grants).values()) == ["(Leerkring Noord)"]
