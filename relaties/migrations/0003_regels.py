"""Rules that span two tables: the subsegment belongs to the segment, and order keys follow a renamed row."""

from django.db import migrations

HEEN = """
ALTER TABLE relaties_organisatie ADD CONSTRAINT organisatie_subsegment_van_segment
    FOREIGN KEY (subsegment_id, segment_id) REFERENCES segmenten_segment (id, hoofdsegment_id)
    DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION relaties_segment_hernoemd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('smp.sleutels', 'aan', true);
    UPDATE relaties_organisatie SET segment_id = segment_id WHERE NEW.id IN (segment_id, subsegment_id);
    PERFORM set_config('smp.sleutels', '', true);
    RETURN NULL;
END $$;
CREATE TRIGGER segment_hernoemd AFTER UPDATE OF naam ON segmenten_segment FOR EACH ROW
    WHEN (OLD.naam IS DISTINCT FROM NEW.naam) EXECUTE FUNCTION relaties_segment_hernoemd();

CREATE FUNCTION relaties_gebruiker_hernoemd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('smp.sleutels', 'aan', true);
    UPDATE relaties_organisatie SET accountmanager_id = accountmanager_id WHERE accountmanager_id = NEW.id;
    PERFORM set_config('smp.sleutels', '', true);
    RETURN NULL;
END $$;
CREATE TRIGGER gebruiker_hernoemd AFTER UPDATE OF naam ON gebruikers_gebruiker FOR EACH ROW
    WHEN (OLD.naam IS DISTINCT FROM NEW.naam) EXECUTE FUNCTION relaties_gebruiker_hernoemd();
"""
TERUG = """
DROP TRIGGER gebruiker_hernoemd ON gebruikers_gebruiker;
DROP FUNCTION relaties_gebruiker_hernoemd();
DROP TRIGGER segment_hernoemd ON segmenten_segment;
DROP FUNCTION relaties_segment_hernoemd();
ALTER TABLE relaties_organisatie DROP CONSTRAINT organisatie_subsegment_van_segment;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("relaties", "0002_initial"),
        ("segmenten", "0002_twee_lagen"),
        ("gebruikers", "0001_initial"),
    ]
    operations = [migrations.RunSQL(HEEN, TERUG)]
