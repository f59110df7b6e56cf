"""What circles keep about one person."""

from typing import Any

from sqlalchemy import select

from lms.accounts.models import Anonymous, Person
from lms.circles.models import AgendaItem, Circle, CircleMember, HouseRules, Series
from lms.circles.queries.confidential import masked_items
from lms.kernel.own_rows import rows_as_data
from lms.programme.models import Neighbourhood

#: Every table with a foreign key to a person.
TABLES = ("agenda_item", "circle", "circle_member", "circle_rules", "circle_series")


def circles_as_data(person: Person) -> dict[str, Any]:
    """Return in which circles somebody was, what they said yes to, wrote and brought in, as plain values.

    What is confidential is exported for nobody, but for what somebody said of themselves; see decision 0026.
    """
    circle, place = Circle.name.label("circle"), Neighbourhood.name.label("neighbourhood")
    was = select(
        circle,
        place,
        *(
            getattr(CircleMember, name)
            for name in ("role", "since", "until", "rules_number", "rules_at", "own_goal", "offer")
        ),
    )
    was = was.select_from(CircleMember).join(Circle, Circle.id == CircleMember.circle_id)
    was = was.outerjoin(Neighbourhood, Neighbourhood.id == CircleMember.neighbourhood_id)
    brought = select(circle, AgendaItem.title, AgendaItem.about, AgendaItem.kind, AgendaItem.created_at)
    brought = brought.join(Circle, Circle.id == AgendaItem.circle_id)
    brought = brought.where(AgendaItem.id.not_in(masked_items(Anonymous())))
    rules = select(circle, HouseRules.number, HouseRules.text, HouseRules.at)
    series = select(circle, Series.title, Series.arc, Series.created_at).join(Circle, Circle.id == Series.circle_id)
    return {
        "circles": rows_as_data(was.where(CircleMember.person_id == person.id).order_by(CircleMember.id)),
        "made": rows_as_data(select(circle, Circle.created_at).where(Circle.by_id == person.id).order_by(Circle.id)),
        "rules_written": rows_as_data(
            rules.join(Circle, Circle.id == HouseRules.circle_id).where(HouseRules.by_id == person.id)
        ),
        "series": rows_as_data(series.where(Series.by_id == person.id).order_by(Series.id)),
        "brought_in": rows_as_data(brought.where(AgendaItem.by_id == person.id).order_by(AgendaItem.id)),
        "presented": rows_as_data(brought.where(AgendaItem.presenter_id == person.id).order_by(AgendaItem.id)),
    }
