"""The programme at a glance: figures, neighbourhoods on the card, milestones and risks in short."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import Actor
from lms.kernel.clock import now, today
from lms.kernel.permit import permit
from lms.kernel.row_numbers import row_number
from lms.programme import policy
from lms.programme.models import CardVersion, Programme
from lms.programme.queries.dashboard import (
    COUNTED_UP_TO,
    Group,
    Show,
    card_of,
    grid,
    groups_of,
    programme_asked,
    reopened_steps,
)
from lms.programme.queries.steering import MilestonesInShort, RisksInShort, milestones_in_short, risks_in_short
from lms.programme.views.blueprint import bp
from lms.ui.formats import number


@bp.get("/programma")
@permit(policy.can_see_programme)
def dashboard(actor: Actor) -> str:
    """Show how the programme stands, as far as this actor may know of its neighbourhoods."""
    programme = programme_asked(request.args.get("programma", ""))
    card = card_of(programme) if programme else None
    if programme is None or card is None:
        return render_template("programme/dashboard.html", programme=None)
    groups = groups_of(programme, actor, now())
    return render_template(
        "programme/dashboard.html",
        programme=programme,
        everywhere=actor.has_role(*policy.EVERYWHERE),
        card=card.card,
        **_shown(programme, card, groups, actor),
        **_short(programme, groups, actor),
    )


def _shown(programme: Programme, card: CardVersion, groups: Sequence[Group], actor: Actor) -> dict[str, Any]:
    """Return the page of neighbourhoods that is asked for, and the addresses around it."""
    asked, chosen = request.args.get("toon", ""), _chosen()
    show = Show(asked) if asked in {each.value for each in Show} else Show.ALL
    group = request.args.get("groep", type=row_number)
    page = grid(programme, card, actor, show=show, group=group, after=_after(), moment=now())
    here: dict[str, Any] = {**chosen, "toon": show.value or None, "groep": group, "_anchor": "kaart"}
    by_id = {group.id: group for group in groups}
    following = f"{page.next[0]}.{page.next[1]}" if page.next else ""
    return {
        "sections": [(by_id[id], list(rows)) for id, rows in groupby(page.rows, key=lambda row: row.group)],
        "show": show.value,
        "group": group,
        "next": url_for(".dashboard", **here, na=following) if following else "",
        "first": url_for(".dashboard", **here) if _after() else "",
        "chosen": chosen,
    }


def _after() -> tuple[int, str] | None:
    """Return the group and the name of the last neighbourhood of the page before; anything else is the first page."""
    group, _dot, name = request.args.get("na", "").partition(".")
    return (int(group), name) if group.isascii() and group.isdigit() and len(group) < 6 else None


def _short(programme: Programme, groups: Sequence[Group], actor: Actor) -> dict[str, Any]:
    milestones = milestones_in_short(programme, today())
    risks = risks_in_short(programme, today()) if policy.can_see_risks(actor) else None
    figures = _figures(programme, groups, actor) + _steering_figures(milestones, risks)
    chooses = policy.is_coordinator(actor)
    return {"figures": figures, "milestones": milestones, "risks": risks, "today": today(), "chooses": chooses}


def _figures(programme: Programme, groups: Sequence[Group], actor: Actor) -> list[dict[str, Any]]:
    """Return the figures about neighbourhoods; each opens the neighbourhoods it counts."""
    started, silent = sum(group.started for group in groups), sum(group.silent for group in groups)
    again, known = reopened_steps(programme, actor), sum(group.known for group in groups)
    if actor.has_role(*policy.EVERYWHERE):
        taking = ngettext("van de %(num)s wijk doet mee", "van de %(num)s wijken doen mee", known)
    else:
        taking = ngettext("van jouw %(num)s wijk doet mee", "van jouw %(num)s wijken doen mee", known)
    return [
        {"value": number(started), "label": taking, "href": _to(Show.TAKING_PART)},
        {
            "value": number(again)
            if again <= COUNTED_UP_TO
            else _("meer dan %(number)s", number=number(COUNTED_UP_TO)),
            "label": ngettext("stap opnieuw opgepakt", "stappen opnieuw opgepakt", again),
            "href": _to(Show.REOPENED),
        },
        {
            "value": number(silent),
            "label": ngettext("wijk een maand stil", "wijken een maand stil", silent),
            "href": _to(Show.SILENT),
        },
    ]


def _steering_figures(milestones: MilestonesInShort, risks: RisksInShort | None) -> list[dict[str, Any]]:
    chosen = _chosen()
    figures = [
        {
            "value": number(milestones.late),
            "label": ngettext("mijlpaal te laat", "mijlpalen te laat", milestones.late),
            "href": url_for(".milestones", stand="te-laat", **chosen),
        }
    ]
    if risks is not None:
        label = ngettext("risico om naar te kijken", "risico's om naar te kijken", risks.due)
        href = url_for(".risks", stand="bekijken", **chosen)
        figures.append({"value": number(risks.due), "label": label, "href": href})
    return figures


def _to(show: Show) -> str:
    return url_for(".dashboard", **_chosen(), toon=show.value, _anchor="kaart")


def _chosen() -> dict[str, Any]:
    return {"programma": request.args.get("programma") or None}
