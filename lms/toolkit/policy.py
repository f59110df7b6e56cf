"""Who may see, change and publish items of the toolkit, and beside each rule the same as a filter."""

from sqlalchemy import ColumnElement, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.toolkit.enums import ItemKind, ItemStatus
from lms.toolkit.models import Item

EDITORS = (Role.EDITOR, Role.COORDINATOR)


def can_edit_items(actor: Actor, *_things: object) -> bool:
    """Editors and coordinators write; they are each other's second pair of eyes."""
    return actor.has_role(*EDITORS)


def can_make_items(actor: Actor, *_things: object) -> bool:
    """Say who begins an item; for a design bureau that is a trial version."""
    return can_edit_items(actor) or actor.has_role(Role.DESIGNER)


def can_edit_item(actor: Actor, item: Item) -> bool:
    """Say who writes on an item; a design bureau on trial versions, until they are something else."""
    return can_edit_items(actor) or (actor.has_role(Role.DESIGNER) and item.kind is ItemKind.TRIAL)


def can_see_item(actor: Actor, item: Item) -> bool:
    """Everybody sees what is published, and the page of what was withdrawn; who may write on it also sees a draft."""
    return item.status is not ItemStatus.DRAFT or can_edit_item(actor, item)


def items_seen_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_see_item`, as a filter."""
    if can_edit_items(actor):
        return true()
    public = Item.status != ItemStatus.DRAFT
    return public | (Item.kind == ItemKind.TRIAL) if actor.has_role(Role.DESIGNER) else public
