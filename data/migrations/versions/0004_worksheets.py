"""worksheets, kano answers and the departments of a closed wave"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('kano_responses',
    sa.Column('feature', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('respondent', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('functional', sa.Integer(), nullable=False),
    sa.Column('dysfunctional', sa.Integer(), nullable=False),
    sa.Column('workshop_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshops.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', 'feature', 'respondent')
    )
    op.create_table('worksheet_cells',
    sa.Column('worksheet', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('entry', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('field', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('workshop_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshops.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', 'worksheet', 'entry', 'field')
    )
    op.create_table('wave_participants',
    sa.Column('workshop_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('wave', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('participant', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('department', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['workshop_id', 'participant'], ['participants.workshop_id', 'participants.key'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id', 'wave'], ['waves.workshop_id', 'waves.key']),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshops.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', 'wave', 'participant')
    )
    op.execute(
        "INSERT INTO wave_participants (workshop_id, wave, participant, department) "
        "SELECT DISTINCT r.workshop_id, r.wave, r.participant, p.department FROM ratings r "
        "JOIN participants p ON p.workshop_id = r.workshop_id AND p.key = r.participant "
        "JOIN waves w ON w.workshop_id = r.workshop_id AND w.key = r.wave WHERE w.closed_at IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table('wave_participants')
    op.drop_table('worksheet_cells')
    op.drop_table('kano_responses')
