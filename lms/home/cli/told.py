"""What the made-up neighbourhoods of the demo programme did and told."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from lms.home.cli.towns import Row, Town, began
from lms.kernel.chance import new_uid
from lms.kernel.clock import now, today
from lms.kernel.db import db
from lms.programme.enums import SharedKind, StepStatus, View
from lms.programme.models import (
    ActionCard,
    CardVersion,
    Decision,
    HelpedTick,
    HelpOffer,
    Moment,
    MomentChip,
    Neighbourhood,
    SharedText,
    StepProgress,
)

LETTERS = {
    "b": (StepStatus.IN_PROGRESS,),
    "k": (StepStatus.IN_PROGRESS, StepStatus.DONE_FOR_NOW),
    "o": (StepStatus.IN_PROGRESS, StepStatus.DONE_FOR_NOW, StepStatus.REOPENED),
}
WHY_AGAIN = "Er kwamen twee nieuwe mensen in het team."


def tell(town: Town) -> None:
    """Fill the neighbourhoods with steps, moments, dreams, decisions, help nearby and counts."""
    version = db.session.get_one(CardVersion, next(iter(town.neighbourhoods.values())).card_version_id)
    card = version.card
    for line in town.told["neighbourhoods"]["rows"]:
        _walk(town, Row(*line), card)
    _see_otherwise(town)
    for row in sorted(town.told["moments"], key=_oldest_first):
        _moment(town, row, card)
    for row in town.told["shared"]:
        _shared(town, row)
    for row in sorted(town.told["decisions"], key=_oldest_first):
        _decision(town, row)
    for row in town.told["help"]:
        _help(town, row)
    for row in town.told["helped"]:
        _helped(town, row)
    db.session.flush()


def _oldest_first(row: Mapping[str, Any]) -> int:
    return -int(row["days"])


def _walk(town: Town, row: Row, card: ActionCard) -> None:
    """Let a neighbourhood take the steps in order; the last one on the day of its last sign."""
    here = town.neighbourhoods[row.name]
    moves = [(step, status) for step, at in zip(card.steps, row.steps, strict=False) for status in LETTERS.get(at, ())]
    again = [move for move in moves if move[1] is StepStatus.REOPENED]
    moves = [move for move in moves if move not in again]
    moves[-1:-1] = again  # taken up again just before the last step that was begun
    last = now() - timedelta(days=row.days)
    first = began(row) + timedelta(days=30)
    for number, (step, status) in enumerate(moves, 1):
        db.session.add(
            StepProgress(
                neighbourhood_id=here.id,
                card_version_id=here.card_version_id,
                step_key=step.key,
                status=status,
                view=View.SELF,
                reason=WHY_AGAIN if status is StepStatus.REOPENED else "",
                by_id=here.director_id or here.adviser_id,
                at=first + (last - first) * number / len(moves),
            )
        )
    db.session.flush()


def _see_otherwise(town: Town) -> None:
    here = town.neighbourhoods["Veenrand"]
    db.session.add(
        StepProgress(
            neighbourhood_id=here.id,
            card_version_id=here.card_version_id,
            step_key="kiezen",
            status=StepStatus.IN_PROGRESS,
            view=View.ADVISER,
            reason="De keuze is gemaakt zonder bewoners. Dat kan nog.",
            by_id=here.adviser_id,
            at=now() - timedelta(days=10),
        )
    )


def _moment(town: Town, row: Mapping[str, Any], card: ActionCard) -> None:
    here = town.neighbourhoods[row["neighbourhood"]]
    by = here.director_id if row["by"] == "director" else town.person(row["by"]).id
    moment = Moment(neighbourhood_id=here.id, by_id=by, text=row["text"], form_key=new_uid(24))
    moment.at = now() - timedelta(days=row["days"])
    db.session.add(moment)
    db.session.flush()
    step = card.step(row.get("step", ""))
    if step:
        db.session.add(MomentChip(moment_id=moment.id, kind="step", key=step.key, label=step.title))


def _shared(town: Town, row: Mapping[str, Any]) -> None:
    here = town.neighbourhoods[row["neighbourhood"]]
    for kind, text in ((SharedKind.DREAM, row["dream"]), (SharedKind.DESIGN_QUESTION, row["question"])):
        db.session.add(SharedText(neighbourhood_id=here.id, kind=kind, text=text, by_id=here.director_id))


def _decision(town: Town, row: Mapping[str, Any]) -> None:
    here = town.neighbourhoods[row["neighbourhood"]]
    decided = Decision(neighbourhood_id=here.id, step_key=row["step"], question=row["question"], decided=row["decided"])
    decided.decided_by, decided.residents_there, decided.reason = row["by"], row["residents"], row["reason"]
    decided.decided_on, decided.by_id = today() - timedelta(days=row["days"]), here.director_id
    db.session.add(decided)


def _help(town: Town, row: Mapping[str, Any]) -> None:
    here = town.neighbourhoods[row["neighbourhood"]]
    facts = {name: row[name] for name in ("name", "about", "where", "phone", "languages", "cost")}
    checked = today() - timedelta(days=row["days"])
    offer = HelpOffer(neighbourhood_id=here.id, checked_on=checked, checked_by_id=here.director_id, **facts)
    db.session.add(offer)


def _helped(town: Town, row: Mapping[str, Any]) -> None:
    here: Neighbourhood = town.neighbourhoods[row["neighbourhood"]]
    month = today().replace(day=1)
    for count in reversed(row["counts"]):
        db.session.add_all(HelpedTick(key=new_uid(24), neighbourhood_id=here.id, month=month) for _ in range(count))
        month = _month_before(month)


def _month_before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)
