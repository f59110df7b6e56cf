"""What the programme adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms.accounts.models import Actor, Person
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.kernel.slots import Panel
from lms.organisations.models import Organisation
from lms.programme.commands.advisers import LEFT_YOU
from lms.programme.commands.agreements import ENDS
from lms.programme.commands.asked import SAID_NO, SAID_YES
from lms.programme.commands.cards import CHANGED
from lms.programme.commands.feedback import ANSWERED, GIVEN
from lms.programme.commands.frames import TOLD
from lms.programme.commands.long_away import CAUSE as LONG_AWAY
from lms.programme.commands.own import forget_person
from lms.programme.commands.prompts import CAUSE as ASKED_BY_US
from lms.programme.commands.risks import REVIEW
from lms.programme.forms.frames import TOLD as TOLD_ROLES
from lms.programme.models import TEAM_ROLES, Neighbourhood
from lms.programme.policy import (
    EVERYWHERE,
    can_answer_feedback,
    can_be_away,
    can_see_programme,
    hears_of_agreements,
    is_coordinator,
    is_with_a_neighbourhood,
    leads_somewhere,
    speaks_only,
)
from lms.programme.queries.admin import neighbourhoods_of
from lms.programme.queries.asked import open_questions_to
from lms.programme.queries.chips import steps_to_choose
from lms.programme.queries.help_offers import help_to_check
from lms.programme.queries.own import TABLES, kept_of
from lms.programme.queries.steps import SEEN_OTHERWISE
from lms.programme.queries.team_words import SEES
from lms.programme.slots import ChipKind, OpenWork
from lms.ui.shell import NavItem

#: What a moment can be about for now; later features bring their own kinds.
CHIPS = (
    ChipKind("stap", _l("Een stap van de actiekaart"), steps_to_choose),
    ChipKind("afspraak", _l("Een afspraak")),
    ChipKind("les", _l("Een les die we leerden")),
)


def is_told_of_changes(actor: Actor) -> bool:
    """Say whether "Er verandert iets" can be meant for somebody, by a role of theirs."""
    return actor.has_role(*TOLD_ROLES)


def misses_an_adviser(actor: Actor) -> bool:
    """Say whether somebody is told where an adviser is gone: who names another, and who leads there."""
    return is_coordinator(actor) or leads_somewhere(actor)


KINDS = (
    NoticeKind(
        key="team",
        label=_l("Je plek bij een wijk, de vraag om mee te doen, en voor wie je waarneemt"),
        causes=(
            "team.asked",
            SAID_YES,
            SAID_NO,
            "team.joined",
            "team.role",
            "team.director",
            "adviser.named",
            "absence.stand_in",
            "absence.called_off",
            "absence.stand_in_gone",
        ),
        default="now",  # everybody can be asked, also who is with no neighbourhood yet
    ),
    NoticeKind(
        key="gap",
        label=_l("Een wijk zonder adviseur, of waarnemen dat eerder stopt"),
        causes=("adviser.left", LEFT_YOU, "absence.ended_early"),
        default="now",
        concerns=misses_an_adviser,
    ),
    NoticeKind(
        key="long_away",
        label=_l("Iemand van je team is lang niet geweest"),
        causes=(LONG_AWAY,),
        concerns=is_with_a_neighbourhood,
    ),
    NoticeKind(key="prompt", label=_l("Een korte vraag over je wijk"), causes=(ASKED_BY_US,), concerns=leads_somewhere),
    NoticeKind(
        key="risk_review", label=_l("Een risico om weer naar te kijken"), causes=(REVIEW,), concerns=is_coordinator
    ),
    NoticeKind(
        key="agreement", label=_l("Afspraken met een wijk lopen af"), causes=(ENDS,), concerns=hears_of_agreements
    ),
    NoticeKind(
        key="card",
        label=_l("De stappen van je wijk: een andere kaart, of een andere blik van je adviseur"),
        causes=(CHANGED, SEEN_OTHERWISE),
        concerns=leads_somewhere,
    ),
    NoticeKind(
        key="step_feedback",
        label=_l("Iemand schrijft of een stap van de actiekaart past"),
        causes=(GIVEN,),
        concerns=can_answer_feedback,
    ),
    NoticeKind(
        key="step_feedback_answered",
        label=_l("Antwoord op wat je over een stap schreef"),
        causes=(ANSWERED,),
        concerns=is_with_a_neighbourhood,
    ),
    NoticeKind(key="frame", label=_l("Er verandert iets"), causes=(TOLD,), concerns=is_told_of_changes),
)


def help_work(_actor: Actor, neighbourhood: Neighbourhood) -> Sequence[OpenWork]:
    """Tell who takes over how much help nearby must be looked at again."""
    number = help_to_check([neighbourhood.id]).get(neighbourhood.id, 0)
    if not number:
        return ()
    label = ngettext("%(num)d keer hulp in de buurt nakijken", "%(num)d keer hulp in de buurt nakijken", number)
    return (OpenWork(label, f"/wijken/{neighbourhood.slug}/hulp"),)


def away_panel(person: Person, _same: Person) -> Panel | None:
    """Lead directors and advisers to the page for who stands in; costs no statement."""
    return Panel("programme/_away.html") if can_be_away(person) else None


def asked_panel(person: Person, _same: Person) -> Panel | None:
    """Show what somebody was asked and did not answer yet: whether they join the team of a neighbourhood."""
    asked = open_questions_to(person)
    return Panel("programme/_asked.html", {"asked": asked}) if asked else None


def joining_panel(person: Person, _same: Person) -> Panel | None:
    """Say to who was invited into a team what they see there and what others see of them; costs no statement."""
    roles = [grant.role for grant in person.grants if grant.role in TEAM_ROLES]
    return Panel("programme/_joining.html", {"sees": SEES.get(roles[0], "")}) if roles else None


def menu(actor: Actor) -> Sequence[NavItem]:
    """Offer card, neighbourhoods and programme; who only learns, meets and tells gets three words (with training's)."""
    if speaks_only(actor):
        return (
            NavItem(label=_("Afspraken"), href="/agenda", key="agenda"),
            NavItem(label=_("Vertellen"), href="/vertellen", key="tell"),
        )
    items = [NavItem(label=_("Actiekaart"), href="/actiekaart", key="card")]
    if actor.has_role(*EVERYWHERE) or is_with_a_neighbourhood(actor):
        items.append(NavItem(label=_("Wijken"), href="/wijken", key="neighbourhoods"))
    if can_see_programme(actor):
        items.append(NavItem(label=_("Programma"), href="/programma", key="programme"))
    return items


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer the programme, its neighbourhoods and "Er verandert iets" to who runs it."""
    feedback = Desk(_("Reacties op de actiekaart"), "/beheer/actiekaart/reacties", _("Past een stap bij het werk?"))
    if not is_coordinator(actor):
        return (feedback,) if can_answer_feedback(actor) else ()
    return (
        Desk(_("Programma"), "/beheer/programma", _("Groepen wijken, plekken en startdata.")),
        Desk(_("Wijken beheren"), "/beheer/wijken", _("Welke wijken meedoen, hun stand en hun afspraken.")),
        Desk(_("Een lijst uitnodigen"), "/beheer/mensen/lijst", _("Mensen van meer wijken tegelijk, uit een bestand.")),
        Desk(_("Er verandert iets"), "/beheer/veranderingen", _("Vertel mensen wat er verandert.")),
        Desk(_("Actiekaart"), "/beheer/actiekaart", _("Een andere kaart laden, en wijken overzetten.")),
        feedback,
    )


def neighbourhoods_panel(actor: Actor, organisation: Organisation) -> Panel | None:
    """Show the neighbourhoods of a GGD or municipality on its page."""
    found = neighbourhoods_of(organisation) if is_coordinator(actor) else ()
    return Panel("programme/_organisation_neighbourhoods.html", {"neighbourhoods": found}) if found else None


def tie(organisation: Organisation) -> str:
    """Say that an organisation has neighbourhoods, which count on it as the GGD or municipality it is."""
    if not neighbourhoods_of(organisation):
        return ""
    return _(
        "%(name)s hoort nog bij een wijk. Kies bij die wijk eerst een andere GGD of gemeente.", name=organisation.name
    )


PERSONAL = PersonalData(
    name="programme",
    export=kept_of,
    erase=forget_person,
    tables=TABLES,
    disappears=_l("Je plek in de teams van wijken, wat je insprak, en je naam bij wat je vertelde"),
)
