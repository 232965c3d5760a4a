"""facilitators who sign in, and whose a workshop is"""

from alembic import op
import sqlalchemy as sa
import sqlmodel


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    moment = sqlmodel.sql.sqltypes.UTCDateTime()
    op.create_table('accounts',
    sa.Column('id', text, nullable=False),
    sa.Column('email', text, nullable=False),
    sa.Column('name', text, nullable=False),
    sa.Column('password_hash', text, nullable=True),
    sa.Column('creates', sa.Boolean(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('tried_at', moment, nullable=True),
    sa.Column('said_at', moment, nullable=True),
    sa.Column('removed_at', moment, nullable=True),
    sa.Column('created_at', moment, nullable=False),
    sa.Column('last_used_at', moment, nullable=True),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('email')
    )
    # workshops that are there already get no owner: they stay the house's
    op.create_table('owners',
    sa.Column('workshop_id', text, nullable=False),
    sa.Column('account_id', text, nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['accounts.id'], ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['workshop_id'], ['workshops.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('workshop_id', 'account_id')
    )
    op.create_index('ix_owners_account_id', 'owners', ['account_id'])
    with op.batch_alter_table('access', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account_id', text, nullable=True))
        batch_op.add_column(sa.Column('once', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key('access_account_fkey', 'accounts', ['account_id'], ['id'], ondelete='CASCADE')
        batch_op.create_index('ix_access_account_id', ['account_id'])


def downgrade() -> None:
    # the visits of those who have signed in: without the column they would be links to the whole house
    op.execute("DELETE FROM access WHERE account_id IS NOT NULL")
    with op.batch_alter_table('access', schema=None) as batch_op:
        batch_op.drop_index('ix_access_account_id')
        batch_op.drop_constraint('access_account_fkey', type_='foreignkey')
        batch_op.drop_column('account_id')
        batch_op.drop_column('once')
    op.drop_table('owners')
    op.drop_table('accounts')
