"""The first tables.

Written out, not taken from `records.models`: a migration says what was so, whatever the models become.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handle", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("handle", name=op.f("uq_person_handle")),
    )
    op.create_table(
        "assessment",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_assessment_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "done_at", name=op.f("pk_assessment")),
    )
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_audit_event_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_table(
        "confidence",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_confidence_score")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_confidence_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "about", "answered_at", name=op.f("pk_confidence")),
    )
    op.create_table(
        "consent",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", "given_at", name=op.f("pk_consent")),
    )
    op.create_table(
        "outcome_answer",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("value", sa.Float(53), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outcome_answer_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "person_id", "questionnaire", "answered_at", "item", name=op.f("pk_outcome_answer")
        ),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_session_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    op.create_index(
        op.f("ix_session_person_id_started_at"), "session", ["person_id", "started_at"], unique=False
    )
    op.create_table(
        "exercise_set",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("exercise", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("reported", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_exercise_set_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name=op.f("pk_exercise_set")),
    )
    op.create_table(
        "pain",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_pain_score")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_pain_session"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "moment", "number", name=op.f("pk_pain")),
    )
    op.create_table(
        "calibration",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("neutral_deg", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("roll_deg", sa.Float(53), nullable=True),
        sa.Column("roll_source", sa.String(), nullable=False),
        sa.Column("lasted_s", sa.Float(53), nullable=True),
        sa.Column("frames", sa.Integer(), nullable=False),
        sa.Column("range_low_deg", sa.Float(53), nullable=True),
        sa.Column("range_high_deg", sa.Float(53), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_calibration_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "number", name=op.f("pk_calibration")),
    )
    op.create_table(
        "repetition",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("start_s", sa.Float(53), nullable=False),
        sa.Column("end_s", sa.Float(53), nullable=False),
        sa.Column("peak_s", sa.Float(53), nullable=True),
        sa.Column("angle", sa.String(), nullable=False),
        sa.Column("peak_deg", sa.Float(53), nullable=True),
        sa.Column("target_from_deg", sa.Float(53), nullable=True),
        sa.Column("target_to_deg", sa.Float(53), nullable=True),
        sa.Column("end_minus", sa.Float(53), nullable=True),
        sa.Column("end_plus", sa.Float(53), nullable=True),
        sa.Column("smoothness_out", sa.Float(53), nullable=True),
        sa.Column("smoothness_back", sa.Float(53), nullable=True),
        sa.Column("hold_s", sa.Float(53), nullable=True),
        sa.Column("view", sa.String(), nullable=False),
        sa.Column("quality", sa.Float(53), nullable=False),
        sa.Column("measured", sa.Boolean(), nullable=False),
        sa.Column("on_target", sa.Boolean(), nullable=False),
        sa.Column("fault_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("peaks", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("faults", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number"],
            ["exercise_set.session_id", "exercise_set.number"],
            name=op.f("fk_repetition_exercise_set"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "number", name=op.f("pk_repetition")),
    )
    op.create_table(
        "repetition_curves",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("set_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id", "set_number", "number"],
            ["repetition.session_id", "repetition.set_number", "repetition.number"],
            name=op.f("fk_repetition_curves_repetition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("session_id", "set_number", "number", name=op.f("pk_repetition_curves")),
    )
