"""An open question that was answered in a talk: what was said becomes its answer, on the day it was said."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import Notice
from lms.accounts.queries.people import person_by_id
from lms.advice.commands.answering import ask_to_read, save_draft
from lms.advice.commands.bundling import put_in
from lms.advice.commands.clarifying import clarify
from lms.advice.commands.recording import answer_spoken
from lms.advice.commands.taking import ask_to_take_over, resize, take_up
from lms.advice.enums import AdviceSize, Certainty, Channel, State
from lms.advice.models import Advice, AdviceAnswer, AdviceAssignment, AdviceDeed, AdviceEvent, AdviceFile
from lms.advice.queries.history import clock_of, history_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import today
from lms.kernel.db import db
from lms.kernel.outbox import Mail
from lms.kernel.refusal import KeptBefore, Refusal
from lms.kernel.working_days import working_days_between
from tests.advice.test_files import VOICE, sent
from tests.advice.test_pages import at, fresh
from tests.browser import Browser
from tests.factories.advice import PRACTISE, a_question, answered
from tests.factories.bundles import a_bundle
from tests.factories.programme import a_neighbourhood

HOW = {"origin": "test"}
SAID = "Ga langs bij de garage."
PATH = [State.ASSIGNED, State.ACCEPTED, State.IN_PROGRESS, State.SENT]
#: Statements of the form.
ON_THE_FORM = 4


@pytest.fixture
def visit(app):
    return lambda person: Browser(app).sign_in(person)


@pytest.fixture
def question(wijk, samira):
    """A question of ten days ago."""
    advice = a_question(wijk, samira)
    advice.received_on = today() - timedelta(days=10)
    db.session.commit()
    return advice


def say(advice, by, said=SAID, **more):
    told = {"day": today() - timedelta(days=3), "channel": Channel.PHONE, "form_key": new_uid(24)} | more
    return answer_spoken(advice, advice.neighbourhood, said, by=by, **told, **HOW)


def where(advice):
    return f"/advies/leg-vast?vraag={advice.number}"


def told(**more):
    return {"said": SAID, "channel": "visit", "day": f"{today():%Y-%m-%d}", "form_key": new_uid(24)} | more


def test_what_was_said_is_the_answer_and_the_clock_ends_on_that_day(question, samira, joost):
    answer = say(question, joost)

    said_on = today() - timedelta(days=3)
    clock = clock_of(question, history_of(question))
    assert (answer.text, answer.channel, answer.certainty, answer.version) == (
        SAID,
        Channel.PHONE,
        Certainty.LIKELY,
        1,
    )
    assert db.session.scalars(select(AdviceDeed.label)).all() == ["Er samen over doorpraten"]
    assert [each.after for each in history_of(question)] == PATH
    assert (question.state, question.owner_id, question.answered_on) == (State.SENT, joost.id, said_on)
    assert (clock.running, clock.day) == (False, working_days_between(question.received_on, said_on))
    assert db.session.scalars(select(Notice.text).where(Notice.person_id == samira.id)).all() == [
        "Joost Vermaat gaf antwoord op een vraag uit Oosterveld"
    ]


def test_while_we_ask_whether_we_understood_it_the_answer_ends_that_too(question, wijk, samira, joost):
    clarify(question, wijk, "Bedoel je dit?", by=joost, **HOW)

    say(question, joost, day=today())

    assert [each.after for each in history_of(question)][-3:] == [State.CLARIFYING, State.IN_PROGRESS, State.SENT]
    assert (question.question_clear, clock_of(question, history_of(question)).running) == ("", False)


def test_a_request_to_a_colleague_ends_with_it(question, joost, miriam):
    ask_to_take_over(question, miriam, "Jij weet meer.", by=joost, **HOW)

    say(question, joost)

    assert db.session.scalars(select(AdviceAssignment.reply)).all() == ["taken_back"]


def a_draft(advice, wijk, joost, miriam):
    save_draft(advice, "Een begin.", certainty=Certainty.LIKELY, todo=(PRACTISE,), by=joost, **HOW)


def read_along(advice, wijk, joost, miriam):
    a_draft(advice, wijk, joost, miriam)
    ask_to_read(advice, miriam, by=joost, **HOW)


def about_policy(advice, wijk, joost, miriam):
    take_up(advice, by=joost, **HOW)
    resize(advice, wijk, AdviceSize.STRATEGIC, by=joost, **HOW)


def in_a_bundle(advice, wijk, joost, miriam):
    put_in(a_bundle(joost, [advice]), advice, by=joost, **HOW)


def given(advice, wijk, joost, miriam):
    answered(advice, joost)


NOT_NOW = {
    a_draft: "Er staat al een begin van een antwoord.",
    read_along: "Een collega leest al mee",
    about_policy: "leest een collega mee",
    in_a_bundle: "wacht nu niet op een antwoord",
    given: "wacht nu niet op een antwoord",
}


@pytest.mark.parametrize("before", NOT_NOW)
def test_what_cannot_be_said_now_is_refused_kindly_and_the_words_stay(visit, question, wijk, joost, miriam, before):
    before(question, wijk, person_by_id(joost.id), person_by_id(miriam.id))
    db.session.commit()
    lines = len(history_of(question))
    adviser = visit(joost)

    looked = adviser.follow(adviser.client.get(where(question)))
    page = adviser.submit(where(question), 422, **told()).text

    db.session.expire_all()
    assert (NOT_NOW[before] in looked, NOT_NOW[before] in page, SAID in page) == (True, True, True)
    assert (len(history_of(fresh(question))), SAID in db.session.scalars(select(AdviceAnswer.text)).all()) == (
        lines,
        False,
    )


@pytest.mark.parametrize(
    ("days", "words"), [(-11, "Dit was vóór de vraag."), (1, "Kies een dag die geweest is"), (-400, "Kies een dag")]
)
def test_a_day_before_the_question_or_to_come_is_refused_and_the_words_stay(visit, question, joost, days, words):
    page = visit(joost).submit(where(question), 422, **told(day=f"{today() + timedelta(days=days):%Y-%m-%d}")).text

    assert (words in page, f"{SAID}</textarea>" in page, fresh(question).state) == (True, True, State.ASSIGNED)


def test_on_the_page_it_takes_one_line(visit, statements, question, samira, joost):
    adviser, director = visit(joost), visit(samira)
    assert f'href="{where(question)}"' in adviser.open(at(question))
    with statements(ON_THE_FORM):
        form = adviser.open(where(question))

    page = adviser.follow(adviser.submit(where(question), **told()))

    shown = director.open(at(question))
    assert (question.question in form, "Welk onderwerp?" in form, "Voor welke wijk?" in form) == (True, False, False)
    assert "Vastgelegd. Oosterveld ziet het meteen." in page
    assert (SAID in shown, "Gezegd op bezoek op" in shown, where(question) in page) == (True, True, False)
    director.submit(at(question, "/zo-begreep-ik-het"), **{"zo-text": "We gaan erheen.", "zo-form_key": new_uid(24)})
    assert "We gaan erheen." in adviser.open(at(question))


def test_the_neighbourhood_reads_it_in_a_mail(visit, question, samira, joost):
    visit(joost).submit(where(question), **told())

    [mail] = db.session.scalars(select(Mail).where(Mail.address == samira.email).order_by(Mail.id)).all()
    assert "Joost Vermaat gaf antwoord op een vraag uit Oosterveld" in mail.text


def test_of_a_confidential_question_the_mail_says_nothing(visit, wijk, samira, joost):
    advice = a_question(wijk, samira, "Iets tussen ons?", confidential=True)

    visit(joost).submit(where(advice), **told())

    [mail] = db.session.scalars(select(Mail).where(Mail.address == samira.email)).all()
    assert ("vertrouwelijk advies" in mail.text, "antwoord op een vraag" in mail.text) == (True, False)
    assert SAID in visit(samira).open(at(advice))


def test_pressed_twice_it_is_one_answer_and_other_words_are_not_dropped(visit, question, joost):
    adviser, said = visit(joost), told()
    for _press in range(2):
        adviser.submit(where(question), **said)
    lines = len(history_of(question))

    page = adviser.submit(where(question), 422, **said | {"said": "Bel ze op."}).text

    assert db.session.scalars(select(AdviceAnswer.text)).all() == [SAID]
    assert len(history_of(question)) == lines == len(PATH)
    assert (SAID in page, "Bel ze op.</textarea>" in page) == (True, True)


def test_the_same_form_returns_the_same_answer(question, joost):
    key = new_uid(24)
    first = say(question, joost, form_key=key)

    assert say(question, joost, form_key=key).id == first.id
    with pytest.raises(KeptBefore):
        say(question, joost, "Iets anders.", form_key=key)


def test_said_into_the_microphone_the_question_keeps_its_own_words(visit, question, samira, joost):
    adviser, said, asked = visit(joost), told(said="", seconds="12"), question.question
    gone_to = adviser.submit(where(question), **said, recording=sent(VOICE, "opname.webm")).headers["Location"]
    row = db.session.scalars(select(AdviceFile)).one()
    adviser.submit(at(question, f"/bestanden/{row.uid}/tekst"), transcript="Begin klein.")

    page = visit(samira).open(at(question))
    advice = fresh(question)
    assert gone_to == f"/advies/{question.number}#in-tekst"
    assert ("<audio" in page, "In tekst: Begin klein" in page) == (True, True)
    assert (advice.question, advice.title) == (asked, asked)


def test_a_recording_waits_for_a_form_that_was_refused(visit, question, joost):
    adviser, said = visit(joost), told(said="", seconds="12")
    late = {"day": f"{today() + timedelta(days=2):%Y-%m-%d}"}

    refused = adviser.submit(where(question), 422, **said | late, recording=sent(VOICE, "opname.webm")).text
    for _press in range(2):
        adviser.submit(where(question), **said)

    assert ("Je opname is er nog." in refused, len(db.session.scalars(select(AdviceFile)).all())) == (True, 1)


def test_neither_a_line_nor_a_voice_is_nothing(visit, question, joost):
    page = visit(joost).submit(where(question), 422, **told(said="")).text

    assert ("of spreek het in" in page, fresh(question).state) == (True, State.ASSIGNED)


def test_who_does_not_answer_it_finds_nothing(visit, question, wijk, samira, joost, miriam):
    a_neighbourhood("Zandwijk", adviser=miriam)
    tip_of_others = [visit(miriam).client.get(where(question)), visit(miriam).client.post(where(question), data=told())]
    asked = a_question(wijk, samira)
    ask_to_take_over(asked, person_by_id(miriam.id), "Jij weet meer.", by=person_by_id(joost.id), **HOW)
    db.session.commit()
    tip_of_others.append(visit(miriam).client.post(where(asked), data=told()))

    assert [each.status_code for each in tip_of_others] == [404, 404, 404]
    visit(joost).open("/advies/leg-vast?vraag=00000000", 404)
    visit(samira).open(where(question), 403)
    assert db.session.scalars(select(AdviceAnswer)).all() == []


def test_a_question_that_came_meanwhile_from_somebody_else_is_untouched(question, wijk, samira, joost):
    other = a_question(wijk, samira, "En wat nu?")

    say(question, joost)

    assert (other.state, other.answered_on) == (State.ASSIGNED, None)
    assert db.session.scalars(select(AdviceEvent.after).where(AdviceEvent.advice_id == other.id)).all() == [
        State.ASSIGNED
    ]


def test_a_refusal_keeps_the_path_as_it_was(question, joost):
    with pytest.raises(Refusal):
        say(question, joost, day=question.received_on - timedelta(days=1))

    assert (db.session.get(Advice, question.id).state, len(history_of(question))) == (State.ASSIGNED, 1)
