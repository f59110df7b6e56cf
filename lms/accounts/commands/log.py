"""Checking that nobody changed the log, and writing down in it what was found."""

import logging

from lms.accounts.queries.log import CHECK, WHOLE
from lms.kernel import audit
from lms.kernel.db import writing
from lms.kernel.work import end_reading

BY_ITSELF = "worker"
BROKEN = "broken"
log = logging.getLogger(__name__)


def check_log(by: str = BY_ITSELF, origin: str = BY_ITSELF) -> None:
    """Walk the whole log as a reader, so that nobody waits for it; the outcome is a line of the log itself.

    Its object is ``lines/1234``, how many were found whole, or ``line/7``, the first that does not fit.
    """
    with writing(False):
        broken, lines = audit.verify(), audit.length()
        end_reading()
    if broken is None:
        audit.record(CHECK, f"lines/{lines}", WHOLE, actor_uid=by, origin=origin)
        return
    log.error("log", extra={"event": f"line {broken.seq}: {broken.why}"})
    audit.record(CHECK, f"line/{broken.seq}", BROKEN, actor_uid=by, origin=origin)
