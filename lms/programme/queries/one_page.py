"""One A4 for the alderman: what can be picked, and what stands on a page that was made."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import Actor
from lms.kernel.db import db
from lms.kernel.small_cells import Shown
from lms.programme.enums import SharedKind
from lms.programme.models import Decision, Moment, Neighbourhood, OnePage, SharedText
from lms.programme.policy import known_to, moments_read_by
from lms.programme.queries.cards import cards_by_id
from lms.programme.queries.helped import helped_counts, last_months, shown_outside
from lms.programme.queries.neighbourhoods import WITH_HEAD

MOST_MOMENTS, MOST_DECISIONS, PAGES = 30, 20, 20
WITH_PHOTO = (Moment.photo_small.is_not(None), Moment.photo_consent)


@dataclass(frozen=True)
class ToPick:
    """What somebody can put on a page."""

    moments: Sequence[Moment]
    decisions: Sequence[Decision]
    dream: str
    counts: dict[date, Shown]


@dataclass(frozen=True)
class Sheet:
    """What stands on one page, ready to be printed; ``mark`` says that the card is our own default (A-1).

    ``photos`` are the moments, by uid, whose photo stands beside their words.
    """

    title: str
    place: str
    intro: str = ""
    dream: str = ""
    moments: Sequence[Moment] = ()
    photos: Collection[str] = ()
    decisions: Sequence[Decision] = ()
    counts: Sequence[tuple[date, str]] = field(default_factory=tuple)
    mark: str = ""


def to_pick(neighbourhood: Neighbourhood, actor: Actor) -> ToPick:
    """Return what this actor can put on a page, in four statements; a voice cannot be printed."""
    written = (Moment.text != "", Moment.removed_at.is_(None), Moment.neighbourhood_id == neighbourhood.id)
    told = select(Moment).where(moments_read_by(actor), *written).order_by(Moment.id.desc()).limit(MOST_MOMENTS)
    made = select(Decision).where(Decision.neighbourhood_id == neighbourhood.id)
    decided = made.order_by(Decision.decided_on.desc(), Decision.id.desc()).limit(MOST_DECISIONS)
    dreams = select(SharedText.text).where(SharedText.neighbourhood_id == neighbourhood.id)
    dream = dreams.where(SharedText.kind == SharedKind.DREAM).order_by(SharedText.id.desc()).limit(1)
    months = last_months(whole=True)
    counts = helped_counts([neighbourhood], months)[neighbourhood.id]
    return ToPick(
        moments=db.session.scalars(told).all(),
        decisions=db.session.scalars(decided).all(),
        dream=db.session.scalar(dream) or "",
        counts=shown_outside(counts)[0],
    )


def one_pages(neighbourhood: Neighbourhood) -> Sequence[OnePage]:
    """Return the newest pages of a neighbourhood."""
    made = select(OnePage).where(OnePage.neighbourhood_id == neighbourhood.id)
    return db.session.scalars(made.order_by(OnePage.id.desc()).limit(PAGES)).all()


def one_page(slug: str, uid: str, actor: Actor) -> OnePage | None:
    """Return one page of a neighbourhood somebody may know of."""
    made = select(OnePage).join(OnePage.neighbourhood).where(known_to(actor), Neighbourhood.slug == slug)
    head = joinedload(OnePage.neighbourhood).options(*WITH_HEAD)
    return db.session.scalar(made.where(OnePage.uid == uid).options(head))


def photo_on_page(slug: str, uid: str, moment: str, actor: Actor) -> tuple[OnePage, Moment] | None:
    """Return a page and a moment whose photo stands on it."""
    page = one_page(slug, uid, actor)
    if page is None or moment not in page.picked.get("photos", ()):
        return None
    there = _shown(page.neighbourhood, [moment]).where(*WITH_PHOTO)
    found = db.session.scalars(there).one_or_none()
    return None if found is None else (page, found)


def is_there(neighbourhood: Neighbourhood, actor: Actor, picked: dict[str, Any]) -> bool:
    """Return whether everything that was picked is still there for this actor, photos with their consent."""
    told = _shown(neighbourhood, picked["moments"]).where(moments_read_by(actor))
    seen = _shown(neighbourhood, picked["photos"]).where(moments_read_by(actor), *WITH_PHOTO)
    made = _decided(neighbourhood, picked["decisions"])
    return all(
        len(db.session.scalars(found).all()) == len(set(picked[kind]))
        for kind, found in (("moments", told), ("photos", seen), ("decisions", made))
    )


def sheet_of(neighbourhood: Neighbourhood, title: str, intro: str, picked: dict[str, Any]) -> Sheet:
    """Return what stands on a page, in three statements; what was taken away since is not on it any more."""
    told = db.session.scalars(_shown(neighbourhood, picked["moments"]).order_by(Moment.at, Moment.id)).all()
    decided = _decided(neighbourhood, picked["decisions"])
    with_photo = picked.get("photos", ())
    card = cards_by_id([neighbourhood.card_version_id])[neighbourhood.card_version_id]
    return Sheet(
        title=title,
        place=f"{neighbourhood.name}, {neighbourhood.municipality.name}",
        intro=intro,
        dream=picked["dream"],
        moments=told,
        photos={each.uid for each in told if each.uid in with_photo and each.photo_small and each.photo_consent},
        decisions=db.session.scalars(decided.order_by(Decision.decided_on, Decision.id)).all(),
        counts=[
            (date.fromisoformat(month), shown) for month, shown in picked["counts"] if shown.strip("0").isdecimal()
        ],
        mark=f"{card.title} {card.number}: {card.source}" if card.own_default else "",
    )


def _shown(neighbourhood: Neighbourhood, uids: Collection[str]) -> Select[Moment]:
    here = (Moment.neighbourhood_id == neighbourhood.id, Moment.removed_at.is_(None))
    return select(Moment).where(Moment.uid.in_(uids), *here)


def _decided(neighbourhood: Neighbourhood, uids: Collection[str]) -> Select[Decision]:
    return select(Decision).where(Decision.uid.in_(uids), Decision.neighbourhood_id == neighbourhood.id)
