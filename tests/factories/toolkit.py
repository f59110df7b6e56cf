"""Items of the toolkit for tests."""

from dataclasses import replace

from lms.accounts.models import Person
from lms.kernel.chance import new_uid
from lms.kernel.clock import now
from lms.kernel.db import db
from lms.toolkit.commands.publishing import publish
from lms.toolkit.enums import Change, ItemKind, ReportState, Result
from lms.toolkit.models import Item, ItemReport, ItemText, Prose, WorkingStep


def a_text(**changes) -> ItemText:
    """Return a whole text of a method; ``changes`` are fields of it."""
    text = ItemText(
        kind="werkvorm",
        title="Halen en brengen",
        summary="Iedereen zegt wat hij komt halen en wat hij meebrengt.",
        minutes=(50, 60),
        group=(4, 12),
        steps=("starten",),
        themes=("samen",),
        audience=("bewoners",),
        source="Eigen beschrijving",
        licence="CC BY-SA 4.0",
        goal=Prose.of("Je weet wat je aan elkaar hebt."),
        working_steps=steps_of(*changes.get("minutes", (50, 60))),
        pitfalls=Prose.of("- **Vage woorden.** Vraag om een voorbeeld."),
    )
    return replace(text, **changes)


def steps_of(_least: int, most: int) -> tuple[WorkingStep, ...]:
    """Return two steps that take as long as is promised, or one when there is little time."""
    first = max(1, most // 3)
    steps = WorkingStep("Schrijf", first, doing=Prose.of("Deel kaartjes uit.")), WorkingStep("Vertel", most - first)
    return steps if most > 1 else steps[:1]


def an_item(slug: str = "", *, published: bool = True, **changes) -> Item:
    """Keep an item with one published version, or none."""
    text = a_text(**changes)
    item = Item(
        uid=new_uid(),
        slug=slug or f"item-{new_uid(6).lower()}",
        kind=ItemKind(text.kind),
        title=text.title,
        summary=text.summary,
    )
    db.session.add(item)
    db.session.flush()
    if published:
        publish(item, text, change=Change.REAL, reason="Eerste uitgave.", by=None, origin="test")
    return item


def a_report(item: Item, by: Person | None, *, state: ReportState = ReportState.INSIDE, **changes) -> ItemReport:
    """Keep how an item went for somebody; what is not inside has a yes, and what is public was looked at."""
    place = changes.pop("neighbourhood", None)
    values = {
        "result": Result.WORKED,
        "sentence": "Er kwamen er vier, en dat was precies goed.",
        "consent": state is not ReportState.INSIDE,
        "checked_at": now() if state is ReportState.PUBLIC else None,
        **changes,
    }
    report = ItemReport(
        item_id=item.id,
        number=item.number,
        neighbourhood_id=place.id if place else None,
        by_id=by.id if by else None,
        state=state,
        **values,
    )
    db.session.add(report)
    db.session.commit()
    return report
