"""The live part of a module: a training in the neighbourhood, with the people of it in one room."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.meetings.models import Meeting
from lms.training.models.modules import Module


class TrainingMeeting(Base):
    """A local training is about a module: who was there took part in its live part."""

    __tablename__ = "training_meeting"
    __table_args__ = (Index("ix_training_meeting_module_id", "module_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), primary_key=True, autoincrement=False)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    meeting: Mapped[Meeting] = relationship(lazy="raise_on_sql")
    module: Mapped[Module] = relationship(lazy="raise_on_sql")
