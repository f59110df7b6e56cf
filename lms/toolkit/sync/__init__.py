"""How folders below ``toolkit/`` meet the tables: what ``lms content`` reads, plans, carries out and writes."""

from lms.toolkit.sync.kind import TOOLKIT

__all__ = ["TOOLKIT"]
