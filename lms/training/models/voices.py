"""Whose voice is heard in what was recorded here."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.clock import now
from lms.kernel.db import Base
from lms.training.models.modules import UID


class PartRecording(Base):
    """A recording that somebody made or chose in the browser; one that came in a folder is nobody's here.

    ``uid`` is that of the file (``module/media/…``), in a draft and after publishing alike, and the name of the file
    holds the text and the words it reads, see :mod:`lms.content.spoken`. ``text_uid`` is that of the part, or of its
    easy twin.
    """

    __tablename__ = "part_recording"

    uid: Mapped[str] = mapped_column(String(300), primary_key=True)
    module_uid: Mapped[str] = mapped_column(UID, index=True)
    text_uid: Mapped[str] = mapped_column(UID)
    language: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
