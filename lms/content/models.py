"""The one table of content itself: the lists of sources, as text, so that an export gives them back."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.kernel.db import Base


class SourceList(Base):
    """A ``sources.toml``, byte for byte; ``folder`` is where it stands below the root of all content."""

    __tablename__ = "source_list"

    folder: Mapped[str] = mapped_column(String(40), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    synced_digest: Mapped[str | None] = mapped_column(String(64))
