"""Every page of the product in its fullest state, and who looks at it. A new page gets a line here."""

from tests.journeys.editors import NO_PAGE as NO_PAGE_OF_EDITORS
from tests.journeys.editors import VISITS as VISITS_OF_EDITORS
from tests.journeys.gatherings import NO_PAGE as NO_PAGE_OF_GATHERINGS
from tests.journeys.gatherings import VISITS as VISITS_OF_GATHERINGS
from tests.journeys.groups import VISITS as VISITS_OF_GROUPS
from tests.journeys.learners import NO_PAGE as NO_PAGE_OF_LEARNERS
from tests.journeys.learners import VISITS as VISITS_OF_LEARNERS
from tests.journeys.module_writers import NO_PAGE as NO_PAGE_OF_WRITERS
from tests.journeys.module_writers import VISITS as VISITS_OF_WRITERS
from tests.journeys.proofs import NO_PAGE as NO_PAGE_OF_PROOF
from tests.journeys.proofs import VISITS as VISITS_OF_PROOF
from tests.journeys.scenery import HALFWAY, MODULE, OWNER, PEER, TALK, TASK
from tests.journeys.visit import ADMINISTRATOR, COORDINATOR, EDITOR, KEY_PERSON, VISITOR, Visit
from tests.journeys.visits_advice import VISITS as VISITS_OF_ADVICE
from tests.journeys.visits_circles import NO_PAGE as NO_PAGE_OF_CIRCLES
from tests.journeys.visits_circles import VISITS as VISITS_OF_CIRCLES
from tests.journeys.visits_programme import NO_PAGE as NO_PAGE_THERE
from tests.journeys.visits_programme import VISITS as VISITS_THERE
from tests.journeys.visits_toolkit import NO_PAGE as NO_PAGE_TOOLKIT
from tests.journeys.visits_toolkit import VISITS as VISITS_TOOLKIT
from tests.journeys.walkers import VISITS as VISITS_OF_WALKERS

__all__ = ["NO_PAGE", "VISITOR", "VISITS", "Visit"]

#: Addresses that answer GET without a page for people, and what they give instead.
NO_PAGE = {
    "health.alive": "JSON for the load balancer",
    "health.ready": "JSON for the load balancer",
    "home.security": "text for finders of leaks (RFC 9116)",
    "advice.file": "a photo, a voice note or a document",
    "training.media": "a picture",
    "training.part_by_uid": "leads to where a part stands now",
    "training.script_pdf": "a PDF",
    **NO_PAGE_OF_EDITORS,
    **NO_PAGE_OF_PROOF,
    **NO_PAGE_THERE,
    **NO_PAGE_TOOLKIT,
    **NO_PAGE_OF_WRITERS,
    **NO_PAGE_OF_LEARNERS,
    **NO_PAGE_OF_GATHERINGS,
    **NO_PAGE_OF_CIRCLES,
}


VISITS = (
    Visit("home.index", "/"),
    Visit("home.index", "/", OWNER),
    Visit("home.index", "/", KEY_PERSON, open=".kw-menu:visible > summary >> nth=-1"),
    Visit("home.help_page", "/help"),
    Visit("home.contact", "/contact"),
    Visit("home.privacy", "/privacy"),
    Visit("home.accessibility", "/toegankelijkheid"),
    Visit("remarks.new", "/dit-kan-beter"),
    Visit("remarks.show", "/dit-kan-beter/{remark}", EDITOR),
    Visit("remarks.index", "/beheer/verbeteringen", EDITOR),
    Visit("remarks.index", "/beheer/verbeteringen?beantwoord=1", EDITOR),
    Visit("remarks.answer", "/beheer/verbeteringen/{remark}", EDITOR),
    Visit("sign_in.sign_in", "/inloggen"),
    Visit("sign_in.ask_for_link", "/inloggen/link"),
    Visit("sign_in.look_in_your_mail", "/inloggen/kijk-in-je-mail"),
    Visit("sign_in.show_link", "/inloggen/link/{sign_in}"),
    Visit("sign_in.show_link", "/inloggen/link/verlopen", status=410),
    Visit("passkeys.show", "/inloggen/passkey"),
    Visit("second_step.show", "/inloggen/tweede-stap", HALFWAY),
    Visit("confirming.confirm", "/inloggen/bevestigen", OWNER),
    Visit("passwords.forgotten", "/wachtwoord-vergeten"),
    Visit("passwords.choose", "/wachtwoord/{reset}"),
    Visit("passwords.change", "/account/wachtwoord", OWNER),
    Visit("address.change", "/account/e-mailadres", OWNER),
    Visit("address.show_link", "/e-mailadres/{address}"),
    Visit("invitations.show", "/uitnodiging/{invitation}"),
    Visit("invitations.ask", "/toegang-vragen"),
    Visit("invitations.asked", "/toegang-vragen/bedankt"),
    Visit("factors.overview", "/account/tweede-stap", OWNER),
    Visit("factors.show_app", "/account/tweede-stap/app", PEER),
    Visit("passkeys.new", "/account/tweede-stap/passkeys/nieuw", OWNER),
    Visit("account.show", "/account", OWNER),
    Visit("notices.index", "/account/berichten", OWNER),
    Visit("notices.choose", "/account/mail", OWNER),
    Visit("own_data.ask", "/account/wissen", OWNER),
    Visit("administration.index", "/beheer", ADMINISTRATOR),
    Visit("people.index", "/beheer/mensen", ADMINISTRATOR),
    Visit("people.invite", "/beheer/mensen/uitnodigen", ADMINISTRATOR),
    Visit("people.show", "/beheer/mensen/{person}", ADMINISTRATOR),
    Visit("people.ask_to_close", "/beheer/mensen/{adviser}/sluiten", ADMINISTRATOR),
    Visit("access.index", "/beheer/toegang", COORDINATOR),
    Visit("access.show", "/beheer/toegang/{asked}", COORDINATOR),
    Visit("outbox.index", "/beheer/uitgaande-mail", ADMINISTRATOR),
    Visit("outbox.show", "/beheer/uitgaande-mail/{mail}", ADMINISTRATOR),
    Visit("log.index", "/beheer/logboek", ADMINISTRATOR),
    Visit("gallery.show", "/beheer/onderdelen", ADMINISTRATOR),
    Visit("training.index", "/modules"),
    Visit("training.index", "/modules", OWNER),
    Visit("training.script", f"{MODULE}/draaiboek"),
    Visit("training.script", f"{MODULE}/draaiboek?versie=kort"),
    Visit("training.show", MODULE),
    Visit("training.show", MODULE, OWNER),
    Visit("training.part", f"{MODULE}/delen/wdr-1-1", OWNER),
    Visit("training.part", f"{MODULE}/delen/wdr-1-1", KEY_PERSON),
    Visit("training.part", f"{MODULE}/delen/{TALK}", OWNER),
    Visit("training.part", f"{MODULE}/delen/{TASK}", OWNER),
    Visit("training.quiz", f"{MODULE}/toets", KEY_PERSON),
    Visit("training.attempt", f"{MODULE}/toets/{{attempt1}}", OWNER),
    Visit("training.attempt", f"{MODULE}/toets/{{attempt2}}", OWNER),
    *VISITS_THERE,
    *VISITS_OF_PROOF,
    *VISITS_TOOLKIT,
    *VISITS_OF_EDITORS,
    *VISITS_OF_WRITERS,
    *VISITS_OF_GROUPS,
    *VISITS_OF_WALKERS,
    *VISITS_OF_LEARNERS,
    *VISITS_OF_GATHERINGS,
    *VISITS_OF_CIRCLES,
    *VISITS_OF_ADVICE,
    Visit("", "/bestaat-niet", status=404),
    Visit("people.index", "/beheer/mensen", KEY_PERSON, status=403),
)
