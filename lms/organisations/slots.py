"""Places where higher features add what belongs to an organisation."""

from lms.kernel.slots import PanelProvider, Slot

ORGANISATION_PANELS: Slot[PanelProvider] = Slot(
    "organisations.panels",
    "Panels on the page of an organisation: its neighbourhoods, and later its place in the network.",
)
