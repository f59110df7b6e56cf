"""Asking somebody who has an account whether they join a team ("Doe je mee?"), and taking their answer."""

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select, update

from lms.accounts.commands.notices import notify, read_notice
from lms.accounts.enums import Role
from lms.accounts.models import Person
from lms.accounts.queries.notices import told_already
from lms.accounts.queries.people import person_by_id, person_by_uid
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.queue import enqueue
from lms.kernel.refusal import Refusal
from lms.programme.commands.teams import add_member, lock_people, refuse_card
from lms.programme.enums import JoinAnswer
from lms.programme.models import Asked, Neighbourhood
from lms.programme.policy import can_lead
from lms.programme.queries.asked import OPEN, OPEN_FOR, open_question, open_questions_to
from lms.programme.queries.teams import open_membership
from lms.ui.formats import day

SAID_YES, SAID_NO = "team.said_yes", "team.said_no"
TELL = "programme.tell_of_questions"
BATCH = 200


def ask_to_join(
    neighbourhood: Neighbourhood, person: Person, role: Role, *, name: str, by: Person, origin: str
) -> Asked:
    """Ask somebody to join: they are in the team after their own yes. ``name`` is what the asker calls them."""
    lock_people(neighbourhood, person, by)
    if open_membership(neighbourhood, person) is not None:
        raise Refusal(_("%(name)s zit al in het team.", name=name), "email")
    before = open_question(neighbourhood, person)
    if before is not None:
        asked_on = day(before.at)
        raise Refusal(_("%(name)s is al gevraagd op %(day)s. Wacht het antwoord af.", name=name, day=asked_on), "email")
    refuse_card(person, role, called=name)
    asked = Asked(neighbourhood_id=neighbourhood.id, person_id=person.id, name=name.strip(), role=role, by_id=by.id)
    asked.neighbourhood, asked.person, asked.by = neighbourhood, person, by
    db.session.add(asked)
    db.session.flush()
    _record("team.ask", asked, by=by, origin=origin)
    _tell_asked(asked)
    return asked


def say_yes(asked: Asked, *, by: Person, origin: str) -> None:
    """Join the team that asked; a second yes is the same yes."""
    if _lock(asked, by) is JoinAnswer.JOINED and open_membership(asked.neighbourhood, by) is not None:
        return
    _refuse_closed(asked)
    add_member(asked.neighbourhood, by, asked.role, by=by, origin=origin)  # it closes the question too
    _read_notice(asked)
    name, place = by.name, asked.neighbourhood.name
    _tell_asker(
        asked, SAID_YES, LazyString(lambda: _("%(name)s doet mee in het team van %(place)s", name=name, place=place))
    )


def say_no(asked: Asked, *, by: Person, origin: str) -> None:
    """Stay out of the team; who asked is told that, and no reason. A second no is the same no."""
    if _lock(asked, by) is JoinAnswer.NO:
        return
    _refuse_closed(asked)
    _close(asked, JoinAnswer.NO)
    _record("team.decline", asked, by=by, origin=origin)
    _read_notice(asked)
    name, place = asked.name, asked.neighbourhood.name
    _tell_asker(
        asked,
        SAID_NO,
        LazyString(lambda: _("%(name)s doet nu niet mee in het team van %(place)s", name=name, place=place)),
    )
    db.session.flush()


def take_back(asked: Asked, *, by: Person, origin: str) -> None:
    """Ask no more; who was asked reads that on the page of the question."""
    if _lock(asked) is JoinAnswer.TAKEN_BACK:
        return
    _refuse_closed(asked)
    _close(asked, JoinAnswer.TAKEN_BACK)
    _record("team.take_back", asked, by=by, origin=origin)
    db.session.flush()


def close_unanswered() -> bool:
    """Close a batch of questions that waited too long, and none that is being answered; say if there may be more."""
    moment = now()
    old = select(Asked.id).where(OPEN, Asked.at <= moment - OPEN_FOR).order_by(Asked.id).limit(BATCH)
    ids = db.session.scalars(old.with_for_update(skip_locked=True)).all()
    lapsed = update(Asked).where(Asked.id.in_(ids))
    db.session.execute(lapsed.values(answered_at=moment, answer=JoinAnswer.LAPSED))
    return len(ids) == BATCH


def tell_later(person: Person) -> None:
    """Tell somebody whose account opens now what they were asked meanwhile; a closed account gets no notices."""
    if open_questions_to(person):
        enqueue(TELL, person.uid)


def tell_of_questions(uid: str) -> None:
    """Tell somebody what they were asked, once each."""
    person = person_by_uid(uid)
    for asked in open_questions_to(person) if person is not None else ():
        _tell_asked(asked)


def _lock(asked: Asked, *people: Person) -> JoinAnswer | None:
    """Lock the neighbourhood, then people, then the question, as everybody does; return its answer as it is now."""
    asker = (asked.by,) if asked.by is not None else ()
    lock_people(asked.neighbourhood, *people, *asker)
    db.session.refresh(asked, ["answered_at", "answer"], with_for_update=True)
    return asked.answer


def _refuse_closed(asked: Asked) -> None:
    if asked.answer is not None:
        raise Refusal(_("Deze vraag is al gesloten."))


def _close(asked: Asked, answer: JoinAnswer) -> None:
    asked.answered_at, asked.answer = now(), answer


def _tell_asked(asked: Asked) -> None:
    asker, place = asked.by.name if asked.by else "", asked.neighbourhood

    def sentence() -> str:
        if not asker:
            return _("Doe je mee in het team van %(place)s?", place=place.name)
        return _("%(name)s vraagt of je meedoet in het team van %(place)s", name=asker, place=place.name)

    notify(
        asked.person,
        cause="team.asked",
        object=f"neighbourhood/{place.uid}",
        version=asked.uid,
        text=LazyString(sentence),
        url=f"/wijken/{place.slug}/meedoen/{asked.uid}",
    )


def _read_notice(asked: Asked) -> None:
    """Mark the notice of a question that was answered as read."""
    about = f"neighbourhood/{asked.neighbourhood.uid}"
    for notice in told_already([asked.person], cause="team.asked", object=about, version=asked.uid).values():
        read_notice(notice)


def _tell_asker(asked: Asked, cause: str, text: LazyString) -> None:
    """Tell who asked, while they lead there; who leads now when they do not."""
    place = asked.neighbourhood
    asker = person_by_id(asked.by_id) if asked.by_id else None
    if asker is None or not can_lead(asker, place):
        asker = person_by_id(place.director_id) if place.director_id else None
    if asker is not None:
        object_, url = f"neighbourhood/{place.uid}", f"/wijken/{place.slug}/team"
        notify(asker, cause=cause, object=object_, version=asked.uid, text=text, url=url)


def _record(action: str, asked: Asked, *, by: Person, origin: str) -> None:
    about = f"neighbourhood/{asked.neighbourhood.uid}/person/{asked.person.uid}"
    audit.record(action, about, actor_uid=by.uid, origin=origin)
