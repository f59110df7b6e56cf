"""What the toolkit keeps about somebody can be taken along, is erased with them, and goes when its time is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.commands.personal_data import erase_person
from lms.accounts.enums import Role
from lms.accounts.models import Anonymous
from lms.accounts.queries.people import person_by_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.enums import NeighbourhoodState
from lms.programme.models import StateChange
from lms.toolkit.commands.reports import show_report
from lms.toolkit.enums import ReportState, Result
from lms.toolkit.jobs.retention import KEPT
from lms.toolkit.models import Item, ItemDraft, ItemReport, ItemSuggestion, SavedItem
from lms.toolkit.queries.own import toolkit_of
from lms.toolkit.queries.reports import TAKEN_AWAY, counts_of
from tests.factories.people import a_person
from tests.factories.programme import a_neighbourhood
from tests.factories.toolkit import a_report, an_item

FORGET = {kept.key: kept.forget for kept in KEPT}


@pytest.fixture
def item(database):
    made = an_item("halen-en-brengen")
    db.session.commit()
    return made


@pytest.fixture
def writer(item):
    person = a_person(Role.EDITOR, name="Dennis Kool")
    mine = {"item_id": item.id, "by_id": person.id}
    more = {"happened": "kanarie-gebeurd", "adapted": "kanarie-anders", "next_time": "kanarie-straks"}
    a_report(item, person, sentence="kanarie-zin", neighbourhood=a_neighbourhood("Oosterveld"), **more)
    a_report(item, None, checked_by_id=person.id, checked_why="kanarie-waarom")
    db.session.add_all(
        [
            ItemSuggestion(**mine, text="kanarie-voorstel"),
            ItemSuggestion(
                item_id=item.id, text="Iets.", answer="kanarie-antwoord", answered_at=now(), answered_by_id=person.id
            ),
            ItemDraft(**mine, form_json={"title": "kanarie-concept"}, asked_by_id=person.id),
            SavedItem(person_id=person.id, item_id=item.id),
        ]
    )
    item.owner_id = person.id
    db.session.commit()
    return person


def test_what_somebody_told_here_is_all_there(writer):
    told = toolkit_of(writer)

    wanted = ["zin", "gebeurd", "anders", "straks", "waarom", "voorstel", "antwoord", "concept"]
    assert [word for word in wanted if f"kanarie-{word}" not in str(told)] == []
    assert told["experiences"][0]["neighbourhood"] == "Oosterveld"
    assert [len(told[name]) for name in ("saved", "asked_to_read", "owns")] == [1, 1, 1]


def test_who_is_erased_is_named_nowhere_and_what_was_learned_stays(writer):
    number = writer.id
    erase_person(writer)
    db.session.commit()

    for model, name in (
        (Item, "owner_id"),
        (ItemDraft, "by_id"),
        (ItemDraft, "asked_by_id"),
        (ItemReport, "by_id"),
        (ItemReport, "checked_by_id"),
        (ItemSuggestion, "by_id"),
        (ItemSuggestion, "answered_by_id"),
        (SavedItem, "person_id"),
    ):
        assert db.session.scalars(select(model).where(getattr(model, name) == number)).all() == []
    assert "kanarie-zin" in db.session.scalars(select(ItemReport.sentence)).all()


def test_what_waited_when_its_writer_was_erased_never_comes_on_the_site(item, browser):
    editor, writer = person_by_uid(a_person(Role.EDITOR).uid), a_person()
    waiting = a_report(item, writer, state=ReportState.WAITING, sentence="kanarie-wacht")
    public = a_report(item, writer, state=ReportState.PUBLIC)
    erase_person(person_by_uid(writer.uid))
    db.session.commit()
    db.session.expire_all()

    with pytest.raises(Refusal):
        show_report(waiting, by=editor, origin="test")

    assert (waiting.state, waiting.consent) == (ReportState.INSIDE, False)
    assert public.state is ReportState.PUBLIC
    assert "kanarie-wacht" not in browser.sign_in(editor).open("/beheer/toolkit/ervaringen")


def test_what_has_no_writer_is_not_put_on_the_site(item):
    editor = person_by_uid(a_person(Role.EDITOR).uid)
    nobodys = a_report(item, None, state=ReportState.WAITING)

    with pytest.raises(Refusal):
        show_report(nobodys, by=editor, origin="test")

    assert nobodys.state is ReportState.WAITING


def ago(days):
    return now() - timedelta(days=days)


def test_what_was_taken_back_goes_after_its_time(item):
    long_gone = a_report(item, None, removed_at=ago(100)).id
    kept = [a_report(item, None, removed_at=ago(10)).id, a_report(item, None).id]

    assert [FORGET["removed_experience"](ago(90)) for _time in range(2)] == [1, 0]
    left = db.session.scalars(select(ItemReport.id).order_by(ItemReport.id)).all()
    assert (left, long_gone in left) == (kept, False)


def test_suggestions_go_after_they_were_answered_and_not_before(item):
    rows = {
        "oud": {"answer": "Ja.", "answered_at": ago(400)},
        "nieuw": {"answer": "Ja.", "answered_at": ago(10)},
        "open": {"at": ago(400)},
        "vers": {"at": ago(10)},
    }
    writer = a_person().id
    rows = [ItemSuggestion(item_id=item.id, text=text, by_id=writer, **more) for text, more in rows.items()]
    db.session.add_all(rows)
    db.session.commit()

    assert [FORGET["toolkit_suggestions"](ago(365)) for _time in range(2)] == [2, 0]
    left = db.session.execute(select(ItemSuggestion.text, ItemSuggestion.by_id)).all()
    assert dict(map(tuple, left)) == {"nieuw": writer, "open": None, "vers": writer}


def test_what_was_told_for_no_neighbourhood_is_as_old_as_its_telling(item):
    writer, checker = a_person(name="Dennis Kool"), a_person(Role.EDITOR)
    waiting = a_report(item, writer, state=ReportState.WAITING, at=ago(400), happened="Kanarie.")
    public = a_report(item, writer, state=ReportState.PUBLIC, at=ago(400), checked_by_id=checker.id)
    fresh = a_report(item, writer, at=ago(10))

    done = [FORGET["experience"](ago(365)) for _time in range(2)]

    db.session.expire_all()
    assert (done[0] > 0, done[1]) == (True, 0)
    assert (waiting.sentence, waiting.happened, waiting.by_id) == (TAKEN_AWAY, "", None)
    assert (waiting.state, waiting.consent) == (ReportState.INSIDE, False)
    assert (public.state, public.by_id, public.checked_by_id) == (ReportState.PUBLIC, None, None)
    assert fresh.by_id == writer.id


def test_of_a_finished_neighbourhood_the_count_stays_and_public_words_without_a_name(item):
    writer, checker = a_person(name="Dennis Kool"), a_person(Role.EDITOR)
    over, running = a_neighbourhood("Oosterveld"), a_neighbourhood("Havenbuurt")
    over.state = NeighbourhoodState.FINISHED
    db.session.add(StateChange(neighbourhood_id=over.id, state=over.state, at=ago(400), reason="", by_id=checker.id))
    inside = a_report(item, writer, neighbourhood=over, result=Result.FAILED, happened="Kanarie.")
    public = a_report(item, writer, neighbourhood=over, state=ReportState.PUBLIC, checked_by_id=checker.id)
    other = a_report(item, writer, neighbourhood=running)

    done = [FORGET["experience"](ago(365)) for _time in range(2)]

    db.session.expire_all()
    assert (done[0] > 0, done[1]) == (True, 0)
    assert (inside.sentence, inside.happened, inside.by_id) == (TAKEN_AWAY, "", None)
    assert (public.sentence, public.by_id, public.checked_by_id) == (
        "Er kwamen er vier, en dat was precies goed.",
        None,
        None,
    )
    assert other.by_id == writer.id
    assert counts_of(item, Anonymous()).all == {Result.WORKED: 2, Result.PARTLY: 0, Result.FAILED: 1}
