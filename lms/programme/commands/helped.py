"""Iemand op weg geholpen: one more this month, and one less when that was a mistake (P-1)."""

import re
from contextlib import suppress

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from lms.kernel.chance import new_uid
from lms.kernel.db import db
from lms.programme.models import HelpedTick, Neighbourhood
from lms.programme.queries.helped import this_month

KEY = re.compile(r"[a-z0-9]{16,32}")


def count_helped(neighbourhood: Neighbourhood, key: str) -> str:
    """Add one to this month; return the key to take it back with. The same key counts once.

    Who counted is not kept, not even in the log.
    """
    key = key if KEY.fullmatch(key) else new_uid(24)
    db.session.flush()
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(HelpedTick(key=key, neighbourhood_id=neighbourhood.id, month=this_month()))
    return key


def uncount_helped(neighbourhood: Neighbourhood, key: str) -> None:
    """Take back the one that was counted with this key; twice is the same as once."""
    db.session.execute(delete(HelpedTick).where(HelpedTick.key == key, HelpedTick.neighbourhood_id == neighbourhood.id))
