"""Never a third level (R74, B10), as a foreign key: the parent of a segment is itself of type 'hoofd'."""

from django.db import migrations

HEEN = """
ALTER TABLE segmenten_segment
    ADD COLUMN oudertype varchar(5) GENERATED ALWAYS AS ('hoofd') STORED,
    ADD CONSTRAINT segment_id_type UNIQUE (id, type),
    ADD CONSTRAINT segment_id_ouder UNIQUE (id, hoofdsegment_id),
    ADD CONSTRAINT segment_ouder_is_hoofd FOREIGN KEY (hoofdsegment_id, oudertype)
        REFERENCES segmenten_segment (id, type) DEFERRABLE INITIALLY DEFERRED;
"""
TERUG = """
ALTER TABLE segmenten_segment
    DROP CONSTRAINT segment_ouder_is_hoofd, DROP CONSTRAINT segment_id_ouder, DROP CONSTRAINT segment_id_type,
    DROP COLUMN oudertype;
"""


class Migration(migrations.Migration):
    dependencies = [("segmenten", "0001_initial")]
    operations = [migrations.RunSQL(HEEN, TERUG)]
