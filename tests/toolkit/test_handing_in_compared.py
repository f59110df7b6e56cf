"""What a zip holds that readers have in other words: named for what it is, and shown before anything is taken over."""

import io

import pytest

from lms.accounts.enums import Role
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.enums import Change
from lms.toolkit.models import Prose
from lms.toolkit.queries.history import current_text
from lms.toolkit.sync.archives import packed
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

WHERE = "/beheer/toolkit/pakketten"


@pytest.fixture
def desk(browser):
    the_programme()
    return browser.sign_in(a_person(Role.EDITOR))


def changed_elsewhere(slug, *, synced):
    """Return a zip with other words than those on this site, where it is in step with its folder or changed here."""
    item = an_item(slug, title=slug.title())
    item.synced_digest = item.digest if synced else None
    db.session.commit()
    text = a_text(title=slug.title(), goal=Prose.of("Je weet wat je van elkaar krijgt."))
    publish(item, text, change=Change.REAL, reason="Elders.", by=None, origin="test")
    content = packed(item, current_text(item))
    db.session.rollback()
    return content


def handed(desk, content):
    return desk.submit(WHERE, expect=200, file=(io.BytesIO(content), "pakket.zip")).text


def test_what_differs_is_called_other_and_is_shown_before_it_is_taken_over(desk):
    page = handed(desk, changed_elsewhere("halen", synced=True))

    assert "Een andere tekst dan hier op de site staat" in page
    assert "nieuwere" not in page
    assert "Wat er anders is dan in versie 1" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "krijgt" in page


def test_what_stays_as_it_is_shows_what_differs_too(desk):
    page = handed(desk, changed_elsewhere("halen", synced=False))

    assert "Blijft zoals het is" in page
    assert "Wat er anders is dan in versie 1" in page


def test_what_is_new_has_nothing_to_be_compared_with(desk):
    content = packed(item := an_item("halen"), current_text(item))
    db.session.rollback()

    assert "Wat er anders is" not in handed(desk, content)
