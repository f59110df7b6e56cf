"""Trial versions of the toolkit come up by themselves, and what a circle found stands with the item."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from lms.circles.commands.agenda import add_item, change_item
from lms.circles.commands.trials import discuss_trial
from lms.circles.enums import ItemKind, ItemState
from lms.circles.queries.agenda import agenda_of, trials_for
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.toolkit.enums import ItemKind as ToolKind
from lms.toolkit.enums import ItemStatus, Verdict
from lms.toolkit.models import ItemVersion
from tests.factories.circles import a_day, a_session, again, in_circle, whole
from tests.factories.toolkit import a_text, an_item

pytestmark = pytest.mark.usefixtures("database")


def a_tool(slug, *, kind=ToolKind.TRIAL, days=0):
    item = an_item(slug, published=False, kind=kind.value, title=slug.capitalize())
    item.status, item.minutes_from, item.minutes_to, item.group_from, item.group_to = (
        ItemStatus.PUBLISHED,
        50,
        60,
        4,
        12,
    )
    a_version(item, 1, days)
    return item


def a_version(item, number, days=0):
    item.number = number
    text = asdict(a_text(kind=item.kind.value, title=item.title))
    told = {"item_id": item.id, "number": number, "change": "real", "reason": "Nieuw", "text_json": text}
    db.session.add(ItemVersion(**told, published_at=now() - timedelta(days=days)))
    db.session.commit()


def moved(session, days):
    day = a_day(days)
    session.meeting.starts_at, session.meeting.ends_at = day.starts_at, day.ends_at
    db.session.commit()
    return whole(session)


def proposed(session):
    return [each.slug for each in trials_for(agenda_of(whole(session)))]


def test_what_came_since_the_last_session_is_proposed_by_itself(circle, ilse):
    moved(a_session(circle, by=ilse), -20)
    coming = a_session(circle, a_day(10), by=ilse)
    a_tool("oud", days=40)
    a_tool("vers", days=5)
    a_tool("gewone-werkvorm", kind=ToolKind.METHOD, days=5)

    assert proposed(coming) == ["vers"]


def test_what_is_on_the_agenda_is_proposed_no_more(circle, ilse):
    session = a_session(circle, by=ilse)
    trial = a_tool("vers")
    assert proposed(session) == ["vers"]

    once = discuss_trial(session, trial, by=again(ilse))
    again_pressed = discuss_trial(session, trial, by=again(ilse))

    assert (proposed(session), once.id) == ([], again_pressed.id)


def test_the_verdict_is_stored_with_the_item_and_the_session_says_it_was_discussed(browser, circle, ilse):
    session = a_session(circle, by=ilse)
    trial = a_tool("vers")
    here = f"/leerkringen/leerkring-noord/{session.number}/proefversie/vers"
    browser.sign_in(in_circle(circle)).open(here, 404)
    browser.sign_in(ilse).open(here)

    browser.submit(here, verdict="keep", why="Het werkt bij ons.", stand="")

    db.session.expire_all()
    assert (trial.verdict, trial.verdict_circle) == (Verdict.KEEP, "Leerkring Noord")
    [item] = [each for each in agenda_of(whole(session)).items if each.kind is ItemKind.TRIAL]
    assert (item.state, item.method_number) == (ItemState.DISCUSSED, 1)


def test_a_method_on_an_agenda_keeps_its_version_also_when_it_is_withdrawn(browser, circle, ilse):
    """Trap 15."""
    session = a_session(circle, by=ilse)
    tool = a_tool("praatstarter", kind=ToolKind.METHOD)
    item = add_item(session, ItemKind.DEEPENING, "Oefenen", 20, method=tool, by=again(ilse))
    a_version(tool, 2)
    tool.status, tool.withdrawn_at = ItemStatus.WITHDRAWN, now()
    db.session.commit()

    change_item(item, title="Oefenen", minutes=30, method=tool, by=again(ilse))

    assert item.method_number == 1
    page = browser.sign_in(ilse).open(f"/beheer/leerkringen/leerkring-noord/{session.number}")
    assert 'href="/toolkit/praatstarter/v1"' in page
    assert "uit de toolkit gehaald" in page
