"""What the forms round a text were made of: a page remembers it, so that nobody saves over what they did not see.

Each stand is a short mark of what is there now, and nothing where nothing was said yet.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from lms.toolkit.enums import RelationKind
from lms.toolkit.models import Item


def care_stand(item: Item) -> str:
    """Return the stand of who looks after an item, and when."""
    return _mark(item.owner_id, item.review_on)


def look_stand(item: Item) -> str:
    """Return which version somebody looks at, and the days of the last look and the next."""
    return f"{item.number}.{_mark(item.reviewed_on, item.review_on)}"


def verdict_stand(item: Item) -> str:
    """Return the stand of what a circle found of an item."""
    return _mark(item.verdict, item.verdict_why, item.verdict_circle)


def relations_stand(related: Mapping[RelationKind, Sequence[str]]) -> str:
    """Return the stand of what belongs with an item, see :func:`lms.toolkit.queries.drafts.slugs_related`."""
    return _mark(*((kind.value, slug) for kind in RelationKind for slug in sorted(related[kind])))


def _mark(*facts: object) -> str:
    return sha256(repr([str(each) for each in facts]).encode()).hexdigest()[:16] if any(facts) else ""
