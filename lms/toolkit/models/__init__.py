"""Items of the toolkit with their immutable versions, the drafts of editors, and what people experienced."""

from lms.toolkit.models.drafts import ItemDraft
from lms.toolkit.models.experience import ItemReport, ItemSuggestion, SavedItem
from lms.toolkit.models.items import (
    Item,
    ItemAudience,
    ItemPicture,
    ItemRelation,
    ItemStep,
    ItemTheme,
    ItemVersion,
)
from lms.toolkit.models.texts import ItemText, PictureText, Prose, WorkingStep

__all__ = [
    "Item",
    "ItemAudience",
    "ItemDraft",
    "ItemPicture",
    "ItemRelation",
    "ItemReport",
    "ItemStep",
    "ItemSuggestion",
    "ItemText",
    "ItemTheme",
    "ItemVersion",
    "PictureText",
    "Prose",
    "SavedItem",
    "WorkingStep",
]
