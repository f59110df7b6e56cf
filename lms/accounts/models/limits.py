"""How often something failed, counted in the database so that all processes know."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.db import Base


class FailedTries(Base):
    """Failed tries for one account or from one origin; the key is a keyed hash, so it names nobody."""

    __tablename__ = "failed_tries"
    __table_args__ = (CheckConstraint("number >= 0", name="number"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(index=True)
    wait_until: Mapped[datetime | None]
