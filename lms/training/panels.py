"""What training adds to the pages and duties of lower floors."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.accounts.models import Actor
from lms.accounts.slots import Desk, NoticeKind, PersonalData
from lms.kernel.slots import Panel
from lms.meetings.enums import MeetingKind
from lms.meetings.models import Meeting
from lms.meetings.policy import may_manage
from lms.programme.queries.cards import StepOnCard
from lms.training.commands.certificates import WITHDRAWN
from lms.training.commands.discussions import REPORTED
from lms.training.commands.draft_reviews import ASKED, PUBLISHED, SENT_BACK
from lms.training.commands.fact_dates import DUE as FACTS_DUE
from lms.training.commands.needs import ANSWERED
from lms.training.commands.needs import ASKED as ASKED_TO_LEARN
from lms.training.commands.own import forget_person
from lms.training.commands.own_editing import forget_editor
from lms.training.commands.own_paths import forget_on_paths
from lms.training.commands.own_proof import forget_proof
from lms.training.commands.own_together import forget_together
from lms.training.commands.path_exemptions import EXEMPTED
from lms.training.commands.path_reminders import DUE, RENEW
from lms.training.commands.sharing import COMMENTED, SHARED
from lms.training.commands.together import DONE as DONE_TOGETHER
from lms.training.models import TrainingNeed
from lms.training.policy import can_answer_needs, can_edit_modules, can_edit_paths, can_keep_proof, can_see_insight
from lms.training.queries import modules_at
from lms.training.queries.live import module_of
from lms.training.queries.own import OWN, training_of
from lms.training.queries.own_editing import TABLES as EDITING_TABLES
from lms.training.queries.own_editing import editing_of
from lms.training.queries.own_learning import OWN_LEARNING
from lms.training.queries.own_paths import TABLES as PATH_TABLES
from lms.training.queries.own_paths import paths_as_data
from lms.training.queries.own_proof import TABLES as PROOF_TABLES
from lms.training.queries.own_proof import proof_as_data
from lms.training.queries.own_together import TABLES as TOGETHER_TABLES
from lms.training.queries.own_together import together_as_data
from lms.ui.shell import NavItem

PERSONAL = PersonalData(
    name="training",
    export=training_of,
    erase=forget_person,
    tables=tuple(sorted({table.__tablename__ for table in (*OWN, *OWN_LEARNING, TrainingNeed)})),
    disappears=_l("Je voortgang in de modules, je antwoorden en wat je voor jezelf opschreef"),
)
PROOF = PersonalData(
    name="certificates",
    export=proof_as_data,
    erase=forget_proof,
    tables=PROOF_TABLES,
    disappears=_l("Je bewijzen: wie daarna de code scant, leest dat we het bewijs niet kennen"),
)
WITHDRAWALS = NoticeKind(
    key="training_proof", label=_l("Een bewijs van jou is ingetrokken"), causes=(WITHDRAWN,), default="now"
)

WALKED = PersonalData(
    name="learning_paths",
    export=paths_as_data,
    erase=forget_on_paths,
    tables=PATH_TABLES,
    disappears=_l("Waar je bent op je leerpad, en wat je daar bij een les schreef"),
)
PATH_NOTICES = (
    NoticeKind(
        key="learning_path",
        label=_l("Een dag op je leerpad komt dichtbij, of het is tijd om op te frissen"),
        causes=(DUE, RENEW, EXEMPTED),
    ),
    NoticeKind(
        key="lesson_post_reported",
        label=_l("Iemand meldt een bericht bij een les"),
        causes=(REPORTED,),
        default="now",
        concerns=can_edit_paths,
    ),
)

TOGETHER = PersonalData(
    name="together",
    export=together_as_data,
    erase=forget_together,
    tables=TOGETHER_TABLES,
    disappears=_l("Wat je samen met een groep deed en terugvertelde, en je naam bij wat je met een groep leidde"),
)

EDITED = PersonalData(
    name="module_editing",
    export=editing_of,
    erase=forget_editor,
    tables=EDITING_TABLES,
    disappears=_l("Je naam bij de modules die je schreef of nakeek, en de teksten die je insprak"),
)
EDITING_NOTICES = (
    NoticeKind(
        key="training_review",
        label=_l("Iemand vraagt je om mee te kijken naar een module"),
        causes=(ASKED,),
        default="now",
        concerns=can_edit_modules,
    ),
    NoticeKind(
        key="training_text",
        label=_l("Wat er gebeurt met een module die je schreef"),
        causes=(SENT_BACK, PUBLISHED),
        default="now",
        concerns=can_edit_modules,
    ),
    NoticeKind(
        key="training_facts",
        label=_l("Feiten in een module om opnieuw na te kijken"),
        causes=(FACTS_DUE,),
        concerns=can_edit_modules,
    ),
)
LEARNING_NOTICES = (
    NoticeKind(
        key="training_sharing",
        label=_l("Iemand laat je meelezen, of schreef iets bij je opdracht"),
        causes=(SHARED, COMMENTED),
    ),
    NoticeKind(
        key="training_together", label=_l("Er staat iets bij dat je samen met je groep deed"), causes=(DONE_TOGETHER,)
    ),
    NoticeKind(key="training_need_answer", label=_l("Een antwoord op wat je wilt leren"), causes=(ANSWERED,)),
    NoticeKind(
        key="training_need",
        label=_l("Iemand vertelt wat die wil leren"),
        causes=(ASKED_TO_LEARN,),
        concerns=can_answer_needs,
    ),
)


def step_panel(_actor: Actor, found: StepOnCard) -> Panel | None:
    """Show the modules that belong to a step of the action card."""
    modules = modules_at(found.version.programme.slug, found.step.key)
    return Panel("training/_step_modules.html", {"modules": modules}) if modules else None


def desks(actor: Actor) -> Sequence[Desk]:
    """Offer what registers accredited, what they are told, and certificates to who looks after them."""
    if not can_keep_proof(actor):
        return ()
    return (
        Desk(
            _("Accreditaties"), "/beheer/scholing/accreditaties", _("Welk register heeft welke module geaccrediteerd.")
        ),
        Desk(_("Lijst voor registers"), "/beheer/scholing/registers", _("Doorgeven wie een module heeft afgerond.")),
        Desk(_("Bewijzen"), "/beheer/scholing/bewijzen", _("Een bewijs opzoeken of intrekken.")),
    )


def path_desks(actor: Actor) -> Sequence[Desk]:
    """Offer the making of learning paths to who does that."""
    if not can_edit_paths(actor):
        return ()
    return (Desk(_("Leerpaden"), "/beheer/leerpaden", _("Wat iemand met een rol leert, en in welke volgorde.")),)


def editing_desks(actor: Actor) -> Sequence[Desk]:
    """Offer the writing of modules to who does that."""
    if not can_edit_modules(actor):
        return ()
    return (Desk(_("Modules"), "/beheer/modules", _("Modules schrijven, nakijken en publiceren.")),)


def need_desks(actor: Actor) -> Sequence[Desk]:
    """Offer what people want to learn, and what they find of modules, to who answers."""
    if not can_answer_needs(actor):
        return ()
    about = _("Lezen wat mensen willen leren, en antwoorden.")
    return (
        Desk(_("Leervragen"), "/beheer/scholing/vragen", about),
        Desk(
            _("Wat modules opleveren"), "/beheer/scholing/meningen", _("Wat mensen aan een module hebben in hun werk.")
        ),
    )


def insight_desks(actor: Actor) -> Sequence[Desk]:
    """Offer how people get on to who writes modules, and to who guides neighbourhoods."""
    if not can_see_insight(actor):
        return ()
    about = _("Waar mensen stoppen, en welke vragen vaak fout gaan.")
    return (Desk(_("Inzicht in modules"), "/beheer/scholing/inzicht", about),)


def live_panel(actor: Actor, meeting: Meeting) -> Panel | None:
    """Show the module a training is about; who manages it chooses one."""
    if meeting.kind is not MeetingKind.TRAINING:
        return None
    module, manages = module_of(meeting), may_manage(actor, meeting)
    about = {"module": module, "meeting": meeting, "manages": manages}
    return Panel("training/_live_panel.html", about) if module or manages else None


def menu(_actor: Actor) -> Sequence[NavItem]:
    """Offer the modules to everybody."""
    return (NavItem(label=_("Leren"), href="/modules", key="training"),)
