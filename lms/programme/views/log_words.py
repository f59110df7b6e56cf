"""What the actions of the programme are called on the log page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from lms.programme.enums import NeighbourhoodState

STATES: Mapping[NeighbourhoodState, Any] = {
    NeighbourhoodState.RECRUITED: _l("doet mee"),
    NeighbourhoodState.AGREED: _l("afspraken gemaakt"),
    NeighbourhoodState.STARTED: _l("gestart"),
    NeighbourhoodState.RUNNING: _l("loopt"),
    NeighbourhoodState.FINISHED: _l("afgerond"),
}
ACTIONS: Mapping[str, Any] = {
    "absence.call_off": _l("Afwezigheid gestopt"),
    "absence.plan": _l("Afwezigheid doorgegeven"),
    "adviser.name": _l("Adviseur van een wijk gekozen"),
    "agreement.record": _l("Afspraak met een wijk opgeschreven"),
    "capacity.decide": _l("Besloten over een extra wijk"),
    "card.discard": _l("Actiekaart weggegooid"),
    "card.load": _l("Actiekaart geladen"),
    "card.use": _l("Andere actiekaart in gebruik genomen"),
    "decision.add": _l("Besluit van een wijk opgeschreven"),
    "evidence.add": _l("Iets toegevoegd bij een stap"),
    "evidence.remove": _l("Iets weggehaald bij een stap"),
    "feedback.answer": _l("Antwoord gegeven over een stap"),
    "frame.announce": _l("Verteld dat er iets verandert"),
    "help.add": _l("Hulp in de buurt toegevoegd"),
    "help.change": _l("Hulp in de buurt veranderd"),
    "help.confirm": _l("Hulp in de buurt nagekeken"),
    "help.remove": _l("Hulp in de buurt weggehaald"),
    "milestone.done": _l("Mijlpaal op klaar gezet"),
    "milestone.open": _l("Mijlpaal weer opengezet"),
    "milestone.owner": _l("Eigenaar van een mijlpaal gekozen"),
    "milestone.plan": _l("Datum van een mijlpaal gekozen"),
    "moment.remove": _l("Moment weggehaald"),
    "neighbourhood.add": _l("Wijk toegevoegd"),
    "neighbourhood.card": _l("Wijk naar een andere actiekaart"),
    "neighbourhood.change": _l("Gegevens van een wijk veranderd"),
    "neighbourhood.move": _l("Wijk naar een andere groep"),
    **{f"neighbourhood.state.{state}": _l("Wijk: %(state)s", state=STATES[state]) for state in NeighbourhoodState},
    "one-page.export": _l("A4 voor de wethouder gedownload"),
    "one-page.make": _l("A4 voor de wethouder gemaakt"),
    "plan.set": _l("Wijkplan toegevoegd"),
    "programme.change": _l("Programma veranderd"),
    "programme.group.change": _l("Groep wijken veranderd"),
    "programme.phase.change": _l("Fase van het programma veranderd"),
    "risk.measure_add": _l("Maatregel bij een risico toegevoegd"),
    "risk.measure_end": _l("Maatregel bij een risico gestopt"),
    "risk.owner": _l("Eigenaar van een risico gekozen"),
    "risk.plan": _l("Dag gekozen om naar een risico te kijken"),
    "risk.review": _l("Naar een risico gekeken"),
    "shared_text.design_question": _l("Ontwerpvraag van een wijk opgeschreven"),
    "shared_text.dream": _l("Droom van een wijk opgeschreven"),
    "sheet.export": _l("Blad over een wijk gedownload"),
    "step.move": _l("Stap van een wijk verzet"),
    "step.see_otherwise": _l("Adviseur ziet een stap anders"),
    "team.director": _l("Andere wijkregisseur"),
    "team.invite_list": _l("Lijst met mensen uitgenodigd"),
    "team.join": _l("Iemand kwam in een team"),
    "team.joined": _l("Iemand kwam in een team"),
    "team.leave": _l("Iemand ging uit een team"),
    "team.role": _l("Andere rol in een team"),
    "team.vacancy": _l("De wijkregisseur ging weg: vacature"),
}
