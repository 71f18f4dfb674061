"""Columns of a related record in the grid: 'organisatie__bezoekadres_plaats' in the row of who works there (R24).

The record is changed once, whatever the number of rows that show it. What those rows typed is merged three ways as a
row of its own and judged by the form of its own Lijst; what is wrong stands at the cells in which it was typed.
"""

from django.db.models import Count

from smp.formulieren import Conflict, voeg_samen
from smp.lijsten.lijst import LIJSTEN


class Naast:
    """The editable columns behind one foreign key. `velden`: name of the column -> field of the related form."""

    def __init__(self, lijst, via: str, namen: list[str], bronnen):
        self.hoofd, self.via = lijst, via
        self.lijst = LIJSTEN[lijst.model._meta.get_field(via).related_model._meta.model_name]
        self.velden = {naam: naam.removeprefix(f"{via}__") for naam in namen}
        self.proef = self.lijst.form(bronnen=bronnen)

    def obj(self, rij_obj):
        return getattr(rij_obj, self.via)

    def vorm(self, obj, teksten=None):
        return self.proef.voor(obj, self.velden.values(), teksten)

    def zinnen(self, rijen, user) -> dict[int, str]:
        """Key of a record -> 'geldt voor 14 personen in organisatie'; one query."""
        sleutel = f"{self.via}_id"
        van = {getattr(rij.obj, sleutel) for rij in rijen}
        geteld = self.hoofd.rijen(user).order_by().filter(**{f"{sleutel}__in": van}).values_list(sleutel)
        namen = {1: self.hoofd.enkelvoud}
        return {
            pk: f"geldt voor {aantal} {namen.get(aantal, self.hoofd.meervoud)}"
            for pk, aantal in geteld.annotate(aantal=Count("pk"))
        }

    def op_slot(self, rijen, user) -> dict:
        """The records of these rows by key, locked in that order.

        Before the rows themselves: a renamed organisation writes its rows (trigger), so it has that order as well.
        """
        sleutels = rijen.order_by().values(f"{self.via}_id")
        records = self.lijst.rijen(user).filter(pk__in=sleutels).order_by("pk")
        return {obj.pk: obj for obj in records.select_for_update(of=("self",))}

    def lees(self, rijen, records) -> list:
        """A merged and judged Rij for every record of which something was typed; `bij` are the rows that typed it."""
        groepen = {}
        for rij in rijen:
            if any(rij.getypt[naam] != rij.basis[naam] for naam in self.velden):
                groepen.setdefault(getattr(rij.obj, f"{self.via}_id"), []).append(rij)
        uit = []
        for pk, groep in groepen.items():
            if pk in records:
                uit.append(self._een(type(groep[0])(records[pk], self.vorm(records[pk]), bij=groep)))
            else:  # the row got another one since we looked which to lock
                melding = f"De {self.lijst.enkelvoud} van deze rij is net veranderd. Open de tabel opnieuw."
                for rij in groep:
                    rij.fouten |= dict.fromkeys(self.velden, melding)
        return uit

    def _een(self, record):
        nu = record.vorm.teksten()
        for naam, veld in self.velden.items():
            vuil = [rij for rij in record.bij if rij.getypt[naam] != rij.basis[naam]] or record.bij[:1]
            # Of two rows the one that saw an older value decides: what somebody else stored must not slip by.
            een = max(vuil, key=lambda rij: rij.basis[naam] != nu[veld])
            record.basis[veld], record.getypt[veld] = een.basis[naam], een.getypt[naam]
            for rij in vuil:
                if naam in rij.keuzes:
                    record.keuzes[veld] = rij.keuzes[naam]
            if len({rij.getypt[naam] for rij in vuil}) > 1:
                record.fouten[veld] = f"Bij {record.obj} staat in een andere rij iets anders. Vul hetzelfde in."
            elif any(naam in rij.fouten for rij in vuil):
                record.fouten[veld] = een.fouten[naam]
        record.samen = voeg_samen(nu, record.basis, record.getypt, record.keuzes, self.proef.eenheden)
        record.conflicten = {conflict.veld: conflict for conflict in record.samen.conflicten}
        if record.samen.gewijzigd and record.goed:
            record.gelezen = dict(vars(record.obj))
            record.vorm = self.vorm(record.obj, record.samen.teksten)
            record.keur(list(self.velden.values()))
        self.meld(record)
        return record

    def meld(self, record):
        """Errors and conflicts of a record, at the cells of the rows that typed it."""
        kolom = {veld: naam for naam, veld in self.velden.items()}
        for rij in record.bij:
            rij.fouten |= {kolom[veld]: tekst for veld, tekst in record.fouten.items()}
            for veld, c in record.conflicten.items():
                rij.conflicten[kolom[veld]] = Conflict(kolom[veld], c.mijn, c.nu, c.was)
