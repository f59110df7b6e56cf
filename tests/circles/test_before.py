"""Before a session: one check-in for each person, changed until it begins; a confidential case is nowhere else."""

import pytest
from sqlalchemy import select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.circles.commands.checkins import (
    begin_checkin,
    bring_case,
    come_for,
    remind_silent,
    say_what_works,
    say_where,
    take_case_back,
    take_over,
)
from lms.circles.commands.confidential import lift_confidential, mark_confidential
from lms.circles.commands.waiting import carry_over, put_also_on
from lms.circles.enums import Hushed, ItemKind, ItemState
from lms.circles.models import AgendaItem, CheckIn, CircleSession, Confidential
from lms.circles.queries.agenda import agenda_of
from lms.circles.queries.checkins import before_session, checkin_of, preparation_of, silent_about
from lms.circles.queries.confidential import may_read, named_in, readable
from lms.kernel.audit import AuditEntry
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.moments import record_moment
from lms.programme.enums import Fit, StepStatus
from lms.programme.models import StepFeedback
from tests.factories.circles import a_day, a_session, again, in_circle, whole
from tests.factories.programme import a_member, a_neighbourhood

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def samira(circle, place):
    return in_circle(circle, person=a_member(place, Role.NEIGHBOURHOOD_DIRECTOR, name="Samira Bennani"), place=place)


@pytest.fixture
def session(circle, ilse, samira, peter):
    return a_session(circle, by=ilse)


def begun(session) -> CircleSession:
    """Let a session begin."""
    session.meeting.starts_at = now()
    db.session.commit()
    return whole(session)


def test_what_somebody_brings_is_saved_in_parts_and_changed_until_the_session_begins(session, samira):
    theme = agenda_of(session).themes[1]
    say_what_works(session, "Koffie op straat", "Flyers", themes=(theme, None), by=again(samira))
    say_what_works(session, "Koffie aan de deur", "", themes=(None, None), by=again(samira))
    begins = begun(session)
    with pytest.raises(Refusal, match="begonnen"):
        say_what_works(begins, "Te laat", "", themes=(None, None), by=again(samira))
    kept = checkin_of(begins, samira)
    assert (kept.works, kept.works_not, kept.works_theme_id) == ("Koffie aan de deur", "", None)


def test_who_has_two_neighbourhoods_fills_in_one_and_chooses_which(session, samira, place):
    other = a_neighbourhood("Westerkwartier")
    a_member(other, Role.NEIGHBOURHOOD_DIRECTOR, samira)
    strange = a_neighbourhood("Elders")
    say_what_works(session, "Dit werkt", "", themes=(None, None), by=again(samira))
    assert [each.name for each in before_session(session, again(samira)).places] == ["Oosterveld", "Westerkwartier"]
    come_for(session, other, by=again(samira))
    with pytest.raises(Refusal, match="zelf voor komt"):
        come_for(session, strange, by=again(samira))
    rows = db.session.scalars(select(CheckIn)).all()
    assert [(row.neighbourhood_id, row.works) for row in rows] == [(other.id, "Dit werkt")]


def test_recent_moments_are_taken_over_in_one_tap_and_once(session, samira, place):
    moment = record_moment(place, by=again(samira), text="De huisarts verwees drie mensen")
    assert [each.moment.text for each in before_session(session, again(samira)).moments] == [moment.text]
    take_over(session, moment, works=True, by=again(samira))
    take_over(session, moment, works=True, by=again(samira))
    assert checkin_of(session, samira).works == "De huisarts verwees drie mensen"


def test_the_card_is_confirmed_in_one_tap_or_moved_there_and_says_whether_it_fits(session, samira, place):
    step = before_session(session, again(samira)).where.here.step.key
    say_where(session, by=again(samira), origin="test")
    assert checkin_of(session, samira).card_at is not None
    say_where(
        session,
        moved=(step, StepStatus.IN_PROGRESS, ""),
        fit=Fit.PARTLY,
        remark="Te veel tekst",
        by=again(samira),
        origin="test",
    )
    before = before_session(session, again(samira))
    assert (before.where.here.status, before.checkin.fit) == (StepStatus.IN_PROGRESS, Fit.PARTLY)
    assert db.session.scalars(select(StepFeedback.remark)).all() == ["Te veel tekst"]


def test_who_does_not_lead_moves_no_step_of_the_card(session, peter):
    with pytest.raises(Refusal, match="wijkregisseur"):
        say_where(session, moved=("wijk", StepStatus.IN_PROGRESS, ""), by=again(peter), origin="test")


def test_a_case_is_proposed_for_the_agenda_as_consultation(session, samira):
    bring_case(session, "Bewoners haken af", "Na een week", theme=None, by=again(samira), origin="test")
    bring_case(session, "Bewoners haken weer af", "Na een week", theme=None, by=again(samira), origin="test")
    items = db.session.scalars(select(AgendaItem).where(AgendaItem.kind == ItemKind.CONSULTATION)).all()
    proposed = [(item.title, item.about, item.presenter_id) for item in items if item.state is ItemState.PROPOSED]
    assert proposed == [("Bewoners haken weer af", "Na een week", samira.id)]
    take_case_back(session, by=again(samira), origin="test")
    assert not [item for item in agenda_of(session).items if item.state is ItemState.PROPOSED]


def test_a_case_that_was_repeated_or_carried_over_changes_and_goes_on_every_agenda(circle, session, samira, ilse):
    later = a_session(circle, a_day(14), by=ilse)
    told = {"theme": None, "by": again(samira), "origin": "test"}
    item = bring_case(session, "Bewoners haken af", "Na een week", **told).item
    put_also_on(item, later, by=again(ilse))
    carry_over(item, by=again(ilse))
    bring_case(session, "Bewoners haken weer af", "Over Jan", named=[ilse], **told)
    cases = select(AgendaItem.title, AgendaItem.about).where(AgendaItem.kind == ItemKind.CONSULTATION)
    cases = cases.where(AgendaItem.by_id.in_((samira.id, ilse.id)), AgendaItem.title != "Intervisie")
    assert set(db.session.execute(cases)) == {("Vertrouwelijke casus", "")}

    take_case_back(session, by=again(samira), origin="test")
    assert db.session.execute(cases).all() == [("Casus (teruggenomen)", "")] * 3


def test_a_confidential_case_has_no_word_on_the_agenda_and_is_read_by_named_people_only(session, samira, ilse, peter):
    bring_case(session, "Geheim van de wijk", "Over een collega", theme=None, by=again(samira), origin="test")
    bring_case(session, "Geheim van de wijk", "Over Jan", theme=None, named=[peter], by=again(samira), origin="test")
    item = checkin_of(session, samira).item
    assert (item.title, item.about) == ("Vertrouwelijke casus", "")
    told = {
        who.name: "Geheim"
        in str([line.text for group in preparation_of(session, again(who)).groups for line in group.lines])
        for who in (ilse, peter, samira)
    }
    assert told == {"Ilse Zuiderveld": False, "Peter de Groot": True, "Samira Bennani": True}
    assert list(preparation_of(session, again(ilse)).hidden) == [checkin_of(session, samira).id]


def test_who_is_named_in_one_case_reads_no_other(session, samira, ilse, peter):
    bring_case(session, "Eerste", "Over Jan", theme=None, named=[ilse], by=again(samira), origin="test")
    bring_case(session, "Tweede", "Over Piet", theme=None, named=[], by=again(peter), origin="test")
    found = preparation_of(session, again(ilse))
    assert [line.text for group in found.groups for line in group.lines] == ["Eerste\nOver Jan"]


def test_marking_and_lifting_are_logged_and_the_words_come_back(session, samira, peter):
    bring_case(session, "Vraag", "Over Jan", theme=None, named=[peter], by=again(samira), origin="test")
    bring_case(session, "Vraag", "Over Jan", theme=None, by=again(samira), origin="test")
    db.session.commit()
    logged = db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("circle.%_case"))).all()
    assert logged == ["circle.hush_case", "circle.lift_case"]
    assert checkin_of(session, samira).item.about == "Over Jan"
    assert [row.lifted_by_id for row in db.session.scalars(select(Confidential))] == [samira.id]


@pytest.mark.parametrize("kind", list(Hushed))
def test_who_may_read_what_is_confidential_is_the_same_in_lists(session, circle, samira, ilse, peter, kind):
    mark_confidential(kind, session.id, circle, [peter], by=again(samira), origin="test")
    for who, may in ((samira, True), (peter, True), (ilse, False)):
        listed = db.session.scalars(select(CircleSession.id).where(readable(who, kind, CircleSession.id))).all()
        assert (may_read(who, kind, session.id), bool(listed), named_in(who, kind, session.id)) == (may, may, may)
    lift_confidential(kind, session.id, circle, by=again(samira), origin="test")
    assert may_read(ilse, kind, session.id)
    assert not named_in(samira, kind, session.id)


def test_only_the_silent_are_reminded_and_once_a_day(session, samira, peter, ilse):
    begin_checkin(session, by=again(peter))  # who only looked around said nothing
    say_what_works(session, "Dit werkt", "", themes=(None, None), by=again(samira))
    assert [each.name for each in silent_about(session)] == ["Peter de Groot"]
    assert remind_silent(session, by=again(ilse), origin="test") == 1
    assert remind_silent(session, by=again(ilse), origin="test") == 1
    told = db.session.scalars(select(Notice.person_id).where(Notice.cause == "circle.checkin_reminder")).all()
    assert told == [peter.id]
