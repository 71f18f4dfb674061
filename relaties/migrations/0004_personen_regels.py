"""Rules that span rows and tables: categories, order keys, one hoofdcontactpersoon, and the keys of doubles."""

from django.db import migrations

from relaties.dubbelen import SQL_KERNFUNCTIES

CATEGORIE = """
ALTER TABLE relaties_persooninorganisatie ADD CONSTRAINT pio_subcategorie_van_categorie
    FOREIGN KEY (subcategorie_id, categorie_id) REFERENCES segmenten_segment (id, hoofdsegment_id)
    DEFERRABLE INITIALLY DEFERRED;
"""
CATEGORIE_TERUG = "ALTER TABLE relaties_persooninorganisatie DROP CONSTRAINT pio_subcategorie_van_categorie;"

# Writing a key column of a row makes its trigger `sleutels` fetch the names anew.
SLEUTELS = """
CREATE FUNCTION relaties_pio_sleutels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('smp.sleutels', 'aan', true);
    IF TG_TABLE_NAME = 'relaties_persoon' THEN
        UPDATE relaties_persooninorganisatie SET persoon_id = persoon_id WHERE persoon_id = NEW.id;
    ELSIF TG_TABLE_NAME = 'relaties_organisatie' THEN
        UPDATE relaties_persooninorganisatie SET organisatie_id = organisatie_id WHERE organisatie_id = NEW.id;
    ELSE
        UPDATE relaties_persooninorganisatie SET categorie_id = categorie_id
            WHERE NEW.id IN (categorie_id, subcategorie_id);
    END IF;
    PERFORM set_config('smp.sleutels', '', true);
    RETURN NULL;
END $$;
CREATE TRIGGER pio_persoon_hernoemd AFTER UPDATE ON relaties_persoon FOR EACH ROW
    WHEN ((OLD.sorteersleutel, OLD.zoeksleutel) IS DISTINCT FROM (NEW.sorteersleutel, NEW.zoeksleutel))
    EXECUTE FUNCTION relaties_pio_sleutels();
CREATE TRIGGER pio_organisatie_hernoemd AFTER UPDATE ON relaties_organisatie FOR EACH ROW
    WHEN ((OLD.sorteersleutel, OLD.zoeksleutel) IS DISTINCT FROM (NEW.sorteersleutel, NEW.zoeksleutel))
    EXECUTE FUNCTION relaties_pio_sleutels();
CREATE TRIGGER pio_segment_hernoemd AFTER UPDATE OF naam ON segmenten_segment FOR EACH ROW
    WHEN (OLD.naam IS DISTINCT FROM NEW.naam) EXECUTE FUNCTION relaties_pio_sleutels();
"""
SLEUTELS_TERUG = """
DROP TRIGGER pio_segment_hernoemd ON segmenten_segment;
DROP TRIGGER pio_organisatie_hernoemd ON relaties_organisatie;
DROP TRIGGER pio_persoon_hernoemd ON relaties_persoon;
DROP FUNCTION relaties_pio_sleutels();
"""

# B13: whoever gets the flag takes it from the other, in the same transaction, whoever writes. The constraint looks at
# the end, when the flag has moved. `pio_vlagslot` makes writers wait for each other before they write: for the lock
# of the flag, and for the row that has it now. The first is no row lock, because a renamed organisation locks its
# rows here, so these rows must not lock the organisation.
EEN_VLAG = """
ALTER TABLE relaties_persooninorganisatie
    ADD CONSTRAINT pio_een_hoofdcontact EXCLUDE USING btree (organisatie_id WITH =)
        WHERE (hoofdcontactpersoon) DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT pio_een_voorkeur EXCLUDE USING btree (persoon_id WITH =)
        WHERE (voorkeursrelatie) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION relaties_pio_vlagslot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In 1024 drawers: a mass change holds its locks to the end, and the lock table has room for thousands only.
    IF NEW.hoofdcontactpersoon THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('hoofdcontactpersoon', NEW.organisatie_id % 1024));
        PERFORM 1 FROM relaties_persooninorganisatie
            WHERE organisatie_id = NEW.organisatie_id AND hoofdcontactpersoon FOR NO KEY UPDATE;
    END IF;
    IF NEW.voorkeursrelatie THEN
        PERFORM pg_advisory_xact_lock(hashtextextended('voorkeursrelatie', NEW.persoon_id % 1024));
        PERFORM 1 FROM relaties_persooninorganisatie
            WHERE persoon_id = NEW.persoon_id AND voorkeursrelatie FOR NO KEY UPDATE;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER pio_vlagslot_nieuw BEFORE INSERT ON relaties_persooninorganisatie FOR EACH ROW
    WHEN (NEW.hoofdcontactpersoon OR NEW.voorkeursrelatie) EXECUTE FUNCTION relaties_pio_vlagslot();
CREATE TRIGGER pio_vlagslot BEFORE UPDATE ON relaties_persooninorganisatie FOR EACH ROW
    WHEN ((NEW.hoofdcontactpersoon OR NEW.voorkeursrelatie)
        AND (OLD.hoofdcontactpersoon, OLD.voorkeursrelatie, OLD.organisatie_id, OLD.persoon_id)
        IS DISTINCT FROM (NEW.hoofdcontactpersoon, NEW.voorkeursrelatie, NEW.organisatie_id, NEW.persoon_id))
    EXECUTE FUNCTION relaties_pio_vlagslot();

CREATE FUNCTION relaties_pio_een_vlag() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.hoofdcontactpersoon THEN
        UPDATE relaties_persooninorganisatie AS ander SET hoofdcontactpersoon = false
            FROM relaties_persooninorganisatie AS zelf
            WHERE zelf.id = NEW.id AND zelf.hoofdcontactpersoon AND ander.hoofdcontactpersoon
                AND ander.organisatie_id = NEW.organisatie_id AND ander.id <> NEW.id;
    END IF;
    IF NEW.voorkeursrelatie THEN
        UPDATE relaties_persooninorganisatie AS ander SET voorkeursrelatie = false
            FROM relaties_persooninorganisatie AS zelf
            WHERE zelf.id = NEW.id AND zelf.voorkeursrelatie AND ander.voorkeursrelatie
                AND ander.persoon_id = NEW.persoon_id AND ander.id <> NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER pio_een_vlag_nieuw AFTER INSERT ON relaties_persooninorganisatie FOR EACH ROW
    WHEN (NEW.hoofdcontactpersoon OR NEW.voorkeursrelatie) EXECUTE FUNCTION relaties_pio_een_vlag();
CREATE TRIGGER pio_een_vlag AFTER UPDATE ON relaties_persooninorganisatie FOR EACH ROW
    WHEN ((NEW.hoofdcontactpersoon OR NEW.voorkeursrelatie)
        AND (OLD.hoofdcontactpersoon, OLD.voorkeursrelatie, OLD.organisatie_id, OLD.persoon_id)
        IS DISTINCT FROM (NEW.hoofdcontactpersoon, NEW.voorkeursrelatie, NEW.organisatie_id, NEW.persoon_id))
    EXECUTE FUNCTION relaties_pio_een_vlag();
"""
EEN_VLAG_TERUG = """
DROP TRIGGER pio_een_vlag ON relaties_persooninorganisatie;
DROP TRIGGER pio_een_vlag_nieuw ON relaties_persooninorganisatie;
DROP FUNCTION relaties_pio_een_vlag();
DROP TRIGGER pio_vlagslot ON relaties_persooninorganisatie;
DROP TRIGGER pio_vlagslot_nieuw ON relaties_persooninorganisatie;
DROP FUNCTION relaties_pio_vlagslot();
ALTER TABLE relaties_persooninorganisatie
    DROP CONSTRAINT pio_een_hoofdcontact, DROP CONSTRAINT pio_een_voorkeur;
"""

# B17: a person who is not active has no active rows.
NIET_ACTIEF = """
CREATE FUNCTION relaties_persoon_niet_actief() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE relaties_persooninorganisatie SET actief = false WHERE persoon_id = NEW.id AND actief;
    RETURN NULL;
END $$;
CREATE TRIGGER persoon_niet_actief AFTER UPDATE ON relaties_persoon FOR EACH ROW
    WHEN (OLD.actief AND NOT NEW.actief) EXECUTE FUNCTION relaties_persoon_niet_actief();
"""
NIET_ACTIEF_TERUG = """
DROP TRIGGER persoon_niet_actief ON relaties_persoon;
DROP FUNCTION relaties_persoon_niet_actief();
"""

# Columns that Django does not know, for `relaties.dubbelen` alone.
KERNNAMEN = f"""
{SQL_KERNFUNCTIES}
ALTER TABLE relaties_organisatie ADD COLUMN kernnaam text COLLATE "C"
    GENERATED ALWAYS AS (relaties_kernnaam(naam)) STORED;
ALTER TABLE relaties_persoon ADD COLUMN kernnaam text COLLATE "C"
    GENERATED ALWAYS AS (relaties_persoonskern(achternaam, achternaam_partner, voornaam, voorletters)) STORED;
CREATE INDEX organisatie_kernnaam ON relaties_organisatie USING gin (kernnaam gin_trgm_ops);
CREATE INDEX persoon_kernnaam ON relaties_persoon USING gin (kernnaam gin_trgm_ops);
"""
KERNNAMEN_TERUG = """
ALTER TABLE relaties_persoon DROP COLUMN kernnaam;
ALTER TABLE relaties_organisatie DROP COLUMN kernnaam;
DROP FUNCTION relaties_persoonskern(text, text, text, text);
DROP FUNCTION relaties_kernnaam(text);
"""


class Migration(migrations.Migration):
    dependencies = [("relaties", "0003_regels"), ("segmenten", "0002_twee_lagen")]
    operations = [
        migrations.RunSQL(CATEGORIE, CATEGORIE_TERUG),
        migrations.RunSQL(SLEUTELS, SLEUTELS_TERUG),
        migrations.RunSQL(EEN_VLAG, EEN_VLAG_TERUG),
        migrations.RunSQL(NIET_ACTIEF, NIET_ACTIEF_TERUG),
        migrations.RunSQL(KERNNAMEN, KERNNAMEN_TERUG),
    ]
