"""What lines of the log are about, by the name of the circle."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.circles.models import Circle, Insight

NAMES = LogTitles([("circle", titled("circle", Circle.uid, Circle.name))])
_OF_CIRCLE = titled("insight", Insight.uid, Circle.name).select_from(Insight).join(Insight.circle)
INSIGHTS = LogTitles([("insight", _OF_CIRCLE)])
