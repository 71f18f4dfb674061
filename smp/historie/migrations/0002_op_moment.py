from django.db import migrations


class Migration(migrations.Migration):
    """The list of Wijzigingssets in the admin, newest first, without sorting the table."""

    dependencies = [("historie", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX historie_op_moment ON pghistory_context (created_at, id)",
            "DROP INDEX historie_op_moment",
        )
    ]
