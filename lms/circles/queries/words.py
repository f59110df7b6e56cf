"""What states, roles and kinds are called on screen."""

from flask_babel import lazy_gettext as _l

from lms.circles.enums import ItemKind, ItemState, MemberRole, SessionState

STATES = {
    SessionState.DRAFT: _l("Concept"),
    SessionState.PLANNED: _l("Gepland"),
    SessionState.RUNNING: _l("Bezig"),
    SessionState.WRAPPING_UP: _l("Afronden"),
    SessionState.FINAL: _l("Klaar"),
    SessionState.CANCELLED: _l("Gaat niet door"),
    SessionState.NOT_HELD: _l("Niet doorgegaan"),
}
#: Tones of the badge of a state, see ui/badge.html.
TONES = {SessionState.RUNNING: "now", SessionState.CANCELLED: "warn", SessionState.NOT_HELD: "warn"}
MEMBER_ROLES = {
    MemberRole.PARTICIPANT: _l("Deelnemer"),
    MemberRole.FACILITATOR: _l("Begeleider"),
    MemberRole.GUEST: _l("Gast"),
    MemberRole.RESEARCHER: _l("Onderzoeker"),
}
KINDS = {
    ItemKind.WELCOME: _l("Welkom"),
    ItemKind.LOOK_BACK: _l("Terugblik op afspraken"),
    ItemKind.CARD_ROUND: _l("Actiekaartronde"),
    ItemKind.THEME: _l("Een vast thema"),
    ItemKind.CONSULTATION: _l("Intervisie"),
    ItemKind.DEEPENING: _l("Verdieping"),
    ItemKind.TRIAL: _l("Proefversie bespreken"),
    ItemKind.VISIT: _l("Bezoek"),
    ItemKind.BREAK: _l("Pauze"),
    ItemKind.CLOSING: _l("Afsluiting"),
    ItemKind.OTHER: _l("Iets anders"),
}
ITEM_STATES = {
    ItemState.PROPOSED: _l("Voorgesteld"),
    ItemState.PLANNED: _l("Nog te doen"),
    ItemState.DISCUSSED: _l("Besproken"),
    ItemState.CARRIED_OVER: _l("Doorgeschoven"),
    ItemState.DROPPED: _l("Niet aan toe gekomen"),
}
