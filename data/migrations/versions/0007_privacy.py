"""until when a workshop is kept; when and by whom a change was taken back"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('workshops', sa.Column('keep_until', sa.Date(), nullable=True))
    op.add_column('changes', sa.Column('undone_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column('changes', sa.Column('undone_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    op.drop_column('changes', 'undone_by')
    op.drop_column('changes', 'undone_at')
    op.drop_column('workshops', 'keep_until')
