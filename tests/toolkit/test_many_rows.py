"""More steps or pictures than fit: the form holds what is there, and who adds more is told and loses nothing."""

import pytest

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_uid
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.toolkit.commands.drafts import save_draft
from lms.toolkit.models import PictureText, WorkingStep
from lms.toolkit.queries.drafts import working_on
from lms.toolkit.queries.plain_forms import MOST_PICTURES, MOST_STEPS, form_of, read_form
from tests.factories.people import a_person
from tests.factories.programme import the_programme
from tests.factories.toolkit import a_text, an_item

BY = {"origin": "test"}


def steps(number):
    return tuple(WorkingStep(f"Stap {each}", 1) for each in range(number))


def typed(number):
    return {f"working_steps-{each}-title": f"Stap {each}" for each in range(number)}


@pytest.fixture
def lotte(database):
    the_programme()
    return person_by_uid(a_person(Role.EDITOR).uid)


def test_a_text_with_more_than_fit_comes_through_the_form_whole():
    text = a_text(
        working_steps=steps(40), pictures=tuple(PictureText(f"{each}.svg", "Een kaart.") for each in range(12))
    )

    assert read_form(form_of(text)).text == text


def test_a_method_that_came_with_more_steps_is_mended_without_losing_one(lotte):
    item = an_item(minutes=(40, 40), working_steps=steps(40))
    working = working_on(item)

    kept = save_draft(item, {**working.form, "goal": "Anders."}, stand=working.stand, by=lotte, **BY)

    assert len(kept.form["working_steps"]) == 40


def test_who_adds_a_step_that_does_not_fit_is_told_and_keeps_what_was_typed(browser, lotte):
    item = an_item("vol", minutes=(MOST_STEPS, MOST_STEPS), working_steps=steps(MOST_STEPS))
    db.session.commit()
    stand = working_on(item).stand
    form = {"title": "Vol", "kind": "werkvorm", "licence": "CC BY-SA 4.0", "goal": "Net getypt.", "stand": stand}

    refused = browser.sign_in(lotte).submit(
        "/beheer/toolkit/items/vol/tekst", 422, **form, **typed(MOST_STEPS), do="stap"
    )

    assert f"Er passen {MOST_STEPS} stappen in." in refused.text
    assert "Net getypt.</textarea>" in refused.text


def test_more_pictures_than_fit_are_refused(lotte):
    item = an_item()
    working = working_on(item)
    pictures = [{"file": f"{each}.svg", "alt": "Een kaart.", "caption": ""} for each in range(MOST_PICTURES + 1)]

    with pytest.raises(Refusal, match="plaatjes"):
        save_draft(item, {**working.form, "pictures": pictures}, stand=working.stand, by=lotte, **BY)
