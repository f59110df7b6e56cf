"""How folders below ``modules/`` meet the tables of training: what ``lms content`` plans, carries out and writes."""

from lms.training.sync.kind import MODULES

__all__ = ["MODULES"]
