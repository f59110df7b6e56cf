"""When people press at the same moment the database decides: nothing is lost, and nothing happens twice."""

import pytest
from sqlalchemy import func, select

from lms.accounts.enums import Role
from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.answering import draft_of, save_draft
from lms.advice.commands.taking import ask_to_take_over, take_up
from lms.advice.enums import Certainty, State
from lms.advice.jobs.followups import ask as ask_what_came
from lms.advice.models import (
    Advice,
    AdviceAnswer,
    AdviceAssignment,
    AdviceEvent,
    AdviceFollowUp,
    AdviceResponse,
)
from lms.advice.queries.history import history_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.programme.models import Moment
from tests.browser import Browser
from tests.factories.advice import PRACTISE, a_question, answered
from tests.factories.people import a_person
from tests.training.test_races import at_once

pytestmark = [pytest.mark.races, pytest.mark.usefixtures("database")]
HOW = {"origin": "test"}
ANSWER = {"certainty": "likely", "practise": "Het gesprek", "seen": "0", "version": "1", "act": "stuur"}


@pytest.fixture
def question(wijk, samira, joost):
    advice = a_question(wijk, samira)
    take_up(advice, by=person_by_id(joost.id), **HOW)
    db.session.commit()
    return advice


def at(advice, rest=""):
    return f"/advies/{advice.number}{rest}"


def tabs_of(app, *people):
    return [Browser(app).sign_in(person) for person in people]


def answer(text="Ga langs."):
    return ANSWER | {"text": text, "form_key": new_uid(24)}


def many(table, *where):
    return db.session.scalar(select(func.count()).select_from(table).where(*where))


def statuses(*presses):
    found = at_once(*presses)
    db.session.expire_all()
    return sorted(response.status_code for response in found)


def now_of(advice):
    return db.session.get(Advice, advice.id)


def whole(advice):
    """Say whether the history is one chain that ends where the advice is."""
    advice = now_of(advice)
    lines = history_of(advice)
    joined = all(later.before == earlier.after for earlier, later in zip(lines, lines[1:], strict=False))
    return joined and (advice.state, advice.moves) == (lines[-1].after, lines[-1].seq)


def test_two_who_answer_at_once_send_one_answer_and_the_other_is_told(app, question, joost):
    tabs = tabs_of(app, joost, joost, joost)

    texts = ("Bel ze.", "Ga langs.", "Schrijf ze.")
    found = statuses(*((tab, at(question, "/antwoord"), answer(text)) for tab, text in zip(tabs, texts, strict=True)))

    assert (found, many(AdviceAnswer), now_of(question).state, whole(question)) == (
        [303, 422, 422],
        1,
        State.SENT,
        True,
    )


def test_the_same_answer_pressed_in_every_tab_goes_once(app, question, joost):
    said = answer()

    found = statuses(*((tab, at(question, "/antwoord"), said) for tab in tabs_of(app, *[joost] * 4)))

    assert (found, many(AdviceAnswer), many(AdviceFollowUp)) == ([303] * 4, 1, 1)


def test_what_is_said_and_what_is_written_at_once_is_one_answer(app, question, joost):
    spoken, again, written = tabs_of(app, joost, joost, joost)
    said = {"said": "Bel ze.", "channel": "phone", "day": f"{today()}", "form_key": new_uid(24)}
    url = f"/advies/leg-vast?vraag={question.number}"

    found = statuses((spoken, url, said), (again, url, said), (written, at(question, "/antwoord"), answer()))

    assert found in ([303, 303, 422], [303, 422, 422])
    assert (many(AdviceAnswer), now_of(question).state, whole(question)) == (1, State.SENT, True)


def test_a_colleague_says_yes_while_the_answer_goes(app, question, joost, miriam):
    ask_to_take_over(question, person_by_id(miriam.id), "Jij weet meer.", by=person_by_id(joost.id), **HOW)
    db.session.commit()
    adviser, colleague = tabs_of(app, joost, miriam)

    statuses(
        (adviser, at(question, "/antwoord"), answer()),
        (colleague, at(question, "/overnemen"), {}),
    )

    assert whole(question)
    assert many(AdviceAssignment, AdviceAssignment.reply == "asked") == 0
    assert now_of(question).state in {State.SENT, State.IN_PROGRESS}
    assert (now_of(question).owner_id == miriam.id) or now_of(question).state is State.SENT


def test_words_that_change_while_somebody_sends_them_do_not_go_unread(app, question, joost):
    """What goes is what its sender saw."""
    save_draft(question, "Eerst.", certainty=Certainty.FIRM, todo=(PRACTISE,), by=person_by_id(joost.id), **HOW)
    db.session.commit()
    one, other = tabs_of(app, joost, joost)
    said = ANSWER | {"seen": "1"}

    statuses(
        (one, at(question, "/antwoord"), said | {"text": "Een.", "act": "bewaar", "form_key": new_uid(24)}),
        (other, at(question, "/antwoord"), said | {"text": "Twee.", "form_key": new_uid(24)}),
    )

    draft = draft_of(question)
    kept = db.session.scalars(select(AdviceAnswer.text)).all()
    assert (kept, draft is None) in ((["Een."], False), (["Twee."], True))


def test_two_tabs_respond_and_the_newest_of_two_is_kept_beside_the_first(app, wijk, samira, joost):
    advice = answered(a_question(wijk, samira), person_by_id(joost.id))
    tabs = tabs_of(app, *[samira] * 4)
    words = ["take_over", "take_over", "take_over", "later"]

    found = statuses(*((tab, at(advice, "/reactie"), {"kind": kind}) for tab, kind in zip(tabs, words, strict=True)))

    assert (found, whole(advice), now_of(advice).state) == ([303] * 4, True, State.RESPONSE)
    assert many(AdviceEvent, AdviceEvent.after == State.RESPONSE) == 1
    assert many(AdviceResponse) in {2, 3}


def test_what_came_of_it_is_told_once(app, wijk, samira, joost):
    advice = answered(a_question(wijk, samira), person_by_id(joost.id))
    db.session.query(AdviceFollowUp).one().due_on = today()
    ask_what_came()
    db.session.commit()
    tabs = tabs_of(app, *[samira] * 4)
    told = {"used": "yes", "changed": "Er komen acht mannen."}

    statuses(*((tab, at(advice, "/opvolging"), told | {"form_key": new_uid(24)}) for tab in tabs))

    assert (many(Moment), many(AdviceFollowUp), now_of(advice).state, whole(advice)) == (1, 2, State.CLOSED, True)


def test_a_question_that_comes_while_the_adviser_changes_is_the_new_advisers(app, wijk, samira, joost, miriam):
    boss = a_person(Role.COORDINATOR)
    asks, names = tabs_of(app, samira, boss)
    many_asked = [
        (
            tab,
            "/advies/vraag?wijk=oosterveld",
            {"question": f"Vraag {n}?", "form_key": new_uid(24), "confidential": "1"},
        )
        for n, tab in enumerate([asks, *tabs_of(app, samira, samira, samira)])
    ]

    found = at_once(*many_asked, (names, f"/beheer/wijken/{wijk.slug}/adviseur", {"person": miriam.uid}))

    db.session.expire_all()
    assert {response.status_code for response in found} == {303}
    owners = db.session.scalars(select(Advice.owner_id).order_by(Advice.id)).all()
    asked_about = many(Notice, Notice.cause == "advice.choose_reader", Notice.person_id == samira.id)
    assert len(owners) == 4
    assert owners.count(joost.id) == asked_about


def test_while_a_question_is_taken_back_it_is_answered_or_gone_and_not_both(app, question, samira, joost):
    director, adviser = tabs_of(app, samira, joost)

    statuses(
        (director, at(question, "/intrekken"), {}),
        (adviser, at(question, "/antwoord"), answer()),
    )

    sent = many(AdviceAnswer, AdviceAnswer.sent_at.is_not(None))
    assert (now_of(question).state, sent, whole(question)) in ((State.WITHDRAWN, 0, True), (State.SENT, 1, True))


def test_every_button_at_once_leaves_one_history(app, question, samira, joost, miriam):
    director, adviser, other = tabs_of(app, samira, joost, joost)

    found = statuses(
        (adviser, at(question, "/verhelderen"), {"clear": "Bedoel je dit?"}),
        (other, at(question, "/doorgeven"), {"person": miriam.uid, "why": "Jij weet meer."}),
        (adviser, at(question, "/grootte"), {"size": "strategic"}),
        (director, at(question, "/klopt"), {}),
        (director, at(question, "/bericht"), {"text": "Nog iets.", "form_key": new_uid(24)}),
        (other, at(question, "/antwoord"), answer()),
    )

    assert (set(found) <= {303, 422}, whole(question)) == (True, True)
