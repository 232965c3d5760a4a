"""links are found by their workshop"""

from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('access_by_workshop', 'access', ['workshop_id'])


def downgrade() -> None:
    op.drop_index('access_by_workshop', 'access')
