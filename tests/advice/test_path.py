"""The two paths of advice hold in the database, and every step of them stands in a history that never changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from lms.accounts.enums import Role
from lms.accounts.queries.people import person_by_id
from lms.advice.commands import answering, asking, clarifying, offering, responding, taking, talking
from lms.advice.commands.followups import tell_what_came
from lms.advice.commands.moving import move
from lms.advice.enums import (
    AdviceSize,
    Certainty,
    Direction,
    Happened,
    Part,
    ResponseKind,
    SignalSource,
    State,
    Used,
    Word,
)
from lms.advice.models import Advice, AdviceEvent, AdviceFollowUp
from lms.advice.models.path import BEGINNING, PATHS, UNANSWERED, may_follow, word_of
from lms.advice.queries.history import history_of
from lms.advice.queries.people import open_request
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from tests.factories.advice import PRACTISE, a_question, answered
from tests.factories.people import a_person

HOW = {"origin": "test"}


def lead_to(advice, goal):
    """Walk the shortest way to a state, as the path allows it."""
    ways = {advice.state: ()}
    queue = [advice.state]
    while queue:
        here = queue.pop(0)
        for after in sorted(PATHS[advice.direction][here]):
            if after not in ways:
                ways[after] = (*ways[here], after)
                queue.append(after)
    for each in ways[goal]:
        ended = {"closed_as": "no_answer", "closed_why": "Voorbij."} if each is State.CLOSED else {}
        move(advice, each, by=None, **HOW, **ended)
    return advice


def new(direction, wijk, by):
    advice = asking.new_advice(direction, wijk, "Wat nu?", by=by, form_key=new_uid(24))
    advice.question = "Wat nu?" if direction is Direction.ASKED else ""
    db.session.add(advice)
    db.session.flush()
    return advice


def reachable(direction):
    return sorted({BEGINNING[direction], *(each for after in PATHS[direction].values() for each in after)})


@pytest.mark.parametrize(
    ("direction", "before"), [(each, state) for each in Direction for state in reachable(each)], ids=str
)
def test_the_database_takes_the_steps_of_the_path_and_no_others(wijk, samira, direction, before):
    advice = lead_to(new(direction, wijk, samira), before)
    line = {"advice_id": advice.id, "seq": advice.moves + 1, "previous": advice.moves or None, "at": now()}
    line |= {"direction": direction, "happened": Happened.MOVED, "before": before}
    taken = set()
    for after in State:
        step = db.session.begin_nested()
        try:
            db.session.execute(insert(AdviceEvent).values(**line, after=after, detail=""))
            taken.add(after)
        except IntegrityError:
            pass
        step.rollback()

    assert taken == PATHS[direction][before]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE advice SET state = 'sent'",
        "UPDATE advice SET state = 'closed', closed_as = 'followed_up'",
        "UPDATE advice SET moves = moves - 1",
        "UPDATE advice_event SET after = 'triage' WHERE seq = 1",
        "UPDATE advice_event SET at = '2020-01-01'",
        "UPDATE advice_event SET direction = 'unasked'",
        "DELETE FROM advice_event",
        "DELETE FROM advice",
    ],
)
def test_no_state_without_a_line_and_no_line_is_ever_lost(wijk, samira, statement):
    advice = a_question(wijk, samira)
    before = [(each.seq, each.after) for each in history_of(advice)]

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(text(statement))

    db.session.expire_all()
    assert (advice.state, [(each.seq, each.after) for each in history_of(advice)]) == (State.ASSIGNED, before)


def test_advice_cannot_begin_in_the_middle(wijk, samira):
    advice = new(Direction.ASKED, wijk, samira)
    columns = {each.key: getattr(advice, each.key) for each in Advice.__mapper__.column_attrs}
    columns |= {"id": advice.id + 1, "number": "1", "form_key": "x", "state": State.SENT, "moves": 3}

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(insert(Advice).values(**columns))


def test_a_line_follows_the_one_before_it(wijk, samira):
    """A step that is allowed, but not from where this advice is."""
    advice = new(Direction.ASKED, wijk, samira)
    line = {"advice_id": advice.id, "direction": Direction.ASKED, "happened": Happened.MOVED, "detail": "", "at": now()}
    line |= {"seq": 2, "previous": 1, "before": State.TRIAGE, "after": State.ASSIGNED}

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(insert(AdviceEvent).values(**line))


def test_what_was_sent_never_changes_but_words_can_be_taken_away(wijk, samira, joost):
    answered(a_question(wijk, samira), joost)

    for statement in ("UPDATE advice_answer SET text = 'Iets anders.'", "DELETE FROM advice_answer"):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(text(statement))

    db.session.execute(text("UPDATE advice_answer SET text = '(weggehaald)'"))


@pytest.mark.parametrize(
    ("direction", "state", "used", "word"),
    [
        ("asked", "new", None, "new"),
        ("asked", "triage", None, "new"),
        ("asked", "assigned", None, "new"),
        ("asked", "clarifying", None, "busy"),
        ("asked", "in_progress", None, "busy"),
        ("asked", "second_reader", None, "busy"),
        ("asked", "bundled", None, "busy"),
        ("asked", "sent", None, "answered"),
        ("asked", "closed", None, "answered"),
        ("asked", "closed", "no", "answered"),
        ("asked", "closed", "partly", "used"),
        ("asked", "withdrawn", None, None),
        ("unasked", "offered", None, "new"),
        ("unasked", "response", None, "answered"),
        ("unasked", "closed", "yes", "used"),
    ],
)
def test_a_director_reads_four_words(direction, state, used, word):
    found = word_of(Direction(direction), State(state), used)

    assert (found.value if found else None) == word


#: What people can do with a question, by a name; each gets the advice, its neighbourhood and the people.
DEEDS = {
    "take up": lambda a, w, p: taking.take_up(a, by=p["joost"], **HOW),
    "clarify": lambda a, w, p: clarifying.clarify(a, w, "Bedoel je dit?", by=p["joost"], **HOW),
    "confirm": lambda a, w, p: clarifying.confirm(a, w, by=p["samira"], **HOW),
    "say otherwise": lambda a, w, p: clarifying.say_otherwise(a, w, "Nee, dat.", by=p["samira"], **HOW),
    "withdraw": lambda a, w, p: asking.withdraw(a, w, by=p["samira"], **HOW),
    "forward": lambda a, w, p: taking.ask_to_take_over(a, p["miriam"], "Jij weet meer.", by=p["joost"], **HOW),
    "take over": lambda a, w, p: taking.take_over(asked(a, Part.OWNER), a, by=p["miriam"], **HOW),
    "refuse": lambda a, w, p: taking.refuse_to_take_over(asked(a, Part.OWNER), a, "Druk.", by=p["miriam"], **HOW),
    "take back": lambda a, w, p: taking.take_request_back(asked(a, Part.OWNER), a, by=p["joost"], **HOW),
    "strategic": lambda a, w, p: taking.resize(a, w, AdviceSize.STRATEGIC, by=p["joost"], **HOW),
    "refer": lambda a, w, p: taking.refer(a, w, "Vraag het de gemeente.", by=p["joost"], **HOW),
    "write": lambda a, w, p: draft(a, p["joost"]),
    "read along": lambda a, w, p: answering.ask_to_read(a, p["miriam"], by=p["joost"], **HOW),
    "approve": lambda a, w, p: answering.approve(a, by=p["miriam"], **HOW),
    "give back": lambda a, w, p: answering.give_back(a, "Korter.", by=p["miriam"], **HOW),
    "send": lambda a, w, p: answering.send(a, w, seen=serial(a), by=p["joost"], **HOW),
    "respond": lambda a, w, p: responding.respond(a, w, ResponseKind.PARTLY, by=p["samira"], **HOW),
    "talk": lambda a, w, p: talking.write(a, w, "Nog iets.", by=p["samira"], form_key=new_uid(24), **HOW),
}


def asked(advice, part):
    request = open_request(advice, part)
    if request is None:
        raise Refusal("nobody was asked")
    return request


def serial(advice):
    found = answering.draft_of(advice)
    return found.serial if found else 0


def draft(advice, by):
    certain = {"certainty": Certainty.FIRM, "todo": (PRACTISE,), "seen": serial(advice)}
    answering.save_draft(advice, "Ga langs.", **certain, by=by, **HOW)


TIP_DEEDS = {
    name: DEEDS[name] for name in ("write", "read along", "approve", "give back", "send", "respond", "talk")
} | {
    "write on": lambda a, w, p: answering.take_draft_back(a, by=p["joost"], **HOW),
    "drop": lambda a, w, p: offering.do_not_offer(a, "Ze doen dit al.", by=p["joost"], **HOW),
    "tell": lambda a, w, p: tell(a, w, p["samira"]),
    # what nobody can do with a tip, whatever page stands open
    "take up": DEEDS["take up"],
    "confirm": DEEDS["confirm"],
    "withdraw": DEEDS["withdraw"],
    "strategic": DEEDS["strategic"],
}
SEEN = offering.Seen(SignalSource.VISIT, "De stap staat stil.", "Jullie zoeken mensen.")
BEGINS = {
    Direction.ASKED: lambda w, p: asking.ask(w, "Hoe dan?", by=p["samira"], form_key=new_uid(24), **HOW),
    Direction.UNASKED: lambda w, p: offering.weigh(w, SEEN, by=p["joost"], form_key=new_uid(24), **HOW),
}


def tell(advice, wijk, by):
    followup = db.session.scalars(select(AdviceFollowUp).where(AdviceFollowUp.advice_id == advice.id)).first()
    if followup is None:
        raise Refusal("nothing was asked")
    tell_what_came(followup, advice, wijk, Used.YES, form_key=new_uid(24), by=by, **HOW)


def orders(deeds):
    return st.lists(st.sampled_from(sorted(deeds)), min_size=1, max_size=14)


def play(direction, names, deeds, wijk, ids):
    """Let people do these things in this order, each as far as it is not refused; return the advice and its history."""

    def people():
        return {each: person_by_id(number) for each, number in ids.items()}

    advice = BEGINS[direction](wijk, people())
    for name in names:
        step = db.session.begin_nested()
        try:
            deeds[name](advice, wijk, people())
            step.commit()
        except Refusal:
            step.rollback()
            db.session.expire_all()
    return advice, history_of(advice)


@given(data=st.data())
@pytest.mark.parametrize(
    ("direction", "deeds"), [(Direction.ASKED, DEEDS), (Direction.UNASKED, TIP_DEEDS)], ids=["asked", "unasked"]
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_people_do_in_whatever_order_it_stays_on_the_path(wijk, samira, joost, miriam, direction, deeds, data):
    ids = {"samira": samira.id, "joost": joost.id, "miriam": miriam.id}
    names, whole = data.draw(orders(deeds)), db.session.begin_nested()

    advice, lines = play(direction, names, deeds, wijk, ids)

    assert [each.seq for each in lines] == list(range(1, len(lines) + 1))
    assert [each.before for each in lines] == [BEGINNING[direction], *(each.after for each in lines[:-1])]
    assert all(
        may_follow(each.direction, each.before, each.after) if each.happened is Happened.MOVED else True
        for each in lines
    )
    assert (advice.state, advice.moves) == (lines[-1].after, lines[-1].seq)
    assert advice.state in UNANSWERED or open_request(advice) is None or advice.state is State.SECOND_READER
    whole.rollback()
    db.session.expire_all()


def test_a_step_that_somebody_else_took_first_is_a_sentence_and_no_error(wijk, samira, joost):
    advice = answered(a_question(wijk, samira), joost)

    with pytest.raises(Refusal, match="intussen iets veranderd"):
        asking.withdraw(advice, wijk, by=samira, **HOW)


def test_who_is_not_there_cannot_be_asked(wijk, samira, joost):
    advice = a_question(wijk, samira)

    with pytest.raises(Refusal, match="Kies een adviseur"):
        taking.ask_to_take_over(advice, a_person(Role.EDITOR), "Jij weet meer.", by=joost, **HOW)
    assert db.session.scalars(select(AdviceEvent.after)).all() == [State.ASSIGNED]
    assert word_of(advice.direction, advice.state, advice.used) is Word.NEW


def test_a_bare_update_by_code_is_refused_too(wijk, samira):
    advice = a_question(wijk, samira)

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(Advice).where(Advice.id == advice.id).values(state=State.IN_PROGRESS))
