"""One of everything, so that every address leads somewhere: all of it belongs to one person, and is full of canaries.

Nobody but the owner may ever be shown a text with ``kanarie`` in it, unless it was meant for them.
"""

from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from lms.accounts.commands.access import ask_for_access
from lms.accounts.commands.factors import start_code_app
from lms.accounts.commands.links import make_link
from lms.accounts.commands.notices import notify
from lms.accounts.commands.people import invite
from lms.accounts.commands.sessions import begin_session
from lms.accounts.enums import Purpose, Role
from lms.accounts.models import CodeApp, Passkey, Person, SignInSession
from lms.accounts.queries.people import person_by_email
from lms.accounts.views.visitor import COOKIE_KEY
from lms.content.blocks import Question, from_json
from lms.home.cli.demo import PEOPLE, add_person
from lms.home.models import Remark
from lms.kernel import outbox
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.work import unit_of_work
from lms.training.models import Part, PartVersion, QuizQuestion, QuizQuestionVersion
from tests.journeys import (
    advising,
    circling,
    editors,
    gatherings,
    groups,
    learners,
    module_writers,
    neighbour,
    proofs,
    toolbox,
    walkers,
)
from tests.journeys.site import address_of

MODULE = "/modules/wat-doet-roken"
TALK, TASK = "wdr-3-4", "wdr-6-5"
OWNER, PEER, HALFWAY, CLOSED = "eigenaar", "collega", "halverwege", "gesloten"
DEMO = tuple(name for name, *_ in PEOPLE)
HAVEN = tuple(name for name, *_ in neighbour.PEOPLE)


@dataclass
class Scenery:
    """``values``: what to put in addresses, by name.  ``tokens``: the session of each persona."""

    app: Flask
    values: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    def cookie(self, persona: str) -> str:
        """Return the signed cookie of a persona."""
        signer = self.app.session_interface.get_signing_serializer(self.app)
        return signer.dumps({COOKIE_KEY: self.tokens[persona], "_permanent": True})

    def client(self, persona: str = "") -> FlaskClient:
        """Return a client with the cookie of a persona, or of a visitor."""
        client = self.app.test_client()
        if persona:
            client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], self.cookie(persona))
        return client


def set_up(app: Flask) -> Scenery:
    """Make everything, on top of the demo programme."""
    scenery, guarded = Scenery(app), app.config["WTF_CSRF_ENABLED"]
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context(), unit_of_work():
        _people(scenery)
    with app.app_context(), unit_of_work():
        bank = _bank()
    _learn(scenery, bank)
    with app.app_context(), unit_of_work():
        _things(scenery)
        _links(scenery)
        scenery.values |= neighbour.settle(who) | toolbox.settle(who) | proofs.settle(who)
        scenery.values |= groups.settle(who) | walkers.settle(who) | learners.settle(who) | module_writers.settle(who)
        editors.settle(who)
        scenery.values |= gatherings.settle(who) | advising.settle(who) | circling.settle(who)
    scenery.values |= neighbour.tell(scenery.client)
    app.config["WTF_CSRF_ENABLED"] = guarded
    return scenery


def _people(scenery: Scenery) -> None:
    more = ((OWNER, "Kanarie-naam Vos"), (PEER, "Wim de Boer"), (HALFWAY, "Halina Wegman"), (CLOSED, "Gerda Sloot"))
    strangers = ((name, full_name, Role.SOCIAL_WORKER) for name, full_name in more)
    for name, full_name, role in (*strangers, *neighbour.PEOPLE):
        add_person(name, full_name, role)
        person_by_email(address_of(name)).email = f"{name}@example.org"  # not on the sign-in page of the demo
    halfway = who(HALFWAY)
    start_code_app(halfway)
    db.session.get_one(CodeApp, halfway.id).confirmed_at = halfway.second_factor_since = now()
    start_code_app(who(PEER))
    for name in (*DEMO, *HAVEN, OWNER, PEER, CLOSED):
        scenery.tokens[name] = begin_session(who(name), device=f"toestel van {name}")
    scenery.tokens[HALFWAY] = begin_session(halfway, halfway=True)
    begin_session(who(OWNER), device="kanarie-toestel")
    who(CLOSED).active = False  # no more: a forgotten session is worth nothing


def _bank() -> dict[str, Question]:
    newest = select(PartVersion.body).join(Part).where(PartVersion.number == Part.version)
    asked = [block for body in db.session.scalars(newest) for block in from_json(body) if isinstance(block, Question)]
    bank = select(QuizQuestionVersion.block).join(QuizQuestion, QuizQuestion.id == QuizQuestionVersion.question_id)
    drawn = [Question.from_json(block) for block in db.session.scalars(bank)]
    return {question.uid: question for question in (*asked, *drawn)}


def _learn(scenery: Scenery, bank: dict[str, Question]) -> None:
    """Let the owner learn with the product's own forms: answers, a thought, a talk, the assignment, a quiz."""
    client = scenery.client(OWNER)
    first = {**right_answer(bank["wdr-1-1-q1"]), "wdr-1-1-r1": "kanarie-gedachte"}
    for do in ("check:wdr-1-1-q1", "next"):
        _send(client, "delen/wdr-1-1/1", {**first, "do": do})
    for step in range(5):
        _send(client, f"delen/{TALK}/1", {"do": f"say:{TALK}-s1:{step}:0"})
    _send(client, f"delen/{TALK}/1", {"do": "keep", f"{TALK}-s1-r": "kanarie-zin"})
    _send(client, f"delen/{TASK}/1", {"do": f"done:{TASK}-a1", f"{TASK}-r1": "kanarie-gedachte twee"})
    for number in (1, 2):
        scenery.values[f"attempt{number}"] = _send(client, "toets", {}).rpartition("/")[2]
        if number == 1:
            answers = {name: value for question in bank.values() for name, value in right_answer(question).items()}
            _send(client, f"toets/{scenery.values['attempt1']}", answers)
    wish = {"kind": "wish", "text": "kanarie-bericht"}
    scenery.values["remark"] = client.post("/dit-kan-beter", data=wish).headers["Location"].rpartition("/")[2]


def right_answer(question: Question) -> dict[str, object]:
    """Return the fields of the right answer."""
    uid, answers = question.uid, question.answers
    if question.style == "order":
        return {f"{uid}.{each.key}": str(place) for place, each in enumerate(answers, start=1)}
    if question.style == "match":
        return {f"{uid}.{each.key}": each.partner_key for each in answers}
    if question.style in {"short", "number"}:
        return {uid: answers[0].text}
    if question.style == "scale":
        return {uid: str(question.points)}
    return {uid: [each.key for each in answers if each.right]}


def _send(client: FlaskClient, path: str, data: dict[str, object]) -> str:
    answer = client.post(f"{MODULE}/{path}", data=data)
    assert answer.status_code == 303, f"{path}: {answer.status_code}"
    return answer.headers["Location"]


def _things(scenery: Scenery) -> None:
    owner = who(OWNER)
    key = {"credential_id": b"canary", "public_key": b"key", "name": "kanarie-sleutel"}
    passkey = Passkey(person_id=owner.id, **key)
    other = Passkey(person_id=who(HALFWAY).id, **{**key, "credential_id": b"other"})
    db.session.add_all([passkey, other])
    canary = {"cause": "canary", "object": "canary", "version": "1", "subject": "kanarie-onderwerp"}
    mail = outbox.post(owner.uid, owner.email, text="kanarie-mail", **canary)
    wants = {"name": "Kanarie-vrager", "organisation": "kanarie-wijk", "reason": "kanarie-reden"}
    asked = ask_for_access(email="vrager@example.org", language="nl", **wants)
    remark = db.session.scalars(select(Remark).where(Remark.uid == scenery.values["remark"])).one()
    told = {"cause": "remark_answered", "object": "canary", "version": "1"}
    notice = notify(owner, text="kanarie-melding", url=f"/dit-kan-beter/{remark.uid}", **told)
    db.session.flush()
    session = select(SignInSession).where(SignInSession.device == "kanarie-toestel")
    scenery.values |= {
        "person": owner.uid,
        "adviser": who("adviseur").uid,
        "passkey": passkey.uid,
        "mail": mail.uid,
        "asked": asked.uid,
        "notice": notice.uid,
        "session": str(db.session.scalars(session).one().uid),
        "module": "wat-doet-roken",
        "lesson": "mensen-en-roken",
        "part": "wie-rookt-er-in-jouw-straat",
        "uid": "wdr-1-1",
        "version": "1",
        "name": "drie-buren-voor-de-deur.svg",
    }


def _links(scenery: Scenery) -> None:
    """Make a link of each kind; their mails were never sent."""
    owner, by = who(OWNER), who("beheerder").uid
    guest = invite(name="Kanarie-gast", email="gast@example.org", platform_roles=[Role.ADVISER], by=by, origin="demo")
    for purpose in Purpose:
        person = guest if purpose is Purpose.INVITATION else owner
        scenery.values[purpose.value] = make_link(person, purpose, f"kanarie-{purpose.value}@example.org")[1]


def who(persona: str) -> Person:
    """Return the person behind a persona."""
    return person_by_email(address_of(persona) if persona in DEMO else f"{persona}@example.org")
