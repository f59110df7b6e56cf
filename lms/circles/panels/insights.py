"""What circles learned, on pages of lower floors: steps of the card and items of the toolkit; and its duties."""

from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import NoticeKind, PersonalData
from lms.circles.commands import consent, insights, peers
from lms.circles.commands.own_insights import forget_insights
from lms.circles.policy import can_offer_calls, facilitates_somewhere, places_to_ask_from
from lms.circles.queries.insight_words import WORDS
from lms.circles.queries.insights import insights_at_step, insights_with_item
from lms.circles.queries.own_insights import TABLES, insights_as_data
from lms.circles.queries.peers import peers_at
from lms.kernel.slots import Kept, Panel
from lms.programme.enums import StepStatus
from lms.programme.policy import is_with_a_neighbourhood
from lms.programme.queries.cards import StepOnCard
from lms.programme.queries.steps import StepHere
from lms.toolkit.enums import ItemStatus
from lms.toolkit.queries.items import Shown

PERSONAL = PersonalData(
    name="insights",
    export=insights_as_data,
    erase=forget_insights,
    tables=TABLES,
    disappears=_l("Wat je in een leerkring vertelde, en je naam bij wat je met anderen deelde"),
)
NOTICES = (
    NoticeKind(
        key="insight",
        label=_l("Een vraag over een geleerde les van jou: klopt het, en wie mag het lezen?"),
        causes=(insights.EDITED, consent.ASKED, consent.LOWERED),
        default="now",
    ),
    NoticeKind(
        key="peer_call",
        label=_l("Een collega vraagt je om even te bellen, of antwoordt"),
        causes=(peers.ASKED, peers.ANSWERED),
        default="now",
        concerns=is_with_a_neighbourhood,
    ),
)
KEPT = (
    Kept(
        "peer_calls",
        what=_l("Dat een collega je vroeg om te bellen, en hoe je die bereikt"),
        since=_l("de dag van de vraag"),
        days=180,
        forget=peers.forget_calls,
        least=14,
    ),
)


def step_panel(actor: Actor, found: StepOnCard) -> Panel | None:
    """Show what circles learned on a step, as far as everybody may read it."""
    rows = insights_at_step(found.version.programme_id, found.step.key, actor, public=True)
    return Panel("circles/_step_insights.html", {"rows": rows, "words": WORDS}) if rows else None


def step_here_panel(actor: Actor, here: StepHere) -> Panel | None:
    """Show what circles learned on a step of a neighbourhood, as far as the actor reads it."""
    rows = insights_at_step(here.neighbourhood.programme_id, here.step.key, actor)
    return Panel("circles/_step_insights.html", {"rows": rows, "words": WORDS}) if rows else None


def peers_panel(actor: Actor, here: StepHere) -> Panel | None:
    """Show who was here before and may be called; ask kindly whether the actor may be, once the step is done."""
    if not here.own or here.neighbourhood.id not in places_to_ask_from(actor):
        return None
    found = peers_at(here.neighbourhood, here.step.key, actor)
    done = here.stands.status is StepStatus.DONE_FOR_NOW
    may_offer = can_offer_calls(actor, here.neighbourhood) and (done or found.own is not None)
    if not found.rows and not may_offer:
        return None
    return Panel("circles/_peers.html", {"peers": found, "may_offer": may_offer, "here": here})


def item_action(actor: Actor, shown: Shown) -> Panel | None:
    """Let who facilitates put an item on the agenda of a session; costs no statement."""
    if not facilitates_somewhere(actor) or shown.item.status is not ItemStatus.PUBLISHED or not shown.is_current:
        return None
    return Panel("circles/_to_session.html", {"item": shown.item})


def item_panel(actor: Actor, shown: Shown) -> Panel | None:
    """Show what circles learned with an item of the toolkit."""
    rows = insights_with_item(shown.item, actor)
    return Panel("circles/_step_insights.html", {"rows": rows, "words": WORDS}) if rows else None
