"""What is kept of what somebody did with a group, for that person."""

from typing import Any

from sqlalchemy import func, select

from lms.accounts.models import Person
from lms.training.models import GroupSession, Module, Part, TellingBack, TookPart
from lms.training.models.learning_paths import PathItem
from lms.training.queries.own_rows import plain, plain_rows
from lms.training.queries.telling import together_of

#: The tables that name a person.
TABLES = ("group_session", "took_part", "telling_back")


def together_as_data(person: Person) -> dict[str, Any]:
    """Return what somebody did with a group, told back and led, as plain values; of others only how many there were."""
    told = select(Module.title, TellingBack.told_to, TellingBack.words, TellingBack.at).join(TellingBack)
    about = func.coalesce(Part.uid, PathItem.uid).label("about")
    there = select(func.count()).where(TookPart.session_id == GroupSession.id).scalar_subquery().label("people")
    led = select(about, GroupSession.began_at, GroupSession.done_at, there).select_from(GroupSession)
    led = led.outerjoin(Part, Part.id == GroupSession.part_id).outerjoin(PathItem, PathItem.id == GroupSession.item_id)
    return {
        "together": [
            {
                "what": each.title,
                "module": each.module,
                "led_by": each.leader,
                "at": each.at.isoformat(),
                "told_back_at": plain(each.row.told_at),
                "sentence": each.row.sentence,
                "taken_back_at": plain(each.row.taken_back_at),
                "taken_back_by": each.row.taken_back_by,
                "reason": each.row.reason,
            }
            for each in together_of(person)
        ],
        "told_back": plain_rows(told.where(TellingBack.person_id == person.id)),
        "led": plain_rows(led.where(GroupSession.leader_id == person.id).order_by(GroupSession.id)),
    }
