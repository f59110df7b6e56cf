"""An item as a text file for people: Markdown that also reads well where nothing turns it into a page.

Packages hold another file, see :mod:`lms.toolkit.queries.writing`: that one is for machines and is read back.
"""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _

from lms.toolkit.queries.prints import LANGUAGE, PaperStep, Part, Sheet, item_address, words_of


def readable(sheet: Sheet) -> str:
    """Return everything that stands on a card as text, in the order in which you need it; no statement."""
    with force_locale(LANGUAGE):
        return "\n\n".join(_pieces(sheet, words_of(sheet))) + "\n"


def _pieces(sheet: Sheet, words: dict[str, str]) -> Iterator[str]:
    yield f"# {sheet.title}"
    if sheet.mark:
        yield f"**{sheet.mark}** {sheet.mark_why}".strip()
    yield from (sheet.about, sheet.summary, _listed(sheet.facts))
    yield from _parts(sheet.why)
    if sheet.invitation:
        yield from (f"## {words['invite']}", _quoted(sheet.invitation))
    yield from _parts(sheet.before)
    if sheet.steps or sheet.pictures:
        yield f"## {words['steps']}"
    for picture in sheet.pictures:
        yield f"![{picture.alt}]({item_address(sheet.slug)}/media/{picture.file})" + f"\n\n{picture.caption}".rstrip()
    for step in sheet.steps:
        yield from _step(step, words)
    yield from _parts(sheet.after)
    yield from (f"## {words['about']}", _listed((*sheet.colophon, (_("Op de site"), f"<{item_address(sheet.slug)}>"))))


def _parts(parts: tuple[Part, ...]) -> Iterator[str]:
    for part in parts:
        yield from (f"## {part.heading}", part.prose.markdown.strip())


def _step(step: PaperStep, words: dict[str, str]) -> Iterator[str]:
    yield f"### {step.number}. {step.title}" + (f" ({step.time})" if step.time else "")
    if step.doing:
        yield step.doing.markdown.strip()
    if step.saying:
        yield from (f"{words['say']}:", _quoted(step.saying))
    for label, said in (("done", step.done_when), ("note", step.note), ("online", step.online)):
        if said:
            yield f"**{words[label]}** {said}"


def _listed(told: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"- **{label}:** {value}" for label, value in told)


def _quoted(lines: tuple[str, ...]) -> str:
    return "\n>\n".join(f"> {line}" for line in lines)
