"""How long training remembers which forms arrived."""

from flask_babel import lazy_gettext as _l

from lms.kernel.slots import Kept
from lms.training.commands.sending import forget_sent
from lms.training.models.sending import REMEMBERED_DAYS

KEPT = (
    Kept(
        "sent_forms",
        what=_l("Dat iets uit een les al aankwam, zodat het bij slecht internet niet twee keer telt"),
        since=_l("de dag dat het aankwam"),
        days=REMEMBERED_DAYS,
        forget=forget_sent,
        least=31,
    ),
)
