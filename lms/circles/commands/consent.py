"""Who may read an insight: it rises by the contributor's yes alone, and each rise and fall is kept."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.commands.notices import notify
from lms.accounts.models import Person
from lms.circles.commands.insight_search import index_insight
from lms.circles.commands.insights import refuse_other, refuse_withdrawn
from lms.circles.enums import Attribution, ConsentStep, InsightState, Visibility
from lms.circles.models import Insight, InsightConsent
from lms.circles.queries.confidential import is_hushed
from lms.circles.queries.insights import WIDTH, open_ask
from lms.kernel import audit
from lms.kernel.db import db
from lms.kernel.refusal import Refusal

ASKED = "insight.asked"
NEWS = _l("Mogen meer mensen jouw geleerde les lezen? Jij beslist")
CHANGED = _l("Minder mensen lezen nu je geleerde les")
LOWERED = "insight.lowered"


def ask_to_share(insight: Insight, visibility: Visibility, *, by: Person, origin: str) -> None:
    """Ask the contributor whether more people may read it; asked twice for the same is asked once."""
    refuse_withdrawn(insight)
    if insight.contributor_id is None:
        raise Refusal(_("Van deze les weten we niet wie hem vertelde. Daarom blijft hij in de leerkring."))
    if WIDTH[visibility] <= WIDTH[insight.visibility]:
        raise Refusal(_("Deze mensen lezen het al."), "visibility")
    _refuse_hushed(insight)
    before = open_ask(insight)
    if before is not None and before.visibility is visibility:
        return
    row = _keep(insight, ConsentStep.ASKED, visibility, insight.attribution, by)
    audit.record("insight.ask", f"insight/{insight.uid}", actor_uid=by.uid, origin=origin)
    contributor = db.session.get_one(Person, insight.contributor_id)
    told = {"object": f"insight/{insight.uid}", "version": str(row.id)}
    notify(contributor, cause=ASKED, text=NEWS, url=f"/inzichten/{insight.uid}/delen", **told)


def choose_readers(
    insight: Insight, visibility: Visibility, attribution: Attribution, *, by: Person, origin: str
) -> None:
    """Let the contributor say who reads it and how they are named; with that they agree with the words.

    Sharing what a facilitator mended and nobody agreed with shares the own words.
    """
    refuse_other(insight, by)
    asked = open_ask(insight)
    if WIDTH[visibility] > WIDTH[insight.visibility]:
        _refuse_hushed(insight)
    same = (visibility, attribution) == (insight.visibility, insight.attribution)
    if same and asked is None:
        return
    if attribution is Attribution.NEIGHBOURHOOD and insight.neighbourhood_id is None:
        raise Refusal(_("Bij deze les hoort geen wijk. Kies je naam of anoniem."), "attribution")
    if asked is not None and WIDTH[visibility] < WIDTH[asked.visibility]:
        _keep(insight, ConsentStep.REFUSED, asked.visibility, attribution, by)
    if not same:
        rises = WIDTH[visibility] >= WIDTH[insight.visibility]
        _keep(insight, ConsentStep.AGREED if rises else ConsentStep.LOWERED, visibility, attribution, by)
        audit.record("insight.raise" if rises else "insight.lower", _code(insight), actor_uid=by.uid, origin=origin)
        if visibility is not Visibility.CIRCLE and insight.state is InsightState.RAW:
            insight.state = InsightState.CONFIRMED  # first, for nothing is shared that was not agreed with
        insight.attribution = attribution
        _set(insight, visibility)
    db.session.flush()
    index_insight(insight)


def lower_readers(insight: Insight, *, by: Person, origin: str) -> None:
    """Bring an insight back to its circle; whoever looks after it may, for letting fewer read harms nobody."""
    refuse_withdrawn(insight)
    if insight.visibility is Visibility.CIRCLE:
        return
    row = _keep(insight, ConsentStep.LOWERED, Visibility.CIRCLE, insight.attribution, by)
    _set(insight, Visibility.CIRCLE)
    audit.record("insight.lower", _code(insight), actor_uid=by.uid, origin=origin)
    db.session.flush()
    index_insight(insight)
    if insight.contributor_id not in {None, by.id}:
        contributor = db.session.get_one(Person, insight.contributor_id)
        told = {"object": _code(insight), "version": str(row.id)}
        notify(contributor, cause=LOWERED, text=CHANGED, url=f"/inzichten/{insight.uid}", **told)


def _set(insight: Insight, visibility: Visibility) -> None:
    """Write the visibility; what was joined to it and is read by more stands on its own again."""
    insight.visibility = visibility
    wider = [each for each in Visibility if WIDTH[each] > WIDTH[visibility]]
    joined = (Insight.merged_into_id == insight.id, Insight.visibility.in_(wider))
    for source in db.session.scalars(select(Insight).where(*joined)).all():
        source.merged_into_id = None
        db.session.flush()
        index_insight(source)


def _keep(
    insight: Insight, step: ConsentStep, visibility: Visibility, attribution: Attribution, by: Person
) -> InsightConsent:
    row = InsightConsent(insight_id=insight.id, step=step, visibility=visibility, attribution=attribution, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    return row


def _code(insight: Insight) -> str:
    return f"insight/{insight.uid}"


def _refuse_hushed(insight: Insight) -> None:
    if is_hushed(insight):
        raise Refusal(
            _("Deze les komt uit een vertrouwelijke bijeenkomst. Die blijft bij wie erbij was."), "visibility"
        )
