"""links with passwords and departments; comments of departments"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # a link to a department that is gone has led nowhere since
    op.execute(
        "DELETE FROM access WHERE department IS NOT NULL AND workshop_id IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM departments d WHERE d.workshop_id = access.workshop_id AND d.name = access.department)"
    )
    text = sqlmodel.sql.sqltypes.AutoString()
    moment = sqlmodel.sql.sqltypes.UTCDateTime()
    with op.batch_alter_table('access', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edits', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('context', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('note', text, nullable=False, server_default=''))
        batch_op.add_column(sa.Column('password_hash', text, nullable=True))
        batch_op.add_column(sa.Column('tries', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('tried_at', moment, nullable=True))
        batch_op.add_column(sa.Column('visit_before', moment, nullable=True))
        batch_op.create_foreign_key(
            'access_department_fkey', 'departments', ['workshop_id', 'department'], ['workshop_id', 'name'],
            onupdate='CASCADE', ondelete='CASCADE')
    op.create_table('comments',
    sa.Column('workshop_id', text, nullable=False),
    sa.Column('key', text, nullable=False),
    sa.Column('department', text, nullable=False),
    sa.Column('text', text, nullable=False),
    sa.Column('written_at', moment, nullable=False),
    sa.Column('done_at', moment, nullable=True),
    sa.ForeignKeyConstraint(['workshop_id', 'department'], ['departments.workshop_id', 'departments.name'], onupdate='CASCADE', ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshops.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', 'key')
    )


def downgrade() -> None:
    op.drop_table('comments')
    with op.batch_alter_table('access', schema=None) as batch_op:
        batch_op.drop_constraint('access_department_fkey', type_='foreignkey')
        for name in ('edits', 'context', 'note', 'password_hash', 'tries', 'tried_at', 'visit_before'):
            batch_op.drop_column(name)
