"""What lines of the log about advice are about: the neighbourhood, never the question."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.advice.models import Advice
from lms.programme.models import Neighbourhood

_PLACE = titled("advice", Advice.number, Neighbourhood.name).select_from(Advice).join(Advice.neighbourhood)
NAMES = LogTitles([("advice", _PLACE)])
