"""An item in the words of schema.org: a HowTo for what is done in steps, a LearningResource for what is read."""

from collections.abc import Iterator
from typing import Any

from lms.content.prose import plain
from lms.toolkit.enums import Audience, ItemKind
from lms.toolkit.models import ItemText, WorkingStep
from lms.toolkit.queries.items import Shown
from lms.toolkit.queries.words import AUDIENCES, KINDS

Data = dict[str, Any]
DONE_IN_STEPS = {ItemKind.METHOD, ItemKind.SCRIPT}
LANGUAGE = "nl"
#: Licences that have an address of their own, by how editors write them.
LICENCES = {
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def linked_data(shown: Shown, address: str, site: str) -> Data:
    """Return the item as JSON-LD; ``address`` is the stable one of its page, ``site`` that of the front page."""
    how = _how_to(shown.text, address) if shown.item.kind in DONE_IN_STEPS else _resource(shown)
    return {"@context": "https://schema.org", **_told(shown, address, site), **how}


def _told(shown: Shown, address: str, site: str) -> Data:
    """Return what holds of every kind of item."""
    text, version = shown.text, shown.version
    told: Data = {
        "@id": address,
        "url": address,
        "name": text.title,
        "description": text.summary,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "version": version.number,
        "dateModified": version.published_at.date().isoformat(),
        "license": LICENCES.get(text.licence, text.licence),
        "creditText": text.source,
        "publisher": {"@type": "Organization", "name": "Kringwijs", "url": site},
        "isPartOf": {"@type": "WebSite", "name": "Kringwijs", "url": site},
    }
    told["audience"] = [{"@type": "Audience", "audienceType": str(AUDIENCES[Audience(each)])} for each in text.audience]
    return {name: value for name, value in told.items() if value not in ("", [])}


def _how_to(text: ItemText, address: str) -> Data:
    steps = [_step(number, each, address) for number, each in enumerate(text.working_steps, start=1)]
    needed = [{"@type": "HowToTool", "name": line} for line in plain(text.materials.html).splitlines()]
    return {
        "@type": "HowTo",
        "totalTime": _duration(text.minutes[1]),
        "step": steps,
        **({"tool": needed} if needed else {}),
    }


def _step(number: int, step: WorkingStep, address: str) -> Data:
    lines = "\n".join(_lines(step))
    return {
        "@type": "HowToStep",
        "position": number,
        "name": step.title,
        "text": lines or step.title,
        "url": f"{address}#stap-{number}",
    }


def _lines(step: WorkingStep) -> Iterator[str]:
    yield from (line for line in (plain(step.doing.html), step.saying, step.done_when) if line)


def _resource(shown: Shown) -> Data:
    text = shown.text
    told = {"@type": "LearningResource", "learningResourceType": str(KINDS[shown.item.kind])}
    teaches = plain(text.goal.html)
    return {**told, "timeRequired": _duration(text.minutes[1]), **({"teaches": teaches} if teaches else {})}


def _duration(minutes: int) -> str:
    """PT90M, as ISO 8601 writes it."""
    return f"PT{minutes}M"
