"""The planner takes the disk for one that turns, and would sort a table rather than walk an index in the order asked.

For this database, from the next connection on. An account that does not own the database leaves it as it is
(docs/decisions/0013-snelheid.md).
"""

from django.db import migrations

ZET = """DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I {}', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'random_page_cost is not set: this account does not own the database';
END $$"""


class Migration(migrations.Migration):
    dependencies = [("smp", "0004_taak_terug")]
    operations = [
        migrations.RunSQL(ZET.format("SET random_page_cost = 1.1"), ZET.format("RESET random_page_cost")),
    ]
