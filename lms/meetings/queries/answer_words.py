"""What somebody reads once they said whether they come, wherever they said it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.meetings.enums import Answer

THANKS: Mapping[Answer, Any] = {
    Answer.CANNOT: _l("Jammer. We hebben doorgegeven dat je niet komt."),
    Answer.REPLACED: _l("Fijn. We hebben doorgegeven dat iemand anders komt."),
    Answer.NONE: _l("Fijn dat je komt."),
}
