"""What kinds of organisations take part."""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation is, as far as the programme needs to know."""

    GGD = "ggd"
    MUNICIPALITY = "municipality"
    WELFARE = "welfare"
    KNOWLEDGE_INSTITUTE = "knowledge_institute"
    ADDICTION_CARE = "addiction_care"
    DESIGN_BUREAU = "design_bureau"
    HEALTH_FUND = "health_fund"
    SPORT = "sport"
    OTHER = "other"


#: The version of the four-part definition in ``_definition.html``; another text is another version (domain N-5).
DEFINITION = "2026-1"
