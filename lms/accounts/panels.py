"""What accounts adds to the frame around every page, and to the page of administration."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.commands.card_guesses import STOPPED
from lms.accounts.enums import Role
from lms.accounts.models import Actor, Person
from lms.accounts.policy import can_invite, is_administrator
from lms.accounts.queries.administration import has_desks
from lms.accounts.queries.long_away import ENDS
from lms.accounts.slots import Desk, NoticeKind
from lms.kernel.slots import Panel
from lms.ui.shell import NavItem


def makes_cards(actor: Actor) -> bool:
    """Say whether somebody can have made a card for others, by a role of theirs."""
    return actor.has_role(Role.NEIGHBOURHOOD_DIRECTOR, Role.DEPUTY_DIRECTOR, Role.ADVISER)


ACCESS_ASKED = NoticeKind(
    key="access", label=_l("Verzoeken om toegang"), causes=("access.asked",), default="now", concerns=can_invite
)
CARD_STOPPED = NoticeKind(
    key="card_stopped",
    label=_l("Een inlogkaart is gestopt"),
    causes=(STOPPED,),
    default="now",
    concerns=makes_cards,
)
#: Not for anybody to choose a pace for: the mail about it always goes, see ``commands.long_away``.
ACCOUNT_ENDS = NoticeKind(
    key="account_ends", label=_l("Je account"), causes=(ENDS,), default="off", concerns=lambda _actor: False
)


def unread_notices(actor: Actor) -> int:
    """Return the count that came with the person."""
    return actor.unread_notices if isinstance(actor, Person) else 0


def reachable(person: Person, _same: Person) -> Panel:
    """Show on the account page what people of the own neighbourhoods see."""
    return Panel("accounts/_reachable.html", {"person": person})


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer administration to who has anything to administer."""
    return (NavItem(label=_("Beheer"), href="/beheer", key="administration"),) if has_desks(actor) else ()


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer people and requests to who may invite, mail and log to administrators."""
    people = (
        Desk(_("Mensen"), "/beheer/mensen", _("Wie er meedoen, en wie je uitnodigt.")),
        Desk(_("Verzoeken om toegang"), "/beheer/toegang", _("Mensen die graag willen meedoen.")),
    )
    if not is_administrator(actor):
        return people if can_invite(actor) else ()
    return (
        *people,
        Desk(_("Uitgaande mail"), "/beheer/uitgaande-mail", _("Welke mail is verstuurd, en welke lukte niet.")),
        Desk(_("Logboek"), "/beheer/logboek", _("Wie deed wat, en wanneer.")),
    )
