"""What accounts does in the background, and how long it keeps what it knows."""

from flask_babel import lazy_gettext as _l

from lms.accounts.commands import access, limits, notice_mail, notices, tidying
from lms.accounts.commands.card_guesses import tell_of_stopped_cards
from lms.accounts.commands.log import check_log
from lms.accounts.commands.long_away import erase_invitations, erase_the_long_away, tell_the_long_away
from lms.accounts.commands.personal_data import WIPE_TRACES
from lms.accounts.queries.long_away import ACCOUNTS
from lms.accounts.queries.notices import DIGEST_HOUR
from lms.kernel import outbox, retention
from lms.kernel.clock import local, now
from lms.kernel.queue import Job, enqueue
from lms.kernel.slots import Kept
from lms.kernel.traces import wipe_traces

DIGESTS = "accounts.digests"
TELL_THE_LONG_AWAY = "accounts.tell_the_long_away"


def send_digests(after: int = 0) -> None:
    """Send a batch of today's digests, from eight in the Dutch morning, and queue the next batch.

    Each batch is a transaction: a run that dies leaves the rest to the next hour, and sends nothing twice.
    """
    here = local(now())
    if here.hour < DIGEST_HOUR:
        return
    last = notice_mail.send_digests(here.date(), after)
    if last is not None:
        enqueue(DIGESTS, last)


def tell_a_batch_of_the_long_away() -> None:
    """Tell a batch of people when their account goes, and queue the next batch."""
    if tell_the_long_away():
        enqueue(TELL_THE_LONG_AWAY)


JOBS = (
    Job(TELL_THE_LONG_AWAY, tell_a_batch_of_the_long_away, every="47 2 * * *"),
    Job("accounts.check_log", check_log, every="7 4 * * *"),
    Job("accounts.tell_of_stopped_cards", tell_of_stopped_cards, every="*/10 * * * *"),
    Job(DIGESTS, send_digests, every="2 * * * *"),
    Job(WIPE_TRACES, wipe_traces, every="17 * * * *"),
    *retention.JOBS,
)
KEPT = (
    Kept(
        ACCOUNTS,
        what=_l("Je account, als je niet meer komt"),
        since=_l("de dag dat je er voor het laatst was"),
        days=730,
        forget=erase_the_long_away,
        least=90,  # people are told a month before, and what we told them is looked for two months back
    ),
    Kept(
        "invitations",
        what=_l("Een uitnodiging die niemand aanneemt"),
        since=_l("de dag van de uitnodiging"),
        days=365,
        forget=erase_invitations,
        least=14,  # as long as the link in it works
    ),
    Kept(
        "requests",
        what=_l("Je vraag om een account, met ons antwoord"),
        since=_l("de dag van het antwoord"),
        days=90,
        forget=access.forget_answered,
    ),
    Kept(
        "open_requests",
        what=_l("Je vraag om een account, als er geen antwoord komt"),
        since=_l("de dag van je vraag"),
        days=182,
        forget=access.forget_unanswered,
        least=30,  # time to answer
    ),
    Kept(
        "sessions",
        what=_l("Op welk apparaat je was ingelogd"),
        since=_l("de dag dat het inloggen afliep"),
        days=0,
        forget=tidying.forget_sessions,
        least=0,
    ),
    Kept(
        "links",
        what=_l("Welke links we je mailden om in te loggen"),
        since=_l("de dag dat de link niet meer werkt"),
        days=30,
        forget=tidying.forget_links,
    ),
    Kept(
        "cards",
        what=_l("Een inlogkaart die niet meer werkt"),
        since=_l("de dag dat de kaart stopte"),
        days=365,
        forget=tidying.forget_cards,
        least=31,  # who made a card is told for a month that it was stopped
    ),
    Kept(
        "tries",
        what=_l("Hoe vaak inloggen niet lukte"),
        since=_l("de laatste keer"),
        days=7,
        forget=limits.forget_old_tries,
        least=2,  # the longest count lasts a day
    ),
    Kept(
        "mails",
        what=_l("Mail die we je stuurden"),
        since=_l("de dag van de mail"),
        days=90,
        forget=outbox.forget_sent,
        least=7,  # so that nothing is mailed twice
    ),
    Kept(
        "read_notices",
        what=_l("Berichten in Kringwijs die je hebt gelezen"),
        since=_l("de dag van het bericht"),
        days=182,
        forget=notices.forget_read,
        least=61,  # so that nothing is told twice
    ),
    Kept(
        "unread_notices",
        what=_l("Berichten in Kringwijs die je niet hebt gelezen"),
        since=_l("de dag van het bericht"),
        days=365,
        forget=notices.forget_unread,
        least=61,  # also how we know whom we told that their account goes
    ),
    Kept(
        "log",
        what=_l("Het logboek: wie inlogde en wie iets veranderde. Daar staat geen naam in, alleen een code"),
        since=_l("de dag dat het gebeurde"),
        days=365,
        forget=tidying.forget_log,
        least=180,  # half a year to find misuse (BIO2 8.18.02)
    ),
)
