"""Places on the page of an item where higher features add something."""

from lms.kernel.slots import PanelProvider, Slot

ITEM_PANELS: Slot[PanelProvider] = Slot(
    "toolkit.item_panels",
    "What was learned with an item, under its text; the subject is the `Shown`: the item, the version and its text.",
)
ITEM_ACTIONS: Slot[PanelProvider] = Slot(
    "toolkit.item_actions",
    "What somebody can do with an item, under its title, such as using it in a session; the subject is the `Shown`.",
)
