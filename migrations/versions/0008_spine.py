"""The spine: organisations, programme, neighbourhoods, teams, action card, progress, moments, help and steering.

And for people: a phone number and working days others may see, what they consented to, and printed sign-in cards.
"""

import sqlalchemy as sa
from alembic import op

from lms.kernel.db import Moment

revision = "0008_spine"
down_revision = "0007_language_chosen"
branch_labels = None
depends_on = None

PERSON = ("phone", "works_on")
#: What stands in older tables and speaks of these ones by a number that would be given out again, or by an address.
SCOPES = ("neighbourhood", "organisation")
FOUND = ("help", "step")
CAUSES = (
    "absence.called_off",
    "absence.stand_in",
    "adviser.named",
    "agreement.ends",
    "card_changed",
    "card.stopped",
    "frame.changed",
    "programme.prompt",
    "risk_review",
    "step_feedback",
    "step_feedback_answered",
    "step_seen_otherwise",
    "team.director",
    "team.joined",
    "team.role",
)
#: In the order in which they can be taken away.
TABLES = (
    "moment_chip",
    "kept_upload",
    "team_member",
    "step_progress",
    "step_feedback",
    "step_evidence",
    "small_step_done",
    "risk_review",
    "risk_measure",
    "neighbourhood_state_change",
    "neighbourhood_shared_text",
    "neighbourhood_plan",
    "neighbourhood_one_page",
    "neighbourhood_decision",
    "neighbourhood_agreement",
    "moment",
    "milestone_move",
    "helped_tick",
    "help_offer",
    "card_step_map",
    "capacity_decision",
    "adviser_term",
    "risk",
    "organisation_contact",
    "neighbourhood",
    "milestone",
    "frame_read",
    "card_step",
    "affiliation",
    "absence_grant",
    "tranche",
    "sign_in_card",
    "prompt",
    "programme_theme",
    "programme_phase",
    "organisation",
    "frame_change",
    "consent",
    "card_version",
    "absence",
    "programme",
)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("steering_digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_programme_capacity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("slug", name=op.f("uq_programme_slug")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("stand_in_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("called_off_at", Moment(), nullable=True),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_absence_order")),
        sa.CheckConstraint("person_id <> stand_in_id", name=op.f("ck_absence_somebody_else")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id_person")),
        sa.ForeignKeyConstraint(["stand_in_id"], ["person.id"], name=op.f("fk_absence_stand_in_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("uid", name=op.f("uq_absence_uid")),
    )
    op.create_index("ix_absence_person_id_ends_on", "absence", ["person_id", "ends_on"], unique=False)
    op.create_index("ix_absence_stand_in_id_ends_on", "absence", ["stand_in_id", "ends_on"], unique=False)
    op.create_table(
        "card_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("own_default", sa.Boolean(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_card_version_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_version")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_card_version_programme_id_number")),
    )
    op.create_index(
        "uq_card_version_current",
        "card_version",
        ["programme_id"],
        unique=True,
        sqlite_where=sa.text("current"),
        postgresql_where=sa.text("current"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.String(length=300), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", name=op.f("ck_consent_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person_id_purpose", "consent", ["person_id", "purpose", "id"], unique=False)
    op.create_table(
        "frame_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 2000", name=op.f("ck_frame_change_text")),
        sa.CheckConstraint("length(title) BETWEEN 1 AND 160", name=op.f("ck_frame_change_title")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_frame_change_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_frame_change_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_frame_change")),
        sa.UniqueConstraint("uid", name=op.f("uq_frame_change_uid")),
    )
    op.create_index(op.f("ix_frame_change_by_id"), "frame_change", ["by_id"], unique=False)
    op.create_index(op.f("ix_frame_change_programme_id"), "frame_change", ["programme_id"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ggd",
                "municipality",
                "welfare",
                "knowledge_institute",
                "addiction_care",
                "design_bureau",
                "health_fund",
                "sport",
                "other",
                name="organisationkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("definition", sa.String(length=20), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('ggd', 'municipality', 'welfare', 'knowledge_institute', "
            "'addiction_care', 'design_bureau', 'health_fund', 'sport', 'other')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.CheckConstraint("(confirmed_at IS NULL) = (definition IS NULL)", name=op.f("ck_organisation_confirmed")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", name=op.f("ck_organisation_name")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_organisation_confirmed_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_key", name=op.f("uq_organisation_name_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    op.create_index(op.f("ix_organisation_confirmed_by_id"), "organisation", ["confirmed_by_id"], unique=False)
    op.create_table(
        "programme_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends_on IS NULL OR begins_on IS NULL OR ends_on >= begins_on", name=op.f("ck_programme_phase_order")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_phase_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_phase")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_programme_phase_programme_id_key")),
    )
    op.create_table(
        "programme_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_theme_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_theme")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_programme_theme_programme_id_key")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_programme_theme_programme_id_number")),
    )
    op.create_table(
        "prompt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("standstill", name="promptkind", native_enum=False, length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("closes_at", Moment(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('standstill')", name=op.f("ck_prompt_kind")),
        sa.CheckConstraint("closes_at > asked_at", name=op.f("ck_prompt_closes")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_prompt_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt")),
        sa.UniqueConstraint("uid", name=op.f("uq_prompt_uid")),
    )
    op.create_index("ix_prompt_person_id_asked_at", "prompt", ["person_id", "asked_at"], unique=False)
    op.create_table(
        "sign_in_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("pictures_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.Column("wrong_tries", sa.Integer(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_sign_in_card_made_by_id_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_card_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_card")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_card_token_hash")),
        sa.UniqueConstraint("uid", name=op.f("uq_sign_in_card_uid")),
    )
    op.create_index(op.f("ix_sign_in_card_made_by_id"), "sign_in_card", ["made_by_id"], unique=False)
    op.create_index(op.f("ix_sign_in_card_person_id"), "sign_in_card", ["person_id"], unique=False)
    op.create_index(
        "uq_sign_in_card_open",
        "sign_in_card",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "tranche",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_tranche_capacity")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_tranche_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tranche")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_tranche_programme_id_number")),
    )
    op.create_table(
        "absence_grant",
        sa.Column("absence_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["absence_id"], ["absence.id"], name=op.f("fk_absence_grant_absence_id_absence")),
        sa.ForeignKeyConstraint(["grant_id"], ["access_grant.id"], name=op.f("fk_absence_grant_grant_id_access_grant")),
        sa.PrimaryKeyConstraint("absence_id", "grant_id", name=op.f("pk_absence_grant")),
    )
    op.create_table(
        "affiliation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_affiliation_ends_after_it_began")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_affiliation_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_affiliation_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affiliation")),
    )
    op.create_index(op.f("ix_affiliation_organisation_id"), "affiliation", ["organisation_id"], unique=False)
    op.create_index(
        "uq_affiliation_open",
        "affiliation",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "card_step",
        sa.Column("card_version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_version_id"], ["card_version.id"], name=op.f("fk_card_step_card_version_id_card_version")
        ),
        sa.PrimaryKeyConstraint("card_version_id", "key", name=op.f("pk_card_step")),
    )
    op.create_table(
        "frame_read",
        sa.Column("change_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["change_id"], ["frame_change.id"], name=op.f("fk_frame_read_change_id_frame_change")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_frame_read_person_id_person")),
        sa.PrimaryKeyConstraint("change_id", "person_id", name=op.f("pk_frame_read")),
    )
    op.create_index(op.f("ix_frame_read_person_id"), "frame_read", ["person_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("done_on IS NULL OR length(evidence) > 0", name=op.f("ck_milestone_done_with_evidence")),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_milestone_owner_id_organisation")),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["programme_phase.id"], name=op.f("fk_milestone_phase_id_programme_phase")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_milestone_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_milestone_programme_id_key")),
    )
    op.create_index(op.f("ix_milestone_owner_id"), "milestone", ["owner_id"], unique=False)
    op.create_index("ix_milestone_planned_on", "milestone", ["programme_id", "done_on", "planned_on"], unique=False)
    op.create_table(
        "neighbourhood",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("district", "village", name="neighbourhoodkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("tranche_id", sa.Integer(), nullable=False),
        sa.Column("ggd_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "recruited",
                "agreed",
                "started",
                "running",
                "finished",
                name="neighbourhoodstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("social_design", sa.Boolean(), nullable=False),
        sa.Column("card_version_id", sa.Integer(), nullable=False),
        sa.Column("director_id", sa.Integer(), nullable=True),
        sa.Column("adviser_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_sign_at", Moment(), nullable=True),
        sa.CheckConstraint("kind IN ('district', 'village')", name=op.f("ck_neighbourhood_kind")),
        sa.CheckConstraint(
            "state IN ('recruited', 'agreed', 'started', 'running', 'finished')", name=op.f("ck_neighbourhood_state")
        ),
        sa.CheckConstraint(
            "state NOT IN ('started', 'running', 'finished') OR adviser_id IS NOT NULL",
            name=op.f("ck_neighbourhood_started_has_an_adviser"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("ck_neighbourhood_name")),
        sa.ForeignKeyConstraint(["adviser_id"], ["person.id"], name=op.f("fk_neighbourhood_adviser_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id"], ["card_version.id"], name=op.f("fk_neighbourhood_card_version_id_card_version")
        ),
        sa.ForeignKeyConstraint(["director_id"], ["person.id"], name=op.f("fk_neighbourhood_director_id_person")),
        sa.ForeignKeyConstraint(["ggd_id"], ["organisation.id"], name=op.f("fk_neighbourhood_ggd_id_organisation")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["organisation.id"], name=op.f("fk_neighbourhood_municipality_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_neighbourhood_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["tranche_id"], ["tranche.id"], name=op.f("fk_neighbourhood_tranche_id_tranche")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood")),
        sa.UniqueConstraint("programme_id", "name_key", name=op.f("uq_neighbourhood_programme_id_name_key")),
        sa.UniqueConstraint("slug", name=op.f("uq_neighbourhood_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_neighbourhood_uid")),
    )
    op.create_index(op.f("ix_neighbourhood_adviser_id"), "neighbourhood", ["adviser_id"], unique=False)
    op.create_index(op.f("ix_neighbourhood_director_id"), "neighbourhood", ["director_id"], unique=False)
    op.create_index(op.f("ix_neighbourhood_ggd_id"), "neighbourhood", ["ggd_id"], unique=False)
    op.create_index(op.f("ix_neighbourhood_municipality_id"), "neighbourhood", ["municipality_id"], unique=False)
    op.create_index("ix_neighbourhood_tranche_id_name_key", "neighbourhood", ["tranche_id", "name_key"], unique=False)
    op.create_index(
        "ix_neighbourhood_counted", "neighbourhood", ["tranche_id", "state", "last_sign_at", "created_at"], unique=False
    )
    op.create_table(
        "organisation_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_organisation_contact_email_is_lower_case")),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("ck_organisation_contact_name")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_contact_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_contact")),
        sa.UniqueConstraint("uid", name=op.f("uq_organisation_contact_uid")),
    )
    op.create_index(
        op.f("ix_organisation_contact_organisation_id"), "organisation_contact", ["organisation_id"], unique=False
    )
    op.create_table(
        "risk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("aware_only", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("reminded_for", sa.Date(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_risk_owner_id_organisation")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_risk_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_risk_programme_id_key")),
    )
    op.create_index(op.f("ix_risk_owner_id"), "risk", ["owner_id"], unique=False)
    op.create_table(
        "adviser_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_adviser_term_ends_after_it_began")),
        sa.ForeignKeyConstraint(["grant_id"], ["access_grant.id"], name=op.f("fk_adviser_term_grant_id_access_grant")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_adviser_term_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_adviser_term_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adviser_term")),
    )
    op.create_index("ix_adviser_term_person_id", "adviser_term", ["person_id"], unique=False)
    op.create_index(
        "uq_adviser_term_open",
        "adviser_term",
        ["neighbourhood_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "capacity_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tranche_id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(reason) BETWEEN 1 AND 1000", name=op.f("ck_capacity_decision_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_capacity_decision_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_capacity_decision_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["tranche_id"], ["tranche.id"], name=op.f("fk_capacity_decision_tranche_id_tranche")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capacity_decision")),
    )
    op.create_index(op.f("ix_capacity_decision_by_id"), "capacity_decision", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_capacity_decision_neighbourhood_id"), "capacity_decision", ["neighbourhood_id"], unique=False
    )
    op.create_index(op.f("ix_capacity_decision_tranche_id"), "capacity_decision", ["tranche_id"], unique=False)
    op.create_table(
        "card_step_map",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_version_id", sa.Integer(), nullable=False),
        sa.Column("from_key", sa.String(length=64), nullable=False),
        sa.Column("to_version_id", sa.Integer(), nullable=False),
        sa.Column("to_key", sa.String(length=64), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("same", "split", "merged", "dropped", name="mapkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.CheckConstraint("(kind = 'dropped') = (to_key IS NULL)", name=op.f("ck_card_step_map_dropped_has_no_key")),
        sa.CheckConstraint("kind IN ('same', 'split', 'merged', 'dropped')", name=op.f("ck_card_step_map_kind")),
        sa.ForeignKeyConstraint(
            ["from_version_id", "from_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_card_step_map_from_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["from_version_id"], ["card_version.id"], name=op.f("fk_card_step_map_from_version_id_card_version")
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id", "to_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_card_step_map_to_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["to_version_id"], ["card_version.id"], name=op.f("fk_card_step_map_to_version_id_card_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_step_map")),
        sa.UniqueConstraint(
            "from_version_id",
            "from_key",
            "to_version_id",
            "to_key",
            name=op.f("uq_card_step_map_from_version_id_from_key_to_version_id_to_key"),
        ),
    )
    op.create_table(
        "help_offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.Column("languages", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.String(length=160), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 160", name=op.f("ck_help_offer_name")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_help_offer_checked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_help_offer_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_offer")),
        sa.UniqueConstraint("uid", name=op.f("uq_help_offer_uid")),
    )
    op.create_index(op.f("ix_help_offer_checked_by_id"), "help_offer", ["checked_by_id"], unique=False)
    op.create_index("ix_help_offer_neighbourhood_id_id", "help_offer", ["neighbourhood_id", "id"], unique=False)
    op.create_table(
        "helped_tick",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.CheckConstraint("month >= '2000-01-01'", name=op.f("ck_helped_tick_month")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_helped_tick_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_helped_tick")),
    )
    op.create_index("ix_helped_tick_neighbourhood_id_month", "helped_tick", ["neighbourhood_id", "month"], unique=False)
    op.create_table(
        "milestone_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("milestone_id", sa.Integer(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_milestone_move_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_milestone_move_by_id_person")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestone.id"], name=op.f("fk_milestone_move_milestone_id_milestone")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_move")),
    )
    op.create_index(op.f("ix_milestone_move_by_id"), "milestone_move", ["by_id"], unique=False)
    op.create_index(op.f("ix_milestone_move_milestone_id"), "milestone_move", ["milestone_id"], unique=False)
    op.create_table(
        "kept_upload",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("small", sa.String(length=32), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('recording', 'photo')", name=op.f("ck_kept_upload_kind")),
        sa.CheckConstraint("(kind = 'photo') = (small IS NOT NULL)", name=op.f("ck_kept_upload_photo_in_two_sizes")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_upload_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", "form_key", "kind", name=op.f("pk_kept_upload")),
    )
    op.create_index("ix_kept_upload_at", "kept_upload", ["at"], unique=False)
    op.create_table(
        "moment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recording", sa.String(length=32), nullable=True),
        sa.Column("recording_seconds", sa.Integer(), nullable=True),
        sa.Column("photo", sa.String(length=32), nullable=True),
        sa.Column("photo_small", sa.String(length=32), nullable=True),
        sa.Column("photo_alt", sa.String(length=200), nullable=False),
        sa.Column("photo_consent", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.CheckConstraint("length(text) <= 2000", name=op.f("ck_moment_text")),
        sa.CheckConstraint("length(text) > 0 OR recording IS NOT NULL", name=op.f("ck_moment_says_something")),
        sa.CheckConstraint("photo IS NULL OR photo_consent", name=op.f("ck_moment_photo_with_consent")),
        sa.CheckConstraint("(photo IS NULL) = (photo_small IS NULL)", name=op.f("ck_moment_photo_in_two_sizes")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_moment_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_moment_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moment")),
        sa.UniqueConstraint("form_key", name=op.f("uq_moment_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_moment_uid")),
    )
    op.create_index("ix_moment_by_id_id", "moment", ["by_id", "id"], unique=False)
    op.create_index("ix_moment_neighbourhood_id_id", "moment", ["neighbourhood_id", "id"], unique=False)
    op.create_table(
        "neighbourhood_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_agreed", sa.Boolean(), nullable=False),
        sa.Column("money_agreed", sa.Boolean(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(content) <= 4000", name=op.f("ck_neighbourhood_agreement_content")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_agreement_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_agreement_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_agreement")),
    )
    op.create_index(op.f("ix_neighbourhood_agreement_by_id"), "neighbourhood_agreement", ["by_id"], unique=False)
    op.create_index(op.f("ix_neighbourhood_agreement_ends_on"), "neighbourhood_agreement", ["ends_on"], unique=False)
    op.create_index(
        op.f("ix_neighbourhood_agreement_neighbourhood_id"),
        "neighbourhood_agreement",
        ["neighbourhood_id"],
        unique=False,
    )
    op.create_table(
        "neighbourhood_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("decided", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=300), nullable=False),
        sa.Column("residents_there", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("form_key", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(decided) BETWEEN 1 AND 1000", name=op.f("ck_neighbourhood_decision_decided")),
        sa.CheckConstraint("length(question) BETWEEN 1 AND 500", name=op.f("ck_neighbourhood_decision_question")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_decision_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_decision_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_decision")),
        sa.UniqueConstraint("form_key", name=op.f("uq_neighbourhood_decision_form_key")),
        sa.UniqueConstraint("uid", name=op.f("uq_neighbourhood_decision_uid")),
    )
    op.create_index(op.f("ix_neighbourhood_decision_by_id"), "neighbourhood_decision", ["by_id"], unique=False)
    op.create_index(
        "ix_neighbourhood_decision_neighbourhood_id_id",
        "neighbourhood_decision",
        ["neighbourhood_id", "id"],
        unique=False,
    )
    op.create_table(
        "neighbourhood_one_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("picked", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(intro) <= 1000", name=op.f("ck_neighbourhood_one_page_intro")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_one_page_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_one_page_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_one_page")),
        sa.UniqueConstraint("uid", name=op.f("uq_neighbourhood_one_page_uid")),
    )
    op.create_index(op.f("ix_neighbourhood_one_page_by_id"), "neighbourhood_one_page", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_neighbourhood_one_page_neighbourhood_id"), "neighbourhood_one_page", ["neighbourhood_id"], unique=False
    )
    op.create_table(
        "neighbourhood_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("file", sa.String(length=32), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("(file IS NULL) = (file_name IS NULL)", name=op.f("ck_neighbourhood_plan_file_has_a_name")),
        sa.CheckConstraint("(link IS NULL) <> (file IS NULL)", name=op.f("ck_neighbourhood_plan_file_or_link")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_plan_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_plan_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_plan")),
        sa.UniqueConstraint("uid", name=op.f("uq_neighbourhood_plan_uid")),
    )
    op.create_index(op.f("ix_neighbourhood_plan_by_id"), "neighbourhood_plan", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_neighbourhood_plan_neighbourhood_id"), "neighbourhood_plan", ["neighbourhood_id"], unique=False
    )
    op.create_table(
        "neighbourhood_shared_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("dream", "design_question", name="sharedkind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('dream', 'design_question')", name=op.f("ck_neighbourhood_shared_text_kind")),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 500", name=op.f("ck_neighbourhood_shared_text_text")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_shared_text_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_shared_text_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_shared_text")),
    )
    op.create_index(op.f("ix_neighbourhood_shared_text_by_id"), "neighbourhood_shared_text", ["by_id"], unique=False)
    op.create_index(
        "ix_neighbourhood_shared_text_latest",
        "neighbourhood_shared_text",
        ["neighbourhood_id", "kind", "id"],
        unique=False,
    )
    op.create_table(
        "neighbourhood_state_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "recruited",
                "agreed",
                "started",
                "running",
                "finished",
                name="neighbourhoodstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(reason) <= 500", name=op.f("ck_neighbourhood_state_change_reason")),
        sa.CheckConstraint(
            "state IN ('recruited', 'agreed', 'started', 'running', 'finished')",
            name=op.f("ck_neighbourhood_state_change_state"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_neighbourhood_state_change_by_id_person")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"],
            ["neighbourhood.id"],
            name=op.f("fk_neighbourhood_state_change_neighbourhood_id_neighbourhood"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_neighbourhood_state_change")),
    )
    op.create_index(op.f("ix_neighbourhood_state_change_by_id"), "neighbourhood_state_change", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_neighbourhood_state_change_neighbourhood_id"),
        "neighbourhood_state_change",
        ["neighbourhood_id"],
        unique=False,
    )
    op.create_table(
        "risk_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 500", name=op.f("ck_risk_measure_text")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_measure_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_measure")),
        sa.UniqueConstraint("uid", name=op.f("uq_risk_measure_uid")),
    )
    op.create_index(op.f("ix_risk_measure_risk_id"), "risk_measure", ["risk_id"], unique=False)
    op.create_table(
        "risk_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint("length(note) BETWEEN 1 AND 1000", name=op.f("ck_risk_review_note")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_risk_review_by_id_person")),
        sa.ForeignKeyConstraint(["risk_id"], ["risk.id"], name=op.f("fk_risk_review_risk_id_risk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_review")),
    )
    op.create_index(op.f("ix_risk_review_by_id"), "risk_review", ["by_id"], unique=False)
    op.create_index(op.f("ix_risk_review_risk_id"), "risk_review", ["risk_id"], unique=False)
    op.create_table(
        "small_step_done",
        sa.Column("neighbourhood_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("card_version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_small_step_done_by_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id", "step_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_small_step_done_card_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_small_step_done_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint(
            "neighbourhood_id", "card_version_id", "step_key", "key", name=op.f("pk_small_step_done")
        ),
    )
    op.create_index(op.f("ix_small_step_done_by_id"), "small_step_done", ["by_id"], unique=False)
    op.create_table(
        "step_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("card_version_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("text", "photo", "file", "figure", name="evidencekind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("file", sa.String(length=32), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("thumbnail", sa.String(length=32), nullable=True),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.CheckConstraint("(file IS NOT NULL) = (kind IN ('photo', 'file'))", name=op.f("ck_step_evidence_file")),
        sa.CheckConstraint("(thumbnail IS NOT NULL) = (kind = 'photo')", name=op.f("ck_step_evidence_thumbnail")),
        sa.CheckConstraint("kind <> 'photo' OR consent", name=op.f("ck_step_evidence_photo_with_consent")),
        sa.CheckConstraint("kind IN ('text', 'photo', 'file', 'figure')", name=op.f("ck_step_evidence_kind")),
        sa.CheckConstraint("length(text) <= 1000", name=op.f("ck_step_evidence_text")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_evidence_by_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id", "step_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_step_evidence_card_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_step_evidence_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_evidence")),
        sa.UniqueConstraint("uid", name=op.f("uq_step_evidence_uid")),
    )
    op.create_index(op.f("ix_step_evidence_by_id"), "step_evidence", ["by_id"], unique=False)
    op.create_index(
        "ix_step_evidence_step",
        "step_evidence",
        ["neighbourhood_id", "card_version_id", "step_key", "id"],
        unique=False,
    )
    op.create_table(
        "step_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("card_version_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column("fit", sa.Enum("yes", "partly", "no", name="fit", native_enum=False, length=32), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", Moment(), nullable=True),
        sa.CheckConstraint("fit IN ('yes', 'partly', 'no')", name=op.f("ck_step_feedback_fit")),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_step_feedback_answered")),
        sa.CheckConstraint("length(remark) <= 1000", name=op.f("ck_step_feedback_remark")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_step_feedback_answered_by_id_person")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_feedback_by_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id", "step_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_step_feedback_card_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_step_feedback_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_feedback")),
        sa.UniqueConstraint("uid", name=op.f("uq_step_feedback_uid")),
    )
    op.create_index(op.f("ix_step_feedback_answered_by_id"), "step_feedback", ["answered_by_id"], unique=False)
    op.create_index(op.f("ix_step_feedback_by_id"), "step_feedback", ["by_id"], unique=False)
    op.create_index(op.f("ix_step_feedback_neighbourhood_id"), "step_feedback", ["neighbourhood_id"], unique=False)
    op.create_index("ix_step_feedback_open", "step_feedback", ["answered_at", "id"], unique=False)
    op.create_table(
        "step_progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("card_version_id", sa.Integer(), nullable=False),
        sa.Column("step_key", sa.String(length=64), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_started",
                "in_progress",
                "done_for_now",
                "reopened",
                name="stepstatus",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "view", sa.Enum("self", "adviser", "together", name="view", native_enum=False, length=32), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.CheckConstraint(
            "status <> 'reopened' OR view = 'adviser' OR carried OR length(reason) > 0",
            name=op.f("ck_step_progress_reopened_why"),
        ),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_progress', 'done_for_now', 'reopened')", name=op.f("ck_step_progress_status")
        ),
        sa.CheckConstraint("view IN ('self', 'adviser', 'together')", name=op.f("ck_step_progress_view")),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_step_progress_reason")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_progress_by_id_person")),
        sa.ForeignKeyConstraint(
            ["card_version_id", "step_key"],
            ["card_step.card_version_id", "card_step.key"],
            name=op.f("fk_step_progress_card_version_id_card_step"),
        ),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_step_progress_neighbourhood_id_neighbourhood")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_progress")),
    )
    op.create_index(op.f("ix_step_progress_by_id"), "step_progress", ["by_id"], unique=False)
    op.create_index(
        "ix_step_progress_latest",
        "step_progress",
        ["neighbourhood_id", "card_version_id", "step_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_step_progress_reopened",
        "step_progress",
        ["neighbourhood_id"],
        unique=False,
        sqlite_where=sa.text("status = 'reopened'"),
        postgresql_where=sa.text("status = 'reopened'"),
    )
    op.create_table(
        "team_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=16), nullable=False),
        sa.Column("neighbourhood_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "administrator",
                "coordinator",
                "editor",
                "researcher",
                "network_office",
                "adviser",
                "neighbourhood_director",
                "deputy_director",
                "social_worker",
                "key_person",
                "expert_by_experience",
                "resident",
                "circle_facilitator",
                "ggd_manager",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "role IN ('neighbourhood_director', 'deputy_director', 'social_worker', 'key_person', "
            "'expert_by_experience', 'resident')",
            name=op.f("ck_team_member_role"),
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_team_member_ends_after_it_began")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_team_member_by_id_person")),
        sa.ForeignKeyConstraint(["grant_id"], ["access_grant.id"], name=op.f("fk_team_member_grant_id_access_grant")),
        sa.ForeignKeyConstraint(
            ["neighbourhood_id"], ["neighbourhood.id"], name=op.f("fk_team_member_neighbourhood_id_neighbourhood")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_team_member_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("uid", name=op.f("uq_team_member_uid")),
    )
    op.create_index("ix_team_member_person_id", "team_member", ["person_id"], unique=False)
    op.create_index(
        "uq_team_member_director",
        "team_member",
        ["neighbourhood_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL AND role = 'neighbourhood_director'"),
        postgresql_where=sa.text("until IS NULL AND role = 'neighbourhood_director'"),
    )
    op.create_index(
        "uq_team_member_open",
        "team_member",
        ["neighbourhood_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "moment_chip",
        sa.Column("moment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("label", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["moment_id"], ["moment.id"], name=op.f("fk_moment_chip_moment_id_moment")),
        sa.PrimaryKeyConstraint("moment_id", "kind", "key", name=op.f("pk_moment_chip")),
    )
    op.create_index("ix_moment_chip_kind_key", "moment_chip", ["kind", "key", "moment_id"], unique=False)
    for column in PERSON:
        op.add_column("person", sa.Column(column, sa.String(length=80), nullable=False, server_default=""))
    op.add_column("notice", sa.Column("language", sa.String(length=2), nullable=False, server_default="nl"))
    op.execute("UPDATE notice SET language = (SELECT language FROM person WHERE person.id = notice.person_id)")


def downgrade() -> None:
    """Take them away."""
    op.drop_column("notice", "language")
    for column in PERSON:
        op.drop_column("person", column)
    for table in TABLES:
        op.drop_table(table)
    for table, column, values in (
        ("access_grant", "scope_kind", SCOPES),
        ("search_entry", "kind", FOUND),
        ("notice", "cause", CAUSES),
    ):
        there = sa.table(table, sa.column(column))
        op.execute(sa.delete(there).where(there.c[column].in_(values)))
