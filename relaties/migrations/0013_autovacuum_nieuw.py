"""New rows too: an import of 100,000 into a million is only 10 %, and until VACUUM has seen them every count reads them."""

from django.db import migrations

TABELLEN = ["relaties_organisatie", "relaties_persoon", "relaties_persooninorganisatie"]


class Migration(migrations.Migration):
    dependencies = [("relaties", "0012_autovacuum")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {tabel} SET (autovacuum_vacuum_insert_scale_factor = 0.01)",
            f"ALTER TABLE {tabel} RESET (autovacuum_vacuum_insert_scale_factor)",
        )
        for tabel in TABELLEN
    ]
