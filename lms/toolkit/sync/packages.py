"""An item as read from its folder, before it meets the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lms.content.packages import Media
from lms.content.problems import Origin
from lms.toolkit.enums import ItemStatus
from lms.toolkit.models import ItemText
from lms.toolkit.queries.writing import Colophon, fingerprint

FOLDER, FILE = "toolkit", "item.md"


@dataclass(frozen=True)
class ItemPackage:
    """The folder of one item. ``places`` says where a key, a heading or a step stands; ``source`` is its Markdown."""

    colophon: Colophon
    text: ItemText
    media: tuple[Media, ...]
    source: str
    origin: Origin
    places: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        """Its identity; the folder gives only the address."""
        return self.colophon.uid

    @property
    def slug(self) -> str:
        """The name of its folder, which is its address."""
        return self.colophon.slug

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of an action card it belongs to."""
        return self.text.steps

    @property
    def is_draft(self) -> bool:
        """Whether somebody still writes on it: it is checked, and not brought in."""
        return self.colophon.status == ItemStatus.DRAFT

    @property
    def digest(self) -> str:
        """A fingerprint of everything a sync stores."""
        return fingerprint(self.colophon, self.text)

    def at(self, key: str) -> Origin:
        """Return where something stands, or the beginning of the file."""
        return self.places.get(key, self.origin)
