"""What lines of the log are about, by the name of the circle."""

from lms.accounts.queries.log_titles import LogTitles, titled
from lms.circles.models import Circle

NAMES = LogTitles([("circle", titled("circle", Circle.uid, Circle.name))])
