"""Making a circle and looking after it, and what its people say yes to."""

import re
import unicodedata

from flask_babel import gettext as _
from sqlalchemy import select

from lms.accounts.models import Person
from lms.circles.commands.members import code_of, enrol
from lms.circles.enums import CircleState, MemberRole
from lms.circles.models import Circle, CircleMember, HouseRules
from lms.circles.models.circles import LONGEST_GOAL, LONGEST_RULES
from lms.circles.policy import is_coordinator
from lms.circles.queries.scripts import session_scripts
from lms.kernel import audit
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.kernel.refusal import Refusal
from lms.programme.commands.form_keys import first_of_form, row_of_form
from lms.programme.models import Programme

#: Words that are pages of their own where circles are made.
TAKEN = frozenset({"nieuw"})


def make_circle(
    programme: Programme,
    name: str,
    *,
    script: str = "",
    capacity: int | None = None,
    by: Person,
    form_key: str,
    origin: str,
) -> Circle:
    """Make a circle; who facilitates and makes one without being coordinator facilitates it."""
    from_form: Circle | None = row_of_form(Circle.by_id, form_key, by)
    if from_form is not None:
        return from_form
    circle = Circle(
        form_key=form_key,
        slug=_free_slug(name),
        name=name,
        programme_id=programme.id,
        script=script or session_scripts()[0].key,
        capacity=capacity,
        by_id=by.id,
    )
    kept = first_of_form(Circle.by_id, circle, by)
    if kept is circle:
        audit.record("circle.make", code_of(circle), actor_uid=by.uid, origin=origin)
        if not is_coordinator(by):
            enrol(circle, by, MemberRole.FACILITATOR, None, by=by, origin=origin)
    return kept


def change_circle(
    circle: Circle, *, name: str, script: str, capacity: int | None, state: CircleState, by: Person, origin: str
) -> None:
    """Give a circle other words and numbers; its address stays."""
    circle.name, circle.script, circle.capacity, circle.state = name, script, capacity, state
    db.session.flush()
    audit.record("circle.change", code_of(circle), actor_uid=by.uid, origin=origin)


def write_rules(circle: Circle, text: str, *, seen: int, by: Person, origin: str) -> None:
    """Keep a new version of the house rules, which everybody is asked to say yes to; ``seen`` is what the page showed.

    The same words again are no new version.
    """
    text = text.strip()
    if not text or len(text) > LONGEST_RULES:
        raise Refusal(_("Schrijf de afspraken op, in hoogstens %(most)s tekens.", most=LONGEST_RULES), "text")
    db.session.refresh(circle, ["rules_number"], with_for_update=True)
    before = db.session.get(HouseRules, (circle.id, circle.rules_number)) if circle.rules_number else None
    if before is not None and before.text == text:
        return
    if circle.rules_number != seen:
        raise Refusal(_("Iemand anders veranderde de afspraken net. Lees die eerst."), "text")
    circle.rules_number += 1
    db.session.add(HouseRules(circle_id=circle.id, number=circle.rules_number, text=text, by_id=by.id))
    db.session.flush()
    audit.record("circle.rules", code_of(circle), actor_uid=by.uid, origin=origin)


def accept_rules(member: CircleMember, number: int, *, by: Person, origin: str) -> None:
    """Say yes to the version of the house rules that somebody read, when it still holds."""
    _only_own(member, by)
    db.session.refresh(member.circle, ["rules_number"])
    if not number or number != member.circle.rules_number:
        raise Refusal(_("De afspraken zijn net veranderd. Lees ze nog een keer."))
    if member.rules_number == number:
        return
    member.rules_number, member.rules_at = number, now()
    db.session.flush()
    audit.record("circle.rules_accept", code_of(member.circle), actor_uid=by.uid, origin=origin)


def write_goal(member: CircleMember, own_goal: str, offer: str, *, by: Person) -> None:
    """Keep what somebody wants to reach, and what they have to offer to the others."""
    _only_own(member, by)
    if max(len(own_goal), len(offer)) > LONGEST_GOAL:
        raise Refusal(_("Je tekst is te lang. Er passen %(max)d tekens.", max=LONGEST_GOAL))
    member.own_goal, member.offer = own_goal.strip(), offer.strip()
    db.session.flush()


def _only_own(member: CircleMember, by: Person) -> None:
    if member.person_id != by.id or member.until is not None:
        raise Refusal(_("Je zit niet meer in deze leerkring."))


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50] or "kring"
    taken = set(db.session.scalars(select(Circle.slug).where(Circle.slug.startswith(slug, autoescape=True)))) | TAKEN
    names = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)
