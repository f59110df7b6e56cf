"""Advice nobody asked for, and advice that was spoken."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.accounts.models import Notice
from lms.advice.commands.answering import ask_to_read, save_draft, send
from lms.advice.commands.offering import Seen, do_not_offer, weigh
from lms.advice.commands.recording import lay_down
from lms.advice.enums import Certainty, Channel, Direction, SignalSource, State
from lms.advice.models import Advice, AdviceAnswer, AdviceFollowUp
from lms.advice.queries.advice import advice_for
from lms.advice.queries.history import history_of
from lms.advice.queries.workbench import workbench_of
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.models import Theme
from tests.browser import Browser, fields_of
from tests.factories.advice import PRACTISE, a_question
from tests.factories.programme import a_neighbourhood

HOW = {"origin": "test"}
SEEN = Seen(SignalSource.VISIT, "De stap staat al weken stil.", "Jullie zoeken mensen die willen meedenken.")


def weighed(wijk, by, seen=SEEN):
    return weigh(wijk, seen, by=by, form_key=new_uid(24), **HOW)


def laid(wijk, by, said="Ga langs bij de garage.", **more):
    told = {"asked": True, "day": today(), "channel": Channel.PHONE, "form_key": new_uid(24)} | more
    return lay_down(wijk, said, by=by, **told, **HOW)


def shown_to(person, wijk):
    return [row.advice.title for row in advice_for(wijk, person)]


def test_a_tip_is_hidden_until_it_is_offered(wijk, samira, joost):
    advice = weighed(wijk, joost)
    before = shown_to(samira, wijk)
    draft = save_draft(advice, "Vraag de bakker.", certainty=Certainty.LIKELY, todo=(PRACTISE,), by=joost, **HOW)
    during = shown_to(samira, wijk)

    send(advice, wijk, seen=draft.serial, by=joost, **HOW)

    assert (before, during, shown_to(samira, wijk)) == ([], [], ["Vraag de bakker."])
    assert [each.after for each in history_of(advice)] == [State.WEIGHING, State.DRAFT, State.OFFERED]
    assert db.session.scalars(select(Notice.text).where(Notice.person_id == samira.id)).all() == [
        "Joost Vermaat heeft een tip voor Oosterveld"
    ]


def test_who_reads_a_tip_along_sees_it_on_the_start_page_without_a_day(app, wijk, joost, miriam):
    advice = weighed(wijk, joost)
    save_draft(advice, "Vraag de bakker.", certainty=Certainty.LIKELY, todo=(PRACTISE,), by=joost, **HOW)
    ask_to_read(advice, miriam, by=joost, **HOW)
    db.session.commit()

    page = Browser(app).sign_in(miriam).open("/")

    assert ("Een tip die jij meeleest" in page, "Antwoord uiterlijk" in page) == (True, False)


@pytest.mark.parametrize("lacking", [Seen(SignalSource.VISIT, "", "Nu."), Seen(SignalSource.VISIT, "Dit.", " ")])
def test_without_what_was_seen_and_why_now_there_is_no_tip(wijk, joost, lacking):
    with pytest.raises(Refusal):
        weighed(wijk, joost, lacking)


def test_not_offered_says_why_and_stays_with_advisers(wijk, samira, joost):
    advice = weighed(wijk, joost)

    with pytest.raises(Refusal):
        do_not_offer(advice, " ", by=joost, **HOW)
    do_not_offer(advice, "Ze zijn er al mee bezig.", by=joost, **HOW)

    assert (advice.state, shown_to(samira, wijk), shown_to(joost, wijk)) == (State.NOT_OFFERED, [], [])
    assert history_of(advice)[-1].detail == "Ze zijn er al mee bezig."


@pytest.mark.parametrize(("asked", "direction", "state"), [(True, "asked", "sent"), (False, "unasked", "offered")])
def test_spoken_advice_is_complete_in_one_act(wijk, samira, joost, asked, direction, state):
    day = today() - timedelta(days=3)

    advice = laid(wijk, joost, asked=asked, day=day)

    answer = db.session.scalars(select(AdviceAnswer)).one()
    assert (advice.direction, advice.state) == (Direction(direction), State(state))
    assert (answer.text, answer.sent_at is not None) == ("Ga langs bij de garage.", True)
    assert (advice.received_on, advice.answered_on, shown_to(samira, wijk)) == (day, day, ["Ga langs bij de garage."])
    assert db.session.scalars(select(AdviceFollowUp.due_on)).all() == [today() + timedelta(weeks=6)]


def test_the_same_form_lays_it_down_once(wijk, samira, joost):
    key = new_uid(24)

    assert laid(wijk, joost, form_key=key).id == laid(wijk, joost, form_key=key).id
    assert len(db.session.scalars(select(Advice)).all()) == 1


@pytest.mark.parametrize("days", [1, -200])
def test_a_day_that_is_to_come_or_long_ago_is_refused(wijk, joost, days):
    with pytest.raises(Refusal):
        laid(wijk, joost, day=today() + timedelta(days=days))


def test_in_one_line_on_the_page(app, wijk, samira, joost):
    adviser = Browser(app).sign_in(joost)
    adviser.open("/advies/leg-vast")

    page = adviser.follow(
        adviser.submit(
            "/advies/leg-vast?wijk=oosterveld",
            said="Ga langs bij de garage.",
            asked="asked",
            channel="phone",
            day=today().isoformat(),
            form_key=new_uid(24),
        )
    )

    assert "Vastgelegd. Oosterveld ziet het meteen." in page
    assert "Ga langs bij de garage." in Browser(app).sign_in(samira).open("/advies")


def test_who_does_not_advise_there_lays_nothing_down(app, wijk, miriam):
    a_neighbourhood("Zandwijk", adviser=miriam)

    Browser(app).sign_in(miriam).open("/advies/leg-vast?wijk=oosterveld", 404)


def test_without_a_neighbourhood_in_the_address_it_offers_the_one_last_worked_for_and_takes_what_is_chosen(
    app, wijk, samira, joost
):
    first, other = a_neighbourhood("Achterdijk", adviser=joost), a_neighbourhood("Zandwijk", adviser=joost)
    laid(first, joost)
    laid(wijk, joost)
    adviser = Browser(app).sign_in(joost)

    offered = fields_of(adviser.open("/advies/leg-vast"))
    said = {"asked": "asked", "channel": "phone", "day": today().isoformat(), "form_key": new_uid(24)}
    adviser.submit("/advies/leg-vast", place=other.slug, said="Ga door.", step="nu", theme="nu", **said)
    empty = adviser.submit("/advies/leg-vast", 422, place=other.slug, said="", step="nu", theme="nu", **said).text

    newest = db.session.scalars(select(Advice).order_by(Advice.id.desc())).first()
    assert (offered["place"], offered["step"], offered["theme"]) == (["oosterveld"], ["nu"], ["nu"])
    assert (newest.neighbourhood_id, newest.title) == (other.id, "Ga door.")
    assert ("of spreek het in" in empty, fields_of(empty)["place"]) == (True, ["zandwijk"])


def test_a_neighbourhood_of_others_cannot_be_chosen(app, wijk, joost, miriam):
    a_neighbourhood("Zandwijk", adviser=miriam)
    a_neighbourhood("Achterdijk", adviser=joost)

    Browser(app).sign_in(joost).submit("/advies/leg-vast", 404, place="zandwijk", said="Ga door.")


def test_step_and_theme_come_from_where_somebody_came_from_or_from_what_the_neighbourhood_asks(
    app, wijk, samira, joost
):
    a_question(wijk, samira, theme=db.session.scalars(select(Theme).where(Theme.key == "thema-1")).one())
    adviser = Browser(app).sign_in(joost)

    guessed = fields_of(adviser.open("/advies/leg-vast?wijk=oosterveld"))
    came_from = fields_of(adviser.open("/advies/leg-vast?wijk=oosterveld&stap=wijk&thema=thema-2"))
    tip = fields_of(adviser.open("/advies/tip?wijk=oosterveld&stap=niets&thema=niets"))

    assert (guessed["theme"], came_from["step"], came_from["theme"]) == (["thema-1"], ["wijk"], ["thema-2"])
    assert (tip["step"], tip["theme"]) == (guessed["step"], ["thema-1"])


@pytest.mark.parametrize(("days", "silent"), [(0, False), (20, False), (80, True)])
def test_a_neighbourhood_that_was_spoken_to_is_not_silent(wijk, samira, joost, days, silent):
    wijk.last_sign_at = wijk.created_at = now() - timedelta(days=85)
    db.session.commit()

    laid(wijk, joost, day=today() - timedelta(days=days))

    assert [each.key for each in workbench_of(joost, [wijk]).prompts] == (["silent"] if silent else [])


def test_what_was_spoken_long_ago_takes_no_later_sign_away(wijk, samira, joost):
    wijk.last_sign_at = heard = now() - timedelta(days=2)
    db.session.commit()

    laid(wijk, joost, day=today() - timedelta(days=30))

    assert wijk.last_sign_at == heard
