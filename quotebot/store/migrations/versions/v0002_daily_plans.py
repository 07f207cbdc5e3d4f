"""The tables of the daily quotes: plans, deliveries, and the quote of a server's date."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    row_id = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "daily_plan",
        sa.Column("id", row_id, primary_key=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("time", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("topics", sa.Text, nullable=False),
        sa.Column("set_up_by_id", sa.Text, nullable=False),
        sa.Column("set_up_by_name", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("next_at", sa.BigInteger),
        sa.Column("skip", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("told", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("platform", "server", "channel", "time", name="daily_plan_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("daily_plan_due", "daily_plan", ["state", "next_at"])
    op.create_table(
        "delivery",
        sa.Column("id", row_id, primary_key=True),
        sa.Column(
            "plan_id", row_id, sa.ForeignKey("daily_plan.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("server", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("quote_id", sa.Text),
        sa.Column("topic", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_try", sa.BigInteger),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("message_id", sa.Text),
        sa.Column("reason", sa.Text),
        sa.UniqueConstraint("plan_id", "day", name="delivery_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("delivery_by_channel", "delivery", ["platform", "server", "channel", "day"])
    is_open = sa.text("state IN ('planned', 'sending')")
    op.create_index(
        "delivery_open", "delivery", ["id"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "quote_of_the_day",
        sa.Column("platform", sa.Text, primary_key=True),
        sa.Column("server", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("quote_id", sa.Text, nullable=False),
    )
