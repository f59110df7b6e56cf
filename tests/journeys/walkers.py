"""A learning path in the scenery: who walks it, what they tell each other, and who was let off."""

from collections.abc import Callable

from sqlalchemy import select

from lms.accounts.models import Person
from lms.kernel.db import db
from lms.training.commands.discussions import report_post, write_post
from lms.training.commands.path_editing import lay_path
from lms.training.commands.path_exemptions import exempt
from lms.training.commands.paths import meet_paths
from lms.training.enums import StopKind
from lms.training.models import Lesson
from lms.training.models.learning_paths import LearningPath
from lms.training.models.path_texts import ItemText, PathText
from tests.journeys.neighbour import ADVISER, BY, CANARY, COORDINATOR, WORKER
from tests.journeys.visit import EDITOR, KEY_PERSON, Visit

WALKER = "sociaalwerker"
SLUG, LESSON, STOP = "eerste-weken", "wdr-1", "pad-demo-2"
#: The only path of advisers with this module: it is closed until they practised.
ORDERED = PathText(
    uid="pad-volgorde",
    slug="eerst-oefenen",
    title="Eerst oefenen",
    summary="Doe het een keer voor, en lees dan hoe het kan.",
    audiences=("adviser",),
    position=10,
    status="published",
    ordered=True,
    items=(
        ItemText("pad-volgorde-1", StopKind.PRACTICE, title="Doe het voor", text="Vraag een collega mee."),
        ItemText("pad-volgorde-2", StopKind.MODULE, "sgs"),
    ),
)
DESK = "/beheer/leerpaden"
AT = f"{DESK}/{SLUG}"
VISITS = (
    Visit("training.my_paths", "/leerpad", WORKER),
    Visit("training.my_paths", "/leerpad", KEY_PERSON),
    Visit("training.my_paths", "/leerpad", "eigenaar"),
    Visit("training.path_why", f"/leerpad/{SLUG}/waarom", WORKER),
    Visit("training.path_why", f"/leerpad/{ORDERED.slug}/waarom", ADVISER),
    Visit("training.show", "/modules/steun-geven-bij-het-stoppen", ADVISER),
    Visit("training.part", "/modules/steun-geven-bij-het-stoppen/voorbereiden/wat-wil-je-van-mij", ADVISER, status=403),
    Visit("training.talk", f"/leerpad/{SLUG}/gesprek/{LESSON}", WALKER),
    Visit("training.talk", f"/leerpad/{SLUG}/gesprek/{LESSON}", WORKER),
    Visit("training.mend", "/leerpad/gesprek/{post}", WORKER),
    Visit("training.reported", f"{DESK}/gesprekken", EDITOR),
    Visit("training.path_list", DESK, EDITOR),
    Visit("training.new_path", f"{DESK}/nieuw", EDITOR),
    Visit("training.edit_path", AT, EDITOR),
    Visit("training.edit_item", f"{AT}/onderdelen/{STOP}", EDITOR),
    Visit("training.exemptions", f"{AT}/vrijstellingen", COORDINATOR),
    Visit("training.lift_exemption", f"{AT}/vrijstellingen/{{exemption}}/opheffen", COORDINATOR),
)


def settle(who: Callable[[str], Person]) -> dict[str, str]:
    """Let the worker of Havenbuurt walk along, say something that is reported, and be let off."""
    path = db.session.scalars(select(LearningPath).where(LearningPath.slug == SLUG)).one()
    lesson = db.session.scalars(select(Lesson).where(Lesson.uid == LESSON)).one()
    worker = who(WORKER)
    lay_path(ORDERED)
    while meet_paths():
        pass
    post = write_post(path, lesson, f"Op de kade herkennen ze dit. {CANARY}-gesprek", key="haven", by=worker)
    report_post(post, by=who(WALKER))
    why = f"Je liep vorig jaar al mee. {CANARY}-vrijstelling"
    let_off = exempt(path, str(worker.email), STOP, why, by=who(COORDINATOR), **BY)
    return {"path": SLUG, "talked": LESSON, "stop": STOP, "post": post.uid, "exemption": let_off.uid}
