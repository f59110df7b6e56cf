"""What somebody says by themselves of something that a group did with them too."""

from sqlalchemy import func, update

from lms.accounts.models import Person
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.training.enums import TakenBackBy
from lms.training.models import TookPart

NOT_YET = "Toch nog niet gedaan"


def did_alone(piece: str, version: int, *, by: Person) -> None:
    """Keep that somebody read it themselves, in every session in which they did it too."""
    same = (TookPart.person_id == by.id, TookPart.piece == piece)
    older = func.coalesce(TookPart.own_version, 0) < version
    db.session.execute(update(TookPart).where(*same, older).values(own_version=version))


def not_done_yet(piece: str, *, by: Person) -> None:
    """Keep that somebody opened it again, so that no session says any more that it is done."""
    same = (TookPart.person_id == by.id, TookPart.piece == piece)
    back = {"taken_back_at": now(), "taken_back_by": TakenBackBy.LEARNER, "reason": NOT_YET}
    counting = TookPart.taken_back_at.is_(None)
    db.session.execute(update(TookPart).where(*same, counting).values(told_at=None, sentence="", **back))
    db.session.execute(update(TookPart).where(*same).values(own_version=None))
