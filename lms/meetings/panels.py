"""What meetings add to the pages and duties of lower floors."""

from flask_babel import lazy_gettext as _l

from lms.accounts.slots import NoticeKind
from lms.meetings.commands.telling import CAUSES

KINDS = (NoticeKind("meetings", _l("Afspraken: uitnodigingen en veranderingen"), CAUSES, default="now"),)
