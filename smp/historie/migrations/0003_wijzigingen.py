"""The pages of /wijzigingen/: their indexes, their right, and sets that nobody can rewrite."""

from django.db import migrations

INDEXEN = """
CREATE INDEX historie_van_gebruiker ON pghistory_context ((metadata ->> 'user'), created_at, id);
CREATE INDEX historie_van_handeling ON pghistory_context ((metadata ->> 'handeling'), created_at, id);
CREATE INDEX historie_ongedaan ON pghistory_context ((metadata ->> 'ongedaan_van'))
    WHERE metadata ->> 'ongedaan_van' IS NOT NULL;
"""
INDEXEN_TERUG = """
DROP INDEX historie_ongedaan;
DROP INDEX historie_van_handeling;
DROP INDEX historie_van_gebruiker;
"""

# While an act goes on its set learns what it is called; after that nobody changes it. The doors are those of the
# history tables (smp/historie/models.py).
VAST = """
CREATE FUNCTION historie_set_vast() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append_only: a Wijzigingsset cannot be changed';
END $$;
CREATE TRIGGER historie_set_gewijzigd BEFORE UPDATE ON pghistory_context FOR EACH ROW
    WHEN (OLD.id::text IS DISTINCT FROM current_setting('pghistory.context_id', true)
        AND current_setting('smp.redigeer', true) IS DISTINCT FROM 'aan')
    EXECUTE FUNCTION historie_set_vast();
CREATE TRIGGER historie_set_verwijderd BEFORE DELETE ON pghistory_context FOR EACH ROW
    WHEN (current_setting('smp.redigeer', true) IS DISTINCT FROM 'aan')
    EXECUTE FUNCTION historie_set_vast();
CREATE TRIGGER historie_set_leeg BEFORE TRUNCATE ON pghistory_context FOR EACH STATEMENT
    WHEN (current_setting('smp.leegmaken', true) IS DISTINCT FROM 'aan')
    EXECUTE FUNCTION historie_set_vast();
"""
VAST_TERUG = """
DROP TRIGGER historie_set_leeg ON pghistory_context;
DROP TRIGGER historie_set_verwijderd ON pghistory_context;
DROP TRIGGER historie_set_gewijzigd ON pghistory_context;
DROP FUNCTION historie_set_vast();
"""


class Migration(migrations.Migration):
    dependencies = [("historie", "0002_op_moment")]

    operations = [
        migrations.AlterModelOptions(
            name="wijzigingsset",
            options={
                "ordering": ["-created_at", "-id"],
                "permissions": [("ongedaan_wijzigingsset", "Mag ongedaan maken wat een ander heeft gewijzigd")],
                "verbose_name": "wijzigingsset",
                "verbose_name_plural": "wijzigingssets",
            },
        ),
        migrations.RunSQL(INDEXEN, INDEXEN_TERUG),
        migrations.RunSQL(VAST, VAST_TERUG),
    ]
