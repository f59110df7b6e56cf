"""How long the programme keeps what it knows, and telling of members who stay away."""

from flask_babel import lazy_gettext as _l

from lms.kernel.queue import Job, enqueue
from lms.kernel.slots import Kept
from lms.programme.commands import retention
from lms.programme.commands.long_away import tell_of_the_long_away
from lms.programme.commands.uploads import forget_waiting_uploads

TELL = "programme.tell_of_the_long_away"
FINISHED = _l("de dag dat de wijk is afgerond")


def tell_a_batch(after: int = 0) -> None:
    """Tell who leads a batch of teams, and queue the next batch."""
    last = tell_of_the_long_away(after)
    if last is not None:
        enqueue(TELL, last)


JOBS = (Job(TELL, tell_a_batch, every="57 2 * * *"),)
KEPT = (
    Kept(
        "moments",
        what=_l("Wat mensen van een wijk vertelden: tekst, stem en foto's"),
        since=FINISHED,
        days=365,
        forget=retention.forget_moments,
    ),
    Kept(
        "evidence",
        what=_l("Wat een wijk liet zien bij een stap: tekst, foto's en bestanden"),
        since=FINISHED,
        days=365,
        forget=retention.forget_evidence,
    ),
    Kept(
        "feedback",
        what=_l("Wat je over een stap van de actiekaart schreef, met ons antwoord"),
        since=FINISHED,
        days=365,
        forget=retention.forget_feedback,
    ),
    Kept(
        "names",
        what=_l("Je naam bij wat een wijk deed, koos en besloot"),
        since=FINISHED,
        days=365,
        forget=retention.forget_names,
    ),
    Kept(
        "removed",
        what=_l("De lege plek van iets dat iemand weghaalde bij een wijk"),
        since=_l("de dag van het weghalen"),
        days=90,
        forget=retention.forget_taken_away,
    ),
    Kept(
        "removed_help",
        what=_l("Hulp in de buurt die is weggehaald"),
        since=_l("de dag van het weghalen"),
        days=90,
        forget=retention.forget_help,
    ),
    Kept(
        "prompts",
        what=_l("Korte vragen van ons over je wijk"),
        since=_l("de dag dat de vraag sloot"),
        days=365,
        forget=retention.forget_prompts,
        least=14,  # so that nobody is asked twice in a week
    ),
    Kept(
        "asked",
        what=_l("De vraag of je meedoet in een team, met je antwoord"),
        since=_l("de dag van je antwoord"),
        days=365,
        forget=retention.forget_asked,
    ),
    Kept(
        "absences",
        what=_l("Wanneer je weg was, en wie voor je waarnam"),
        since=_l("je laatste dag weg"),
        days=365,
        forget=retention.forget_absences,
    ),
    Kept(
        "uploads",
        what=_l("Een opname of foto die je niet verstuurde"),
        since=_l("het moment dat je die koos"),
        days=1,
        forget=forget_waiting_uploads,
    ),
)
