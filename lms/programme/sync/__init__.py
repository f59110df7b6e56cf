"""How folders below ``lms/programme/packages/`` meet the tables of the programme, by subject."""

from lms.programme.sync.kind import PROGRAMMES

__all__ = ["PROGRAMMES"]
