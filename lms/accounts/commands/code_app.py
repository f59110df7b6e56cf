"""Flask-Security's factory of time-based codes, with our clock and one use per code."""

from flask_security import Totp
from passlib.exc import TokenError

from lms.kernel import clock

ONE_PERIOD = 30  # seconds; one period early or late is allowed, for clocks that differ


class CodeApps(Totp):
    """Makes and checks codes; secrets come and go encrypted with a key of this site."""

    def counter_of(self, code: str, secret: str, last_counter: int | None) -> int | None:
        """Return the period a code is for; nothing when it does not fit, or was for a period already used."""
        try:
            match = self._totp.verify(
                code, secret, time=clock.now().timestamp(), window=ONE_PERIOD, last_counter=last_counter
            )
        except (TokenError, ValueError):
            return None
        return match.counter
