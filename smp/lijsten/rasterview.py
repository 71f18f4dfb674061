"""[Wijzigen] on found rows: the grid page, and saving it as one act (R24, R25, ontwerp §4)."""

from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render

from smp.formulieren import lees_basis, onderteken, overtreding, voeg_samen
from smp.historie.zinnen import laatste_wijziging
from smp.lijsten.bijwerken import gewijzigde_velden, werk_bij
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.raster import Raster, Rij
from smp.lijsten.views import PAGINA, LijstBasis, telling, terug_naar_lijst
from smp.sneltoetsen import RASTER, regels_van


class RasterView(LijstBasis):
    """GET: the rows of this page of the Vraag as a grid, or the ticked ones. POST: save the dirty cells, or it again.

    200 the grid, 302 saved, 409 somebody else changed a cell, 422 a cell is wrong.
    """

    handeling = "change"
    http_method_names = ["get", "head", "post"]

    def get(self, request):
        raster = Raster(self.vraag)
        objecten, tekst = (
            self._aangevinkt(raster) if self.gekozen and PAGINA not in self.gekozen else self._alle(raster)
        )
        rijen = []
        for obj in objecten:
            rij = Rij(obj, raster.vorm(obj), basis=raster.teksten(obj))
            rij.cellen = {naam: raster.cel_uit_tekst(naam, tekst) for naam, tekst in rij.basis.items()}
            rijen.append(rij)
        basis = {str(rij.obj.pk): rij.basis for rij in rijen}
        return self._pagina(raster, rijen, basis, tekst if rijen else f"Geen {self.lijst.meervoud} gevonden.")

    def _alle(self, raster) -> tuple[list, str]:
        """The found rows of this page, and what is said of them."""
        self.vraag.voor_blad = raster.zonder_keuzes
        return self.vraag.blad.rijen, f"Je wijzigt {telling(self.vraag)}."

    def _aangevinkt(self, raster) -> tuple[list, str]:
        """The ticked rows that are still found; on which page they are by now does not matter."""
        rijen = raster.zonder_keuzes(self.vraag.rijen.filter(pk__in=self.gekozen_sleutels))
        rijen = list(rijen.order_by(*self.vraag.sleutel.volgorde()))
        return rijen, f"Je wijzigt {_aantal(self.lijst, len(rijen))}: wat je hebt aangevinkt."

    def post(self, request):
        raster, basis = Raster(self.vraag), lees_basis(request.POST.get("basis", ""))
        if not raster.compleet(basis, request.POST):
            messages.error(request, "Dit raster is niet compleet ontvangen. Er is niets bewaard.")
            return HttpResponseRedirect(request.get_full_path())
        # The columns that were on the page rule, not those that the address asks for now.
        raster.beperk([naam for naam in raster.velden if all(naam in cellen for cellen in basis.values())])
        alleen_goede = "alleen_goede" in request.POST
        with transaction.atomic():
            rijen, records = self._lees(raster, basis)
            gewijzigd = [rij for rij in rijen if rij.samen.gewijzigd and rij.goed]
            gewijzigd += [rij for rij in records if rij.samen.gewijzigd and rij.goed and all(r.goed for r in rij.bij)]
            slecht = [rij for rij in rijen if not rij.goed]
            bewaard, vragen = False, []
            if gewijzigd and (not slecht or alleen_goede):
                gevolgen = Gevolgen.van(request, [Wijziging(rij.obj, rij.gelezen) for rij in gewijzigd])
                vragen = gevolgen.vragen if gevolgen.open else []
                if not vragen:
                    slecht = self._bewaar(gewijzigd, gevolgen) or slecht
                    bewaard = not any(rij in gewijzigd for rij in slecht)
        self._meld_verdwenen(raster, basis, rijen)
        if bewaard:
            gevolgen.meld(self._bewaardzin(gewijzigd))
        if slecht or vragen:
            volgorde = {pk: nr for nr, pk in enumerate(basis)}
            over = sorted(slecht if bewaard else rijen, key=lambda rij: (rij.goed, volgorde[str(rij.obj.pk)]))
            return self._opnieuw(raster, over, vragen=vragen, bewaard=bewaard)
        if not gewijzigd:
            messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
            return terug_naar_lijst(request, self.lijst, request.POST.get("terug", ""))
        return terug_naar_lijst(request, self.lijst, request.POST.get("terug", ""), set=request.wijzigingsset)

    def _meld_verdwenen(self, raster, basis, rijen):
        """Say of every row in which something was typed, and that is not there any more, that it was not stored."""
        for pk in basis.keys() - {str(rij.obj.pk) for rij in rijen}:
            if raster.lees(int(pk), self.request.POST)[0] != {naam: basis[pk][naam] for naam in raster.velden}:
                zin, _ = self.lijst.opgegaan(int(pk)) or (f"Een van de {self.lijst.meervoud} bestaat niet meer.", None)
                messages.warning(self.request, f"{zin} Wat je in die rij typte, is niet bewaard.")

    def _lees(self, raster, basis) -> tuple[list[Rij], list[Rij]]:
        """Lock the rows in key order, merge every cell, and validate what is dirty with the form of the kaart.

        Returns the rows, and the related records in which something was typed (smp/lijsten/naast.py).
        """
        sleutels, user, post = sorted(int(pk) for pk in basis), self.request.user, self.request.POST
        rijen = self.lijst.rijen(user).filter(pk__in=sleutels).order_by("pk")
        records = [(naast, naast.op_slot(rijen, user)) for naast in raster.naasten]
        uit = []
        for obj in raster.zonder_keuzes(rijen).select_for_update(of=("self",)):
            rij = Rij(obj, raster.vorm(obj))
            uit.append(rij)
            rij.basis = {naam: basis[str(obj.pk)][naam] for naam in raster.velden}
            rij.getypt, rij.cellen, rij.fouten = raster.lees(obj.pk, post)
            sleutel = f"k-{obj.pk}-"
            rij.keuzes = {naam: post[sleutel + naam] for naam in raster.velden if sleutel + naam in post}
            was = {naam: rij.basis[naam] for naam in raster.eigen}
            if rij.getypt == rij.basis:
                rij.samen = voeg_samen(was, was, was, {})
                continue
            rij.samen = voeg_samen(rij.vorm.teksten(), was, rij.getypt, rij.keuzes, rij.vorm.eenheden)
            rij.conflicten = {conflict.veld: conflict for conflict in rij.samen.conflicten}
            rij.fouten = {naam: f for naam, f in rij.fouten.items() if rij.keuzes.get(naam) != "nu"}
            if rij.samen.gewijzigd:
                rij.gelezen = dict(vars(obj))
                rij.vorm = raster.vorm(obj, rij.samen.teksten)
                rij.keur(raster.eigen)
        return uit, [rij for naast, op_slot in records for rij in naast.lees(uit, op_slot)]

    def _bewaar(self, rijen, gevolgen) -> list[Rij]:
        """Write every row and related record with its consequences, or none: returns the one that was refused."""
        try:
            self._schrijf(rijen, gevolgen)
        except IntegrityError:
            return self._een_voor_een(rijen, gevolgen)
        return []

    @staticmethod
    def _schrijf(rijen, gevolgen):
        with transaction.atomic():
            gevolgen.doe()
            for velden, objecten in _per_velden(rijen).items():
                werk_bij(objecten, list(velden))
            connection.check_constraints()

    def _een_voor_een(self, rijen, gevolgen) -> list[Rij]:
        """The database refused them together: find the row that it is about."""
        rij = None
        try:
            with transaction.atomic():
                for rij in rijen:
                    self._schrijf([rij], gevolgen)
        except IntegrityError as fout:
            for cel in rij.bij or [rij]:
                cel.fouten[next(iter(cel.cellen))] = overtreding(type(rij.obj), fout)
            return [rij]
        return []

    def _opnieuw(self, raster, rijen, **meer):
        """The grid again: everything typed kept, and the basis as it is now."""
        nieuw = {}
        # Read anew: validation has put what was typed in the record, and a basis of that would call it unchanged.
        vers = self.lijst.rijen(self.request.user).in_bulk([rij.obj.pk for rij in rijen])
        for rij in rijen:
            rij.obj = vers.get(rij.obj.pk, rij.obj)
            rij.vorm = raster.vorm(rij.obj)
            nu = raster.teksten(rij.obj)
            for naam in raster.velden:
                if naam in rij.conflicten:
                    nu[naam] = rij.basis[naam]
                elif rij.getypt[naam] == rij.basis[naam] or rij.keuzes.get(naam) == "nu":
                    # Nobody typed here: show what others stored, or the new basis would make a change of the old text.
                    rij.cellen[naam] = raster.cel_uit_tekst(naam, nu[naam])
            nieuw[str(rij.obj.pk)] = nu
            rij.was = {naam: raster.cel_uit_tekst(naam, tekst) for naam, tekst in nu.items()}
            for naam, conflict in rij.conflicten.items():
                conflict.door = laatste_wijziging(*raster.bron(rij.obj, naam)[:2])
        conflicten = sum(len(rij.conflicten) for rij in rijen)
        fouten = sum(bool(rij.fouten) for rij in rijen)
        goede = sum(bool(rij.samen.gewijzigd) for rij in rijen if rij.goed)
        tekst = f"Je wijzigt {_aantal(self.lijst, len(rijen))}."
        status = 409 if conflicten else 422
        return self._pagina(
            raster, rijen, nieuw, tekst, status=status, fouten=fouten, conflicten=conflicten, goede=goede, **meer
        )

    def _bewaardzin(self, rijen) -> str:
        """'2 personen in organisatie zijn bewaard. 1 organisatie is bewaard.'"""
        groepen = _per_model(rijen)
        zinnen = []
        for lijst in (LIJSTEN[model._meta.model_name] for model in groepen):
            aantal = len(groepen[lijst.model])
            zinnen.append(f"{_aantal(lijst, aantal)} {'is' if aantal == 1 else 'zijn'} bewaard.")
        return " ".join(zinnen)

    def _pagina(self, raster, rijen, basis, tekst, status=200, **meer):
        vraag = self.vraag
        context = {
            "lijst": self.lijst,
            "kop": raster.kop,
            "rijen_html": raster.rijen_html(rijen),
            "datalists_html": raster.datalists_html,
            "basis": onderteken(basis),
            "terug": self.request.POST.get("terug", vraag.querystring()),
            "terug_url": f"{self.adres('lijst')}?{vraag.querystring()}",
            "aantal": len(rijen),
            "tekst": tekst,
            "toetsen": regels_van(RASTER),
            **meer,
        }
        return render(self.request, "lijst/raster.html", context, status=status)


def _per_model(rijen) -> dict[type, list[Rij]]:
    groepen = {}
    for rij in rijen:
        groepen.setdefault(type(rij.obj), []).append(rij)
    return groepen


def _per_velden(rijen) -> dict[tuple, list]:
    """The records by the fields that were changed here, and that `clean` has brought in their stored form with it.

    Apart, because a consequence may just have written another column of these rows: what it stored there stays.
    """
    groepen = {}
    for rij in rijen:
        groepen.setdefault(tuple(gewijzigde_velden([(rij.obj, rij.gelezen)])), []).append(rij.obj)
    return groepen


def _aantal(lijst, aantal: int) -> str:
    return f"1 {lijst.enkelvoud}" if aantal == 1 else f"{aantal} {lijst.meervoud}"
