"""Roles, reading preferences, and the kinds of links, tries and answers."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be: for the whole platform, or in a place by a grant."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    RESEARCHER = "researcher"
    NETWORK_OFFICE = "network_office"
    ADVISER = "adviser"
    NEIGHBOURHOOD_DIRECTOR = "neighbourhood_director"
    DEPUTY_DIRECTOR = "deputy_director"
    SOCIAL_WORKER = "social_worker"
    KEY_PERSON = "key_person"
    EXPERT_BY_EXPERIENCE = "expert_by_experience"
    RESIDENT = "resident"
    CIRCLE_FACILITATOR = "circle_facilitator"
    GGD_MANAGER = "ggd_manager"
    DESIGNER = "designer"
    CIRCLE_MEMBER = "circle_member"
    CIRCLE_GUEST = "circle_guest"


#: Roles a person has everywhere, given by an administrator; all others come from a place, by a grant.
PLATFORM_ROLES = (
    Role.ADMINISTRATOR,
    Role.COORDINATOR,
    Role.EDITOR,
    Role.RESEARCHER,
    Role.NETWORK_OFFICE,
    Role.ADVISER,
)
#: Roles that see no data of others, so that their people may sign in with a printed card.
CARD_ROLES = (Role.KEY_PERSON, Role.EXPERT_BY_EXPERIENCE, Role.RESIDENT)
PLACE_ROLES = tuple(role for role in Role if role not in PLATFORM_ROLES)
#: Who is in a circle has that beside their work: it says nothing of as whom they learn, nor what they read elsewhere.
CIRCLE_ROLES = (Role.CIRCLE_MEMBER, Role.CIRCLE_GUEST)
#: Who may facilitate circles does so for the programme as a whole; in each circle they get a right of its own.
WHOLE_PROGRAMME = ("programme", 1)


class TextSize(StrEnum):
    """How large text is shown."""

    NORMAL = "normal"
    LARGE = "large"
    EXTRA_LARGE = "extra_large"


class Purpose(StrEnum):
    """What a link in a mail may be used for, and for nothing else."""

    SIGN_IN = "sign_in"
    RESET = "reset"
    INVITATION = "invitation"
    ADDRESS = "address"


class Tried(StrEnum):
    """What is limited when it fails too often."""

    PASSWORD = "password"  # noqa: S105 -- the name of a limit
    FACTOR = "factor"
    MAIL = "mail"
    ACCESS = "access"
    REMARK = "remark"
    CARD = "card"
    PASSKEY = "passkey"


class Picture(StrEnum):
    """The pictures of a sign-in card: things that everybody knows and calls the same; also names of icons."""

    SUN = "sun"
    MOON = "moon"
    STAR = "star"
    HOUSE = "house"
    BIKE = "bike"
    FISH = "fish"
    APPLE = "apple"
    FLOWER = "flower"
    KEY = "key"
    HEART = "heart"
    UMBRELLA = "umbrella"
    CUP = "coffee"


class Outcome(StrEnum):
    """How a request for access was answered."""

    INVITED = "invited"
    DECLINED = "declined"


class Standing(StrEnum):
    """Where a person is between invitation and erasure."""

    INVITED = "invited"
    ACTIVE = "active"
    DEACTIVATED = "deactivated"
    ERASED = "erased"


class Cadence(StrEnum):
    """How often a person wants notices of one kind by mail; in the product they always stand."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"
