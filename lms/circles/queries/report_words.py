"""What lines of reports and check-ins are called."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import LineKind
from lms.circles.queries import insight_words, live_words

POLARITIES = {key.value: words for key, words in insight_words.POLARITIES.items()}
STATES = {key.value: words for key, words in live_words.STATUSES.items()}
#: What stands before what is added to a line: a condition.
MARKS = {LineKind.INSIGHT: _l("als")}
FITS = {key.value: words for key, words in live_words.FITS.items()}
