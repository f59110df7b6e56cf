"""Every page of advice, and who looks at it; the advice is that of :mod:`tests.journeys.advising`."""

from tests.journeys.neighbour import ADVISER, COORDINATOR, DIRECTOR, WORKER
from tests.journeys.visit import VISITOR, Visit

OTHER_ADVISER, RESEARCHER = "adviseur", "onderzoeker"
VISITS = (
    Visit("advice.index", "/advies", DIRECTOR),
    Visit("advice.index", "/advies", ADVISER),
    Visit("advice.index", "/advies?wijk=havenbuurt", WORKER),
    Visit("advice.new_question", "/advies/vraag", DIRECTOR),
    Visit("advice.show", "/advies/{advice}", DIRECTOR),
    Visit("advice.show", "/advies/{advice}", WORKER),
    Visit("advice.show", "/advies/{advice}", ADVISER),
    Visit("advice.show", "/advies/{advice_clear}", DIRECTOR),
    Visit("advice.show", "/advies/{advice_given}", DIRECTOR),
    Visit("advice.show", "/advies/{advice_named}", DIRECTOR),
    Visit("advice.show", "/advies/{advice_lent}", OTHER_ADVISER),
    Visit("advice.show", "/advies/{advice_read}", OTHER_ADVISER),
    Visit("advice.show", "/advies/{advice_tip}", ADVISER),
    Visit("advice.answer", "/advies/{advice}/antwoord", ADVISER),
    Visit("advice.new_tip", "/advies/tip?wijk=havenbuurt", ADVISER),
    Visit("advice.new_record", "/advies/leg-vast?wijk=havenbuurt", ADVISER),
    Visit("advice.hand_over_pack", "/advies/overdracht", ADVISER),
    Visit("advice.bundle_list", "/advies/bundels", ADVISER),
    Visit("advice.new_bundle", "/advies/bundels/nieuw", ADVISER),
    Visit("advice.bundle", "/advies/bundels/{bundle}", ADVISER),
    Visit("advice.reply_page", "/advies/antwoord/{addressee}", VISITOR),
    Visit("advice.figures", "/advies/cijfers", COORDINATOR),
    Visit("advice.figures", "/advies/cijfers", RESEARCHER),
    Visit("advice.turnaround", "/beheer/advies/termijnen", COORDINATOR),
)
#: What the words of an address say about which of the values it needs.
AFTER = {
    "advies/<number>": {"number": "advice"},
    "advies/<number>/klopt": {"number": "advice_clear"},
    "advies/<number>/klopt-niet": {"number": "advice_clear"},
    "advies/<number>/overnemen": {"number": "advice_lent"},
    "advies/<number>/niet-overnemen": {"number": "advice_lent"},
    "advies/<number>/meelezen": {"number": "advice_read"},
    "advies/<number>/versturen": {"number": "advice_read"},
    "advies/<number>/verder-schrijven": {"number": "advice_read"},
    "advies/<number>/niet-aanbieden": {"number": "advice_tip"},
    "advies/<number>/reactie": {"number": "advice_given"},
    "advies/<number>/opvolging": {"number": "advice_given"},
    "advies/<number>/zo-begreep-ik-het": {"number": "advice_given"},
    "advies/<number>/doen/<uid>": {"number": "advice_given", "uid": "advice_deed"},
    "advies/<number>/noemen": {"number": "advice_bundled"},
    "advies/bundels/<uid>": {"uid": "bundle"},
    "advies/bundels/<uid>/vragen/<number>": {"uid": "bundle", "number": "advice_bundled"},
    "advies/antwoord/<token>": {"token": "addressee"},
}
