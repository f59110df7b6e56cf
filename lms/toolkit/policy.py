"""Who may see, change and publish items of the toolkit, and beside each rule the same as a filter."""

from sqlalchemy import ColumnElement, and_, false, or_, true

from lms.accounts.enums import Role
from lms.accounts.models import Actor
from lms.programme.policy import reads_in
from lms.toolkit.enums import ItemKind, ItemStatus, ReportState
from lms.toolkit.models import Item, ItemReport, ItemSuggestion

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


def items_edited_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_edit_item`, as a filter."""
    if can_edit_items(actor):
        return true()
    return Item.kind == ItemKind.TRIAL if actor.has_role(Role.DESIGNER) else false()


def can_relate(actor: Actor, item: Item) -> bool:
    """Editors say what belongs with an item, for it shows on the other page too; who writes on it, until it is seen."""
    return can_edit_items(actor) or (can_edit_item(actor, item) and item.status is ItemStatus.DRAFT)


def can_see_item(actor: Actor, item: Item) -> bool:
    """Everybody sees what is published, and the page of what was withdrawn; who may write on it also sees a draft."""
    return item.status is not ItemStatus.DRAFT or can_edit_item(actor, item)


def items_seen_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_see_item`, as a filter."""
    if can_edit_items(actor):
        return true()
    public = Item.status != ItemStatus.DRAFT
    return public | (Item.kind == ItemKind.TRIAL) if actor.has_role(Role.DESIGNER) else public


def can_tell_how_it_went(actor: Actor, item: Item) -> bool:
    """Everybody who signed in tells how a published item went; who had it open when it was withdrawn is told so."""
    return actor.is_authenticated and item.status is ItemStatus.PUBLISHED


def can_suggest(actor: Actor, item: Item) -> bool:
    """Everybody who signed in says what should change about what readers see."""
    return actor.is_authenticated and item.status is not ItemStatus.DRAFT


def can_read_report(actor: Actor, report: ItemReport) -> bool:
    """Public ones are for everybody; of others its writer, the professionals of its place, its adviser and editors."""
    if report.removed_at is not None:
        return False
    if report.state is ReportState.PUBLIC or can_edit_items(actor):
        return True
    return (actor.id is not None and report.by_id == actor.id) or report.neighbourhood_id in reads_in(actor)


def reports_read_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_read_report`, as a filter."""
    there = ItemReport.removed_at.is_(None)
    if can_edit_items(actor):
        return there
    rules = [ItemReport.state == ReportState.PUBLIC]
    if actor.id is not None:
        rules.append(ItemReport.by_id == actor.id)
    if reading := reads_in(actor):
        rules.append(ItemReport.neighbourhood_id.in_(reading))
    return and_(there, or_(*rules))


def can_see_place_of(actor: Actor, report: ItemReport) -> bool:
    """Name the neighbourhood where its people said yes to that, to who wrote it, and to who reads along there."""
    return report.consent or wrote_report(actor, report) or report.neighbourhood_id in reads_in(actor)


def wrote_report(actor: Actor, report: ItemReport) -> bool:
    """Only who wrote it says whether others may read it, and takes it back."""
    return actor.id is not None and report.by_id == actor.id


def can_check_report(actor: Actor, report: ItemReport) -> bool:
    """Editors and coordinators look for recognisable people, each in what somebody else wrote."""
    return can_edit_items(actor) and not wrote_report(actor, report)


def can_answer_suggestion(actor: Actor, suggestion: ItemSuggestion) -> bool:
    """Editors and coordinators answer, and who owns the item as long as they may write on it."""
    if can_edit_items(actor):
        return True
    return actor.id is not None and suggestion.item.owner_id == actor.id and can_edit_item(actor, suggestion.item)


def suggestions_answered_by(actor: Actor) -> ColumnElement[bool]:
    """Say the same as :func:`can_answer_suggestion`, as a filter on a statement that joins the item."""
    return true() if can_edit_items(actor) else and_(Item.owner_id == (actor.id or 0), items_edited_by(actor))
