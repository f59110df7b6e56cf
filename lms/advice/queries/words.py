"""What the kinds and states of advice are called on screen."""

from flask_babel import lazy_gettext as _l

from lms.advice.enums import (
    AdviceSize,
    BundleState,
    Certainty,
    Channel,
    Deed,
    GoodKind,
    ResponseKind,
    SignalSource,
    State,
    Used,
    UsedHow,
    WhyNot,
    Word,
)

WORDS = {
    Word.NEW: _l("Nieuw"),
    Word.BUSY: _l("Bezig"),
    Word.ANSWERED: _l("Beantwoord"),
    Word.USED: _l("Gebruikt"),
}
#: Tone and icon of a badge with one of the four words.
LOOKS = {
    Word.NEW: ("line", "circle-dot"),
    Word.BUSY: ("now", "clock"),
    Word.ANSWERED: ("brand", "circle-check"),
    Word.USED: ("brand", "check"),
}
#: How an adviser reads where advice is.
STATES = {
    State.NEW: _l("Nieuw"),
    State.TRIAGE: _l("Wacht op een adviseur"),
    State.CLARIFYING: _l("De wijk zegt nog of de vraag klopt"),
    State.ASSIGNED: _l("Nog niet opgepakt"),
    State.ACCEPTED: _l("Opgepakt"),
    State.IN_PROGRESS: _l("Mee bezig"),
    State.BUNDLED: _l("In een bundel"),
    State.REFERRED: _l("Doorverwezen"),
    State.WITHDRAWN: _l("Ingetrokken"),
    State.SENT: _l("Antwoord gestuurd"),
    State.SIGNAL: _l("Gezien"),
    State.WEIGHING: _l("Aan het wegen"),
    State.DRAFT: _l("Concept"),
    State.NOT_OFFERED: _l("Niet aangeboden"),
    State.OFFERED: _l("Aangeboden"),
    State.SECOND_READER: _l("Een collega leest mee"),
    State.RESPONSE: _l("Reactie gegeven"),
    State.FOLLOW_UP: _l("Verteld wat ervan kwam"),
    State.CLOSED: _l("Afgesloten"),
}
SIZES = {
    AdviceSize.SHORT: _l("Korte vraag"),
    AdviceSize.TAILORED: _l("Advies op maat"),
    AdviceSize.STRATEGIC: _l("Vraag over beleid en toekomst"),
}
CERTAINTIES = {
    Certainty.FIRM: _l("Stevig"),
    Certainty.LIKELY: _l("Aannemelijk"),
    Certainty.ESTIMATE: _l("Inschatting"),
}
CERTAIN_BECAUSE = {
    Certainty.FIRM: _l("Er is onderzoek, of het werkte in veel wijken."),
    Certainty.LIKELY: _l("Het werkte in enkele wijken."),
    Certainty.ESTIMATE: _l("Ik denk het, maar ik weet het niet zeker."),
}
CHANNELS = {
    Channel.WEB: _l("hier"),
    Channel.MAIL: _l("per mail"),
    Channel.PHONE: _l("aan de telefoon"),
    Channel.VISIT: _l("op bezoek"),
    Channel.CIRCLE: _l("in de leerkring"),
}
#: The channels to choose from for spoken advice.
CHANNELS_CHOSEN = {
    Channel.PHONE: _l("Aan de telefoon"),
    Channel.VISIT: _l("Op bezoek"),
    Channel.CIRCLE: _l("Bij een leerkring"),
}
SOURCES = {
    SignalSource.VISIT: _l("Een bezoek of gesprek"),
    SignalSource.CARD_STANDS_STILL: _l("Een stap die stilstaat"),
    SignalSource.SILENCE: _l("Lang niets gehoord"),
    SignalSource.SESSIONS_MISSED: _l("Niet bij de leerkring"),
    SignalSource.INSIGHT: _l("Een geleerde les van een andere wijk"),
    SignalSource.MONITOR: _l("Wat we meten"),
    SignalSource.POLICY: _l("Beleid of een wet die verandert"),
    SignalSource.ASKED_ELSEWHERE: _l("Een vraag van een andere wijk"),
}
RESPONSES = {
    ResponseKind.TAKE_OVER: _l("Dit nemen we over"),
    ResponseKind.PARTLY: _l("We nemen het deels over"),
    ResponseKind.DOES_NOT_FIT: _l("Dit past niet"),
    ResponseKind.LATER: _l("Later"),
}
#: What an answer can end in, as the headings of what there is to choose.
TODO_KINDS = {
    Deed.ITEM: _l("Werkvormen"),
    Deed.MODULE: _l("Modules"),
    Deed.STEP: _l("Stappen van de actiekaart"),
    Deed.INSIGHT: _l("Geleerde lessen"),
}
DEEDS = {
    Deed.ITEM: _l("Uit de toolkit"),
    Deed.MODULE: _l("Module"),
    Deed.STEP: _l("Stap van de actiekaart"),
    Deed.INSIGHT: _l("Geleerde les"),
    Deed.PRACTISE: _l("Samen oefenen"),
}
DEED_ICONS = {
    Deed.ITEM: "backpack",
    Deed.MODULE: "compass",
    Deed.STEP: "map",
    Deed.INSIGHT: "lightbulb",
    Deed.PRACTISE: "users",
}
USED = {Used.YES: _l("Ja"), Used.PARTLY: _l("Deels"), Used.NO: _l("Nee")}
USED_HOW = {
    UsedHow.DETAILS: _l("Om te bepalen hoe we het doen"),
    UsedHow.PRIORITY: _l("Om te kiezen wat eerst komt"),
    UsedHow.NEGOTIATING: _l("In een gesprek met anderen, zoals de gemeente"),
    UsedHow.WEIGHING: _l("Om mogelijkheden af te wegen"),
    UsedHow.EXPLAINING: _l("Om iets uit te leggen"),
}
WHY_NOT = {
    WhyNot.TOO_LATE: _l("Het kwam te laat"),
    WhyNot.OTHER_COURSE: _l("We kozen een andere koers"),
    WhyNot.PERSON_GONE: _l("De persoon die het zou doen, is weg"),
    WhyNot.DOES_NOT_FIT: _l("Het past niet bij ons"),
    WhyNot.NO_MEANS: _l("We hebben er geen tijd, geld of mensen voor"),
}
GOOD_KINDS = {
    GoodKind.PRACTICE: _l("Wat elders werkt"),
    GoodKind.DEVELOPMENT: _l("Wat er verandert"),
}
BUNDLE_STATES = {
    BundleState.GATHERING: _l("Vragen verzamelen"),
    BundleState.INTERPRETING: _l("Woorden kiezen"),
    BundleState.PLACED: _l("Voorgelegd"),
    BundleState.ANSWERED: _l("Beantwoord"),
    BundleState.RETURNED: _l("Terug bij iedereen"),
}
#: Tone and icon of the badge of a bundle.
BUNDLE_LOOKS = {
    BundleState.GATHERING: ("line", "circle-dot"),
    BundleState.INTERPRETING: ("line", "pencil"),
    BundleState.PLACED: ("now", "send"),
    BundleState.ANSWERED: ("brand", "message-circle"),
    BundleState.RETURNED: ("brand", "circle-check"),
}
#: What an adviser does with a bundle now.
BUNDLE_NEXT = {
    BundleState.GATHERING: _l("Zet de vragen van je wijken erbij. Zijn ze er allemaal? Kies dan samen de woorden."),
    BundleState.INTERPRETING: _l("Schrijf op wat deze wijken samen willen weten. Leg het voor, of antwoord zelf."),
    BundleState.PLACED: _l("De vraag ligt bij anderen. Hun antwoord komt hier binnen."),
    BundleState.ANSWERED: _l("Een collega leest mee. Daarna gaat het antwoord naar iedereen die het vroeg."),
    BundleState.RETURNED: _l("Iedereen die dit vroeg, heeft het antwoord."),
}
