"""How folders below ``lms/programme/packages/`` meet the tables of the programme, by subject."""

from lms.programme.sync.kind import PROGRAMMES
from lms.programme.sync.step_keys import CARD_STEPS

__all__ = ["CARD_STEPS", "PROGRAMMES"]
