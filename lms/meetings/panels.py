"""What meetings add to the pages and duties of lower floors."""

from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import NoticeKind, PersonalData
from lms.kernel.slots import Panel
from lms.meetings.commands.answers import ANSWERED
from lms.meetings.commands.own import forget_person
from lms.meetings.commands.telling import CAUSES
from lms.meetings.policy import may_plan, plans_somewhere
from lms.meetings.queries.agenda import coming_in
from lms.meetings.queries.own import TABLES, kept_of
from lms.programme.policy import is_in_team
from lms.programme.queries.where import Where

KINDS = (
    NoticeKind("meetings", _l("Afspraken: uitnodigingen en veranderingen"), CAUSES, default="now"),
    NoticeKind("meeting_answers", _l("Wie niet komt bij een afspraak van jou"), (ANSWERED,), concerns=plans_somewhere),
)

PERSONAL = PersonalData(
    name="meetings",
    export=kept_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Wat je zei bij afspraken, en het adres voor je eigen agenda"),
)


def neighbourhood_panel(actor: Actor, where: Where) -> Panel | None:
    """Show what is planned in a neighbourhood to its team and adviser; one statement."""
    here = where.neighbourhood
    plans = may_plan(actor, here)
    if not plans and not is_in_team(actor, here):
        return None
    return Panel("meetings/_neighbourhood.html", {"lines": coming_in(here, actor), "slug": here.slug, "plans": plans})
