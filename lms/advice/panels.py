"""What advice adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import NoticeKind, PersonalData
from lms.advice.commands.answering import ANSWERED, READ, READ_WITH_REMARKS
from lms.advice.commands.asking import ASKED, NOBODY_ANSWERS, WITHDRAWN
from lms.advice.commands.clarifying import CLARIFIED, CONFIRMED, SAID_OTHERWISE
from lms.advice.commands.followups import ASKED as CAME
from lms.advice.commands.followups import REMINDED, TOLD
from lms.advice.commands.handing import CHOOSE_READER, HANDED
from lms.advice.commands.own import forget_in_advice
from lms.advice.commands.responding import RESPONDED, TAKEN
from lms.advice.commands.taking import FORWARD_SAID, FORWARDED, NEW_SIZE, REFERRED
from lms.advice.commands.talking import UNDERSTOOD, WROTE
from lms.advice.policy import asks_somewhere, is_adviser, reads_advice, sets_norms
from lms.advice.queries.own import TABLES, advice_as_data
from lms.programme.policy import is_with_a_neighbourhood
from lms.ui.shell import NavItem

KINDS = (
    NoticeKind(
        "advice_answer",
        _l("Advies: antwoord op je vraag, en tips"),
        (ANSWERED, CLARIFIED, REFERRED, NEW_SIZE, CHOOSE_READER),
        default="now",
        concerns=asks_somewhere,
    ),
    NoticeKind(
        "advice_followup",
        _l("Advies: wat kwam ervan?"),
        (CAME, REMINDED),
        default="now",
        concerns=asks_somewhere,
    ),
    NoticeKind("advice_talk", _l("Advies: berichten"), (WROTE,), default="now", concerns=is_with_a_neighbourhood),
    NoticeKind(
        "advice_work",
        _l("Advies: vragen aan jou als adviseur"),
        (ASKED, WITHDRAWN, CONFIRMED, SAID_OTHERWISE, FORWARDED, FORWARD_SAID, READ, READ_WITH_REMARKS, HANDED),
        default="now",
        concerns=is_adviser,
    ),
    NoticeKind(
        "advice_uptake",
        _l("Advies: wat een wijk ermee doet"),
        (RESPONDED, TAKEN, UNDERSTOOD, TOLD),
        concerns=is_adviser,
    ),
    NoticeKind(
        "advice_gap", _l("Een vraag wacht op een adviseur"), (NOBODY_ANSWERS,), default="now", concerns=sets_norms
    ),
)
PERSONAL = PersonalData(
    name="advice",
    export=advice_as_data,
    erase=forget_in_advice,
    tables=TABLES,
    disappears=_l("Je naam bij vragen om advies, antwoorden en reacties"),
)


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer advice to who has a page with it."""
    return (NavItem(label=_("Advies"), href="/advies", key="advice"),) if reads_advice(actor) else ()
