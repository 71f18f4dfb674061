"""[Wijzigen] on found rows: the grid page, and saving it as one act (R24, R25, ontwerp §4)."""

from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render

from smp.formulieren import lees_basis, onderteken, overtreding, voeg_samen
from smp.historie.zinnen import laatste_wijziging
from smp.lijsten.bijwerken import gewijzigde_velden, werk_bij
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.raster import Raster, Rij
from smp.lijsten.views import LijstBasis, telling, terug_naar_lijst


class RasterView(LijstBasis):
    """GET: the rows of this page of the Vraag as a grid. POST: save the dirty cells, or the grid again.

    200 the grid, 302 saved, 409 somebody else changed a cell, 422 a cell is wrong.
    """

    handeling = "change"
    http_method_names = ["get", "head", "post"]

    def get(self, request):
        raster, vraag = Raster(self.vraag), self.vraag
        rijen = []
        for obj in vraag.blad.rijen:
            rij = Rij(obj, raster.vorm(obj))
            teksten = {naam: rij.vorm.tekst(naam) for naam in raster.velden}
            rij.samen, rij.cellen = teksten, {n: raster.cel_uit_tekst(n, t) for n, t in teksten.items()}
            rijen.append(rij)
        basis = {str(rij.obj.pk): rij.samen for rij in rijen}
        tekst = f"Je wijzigt {telling(vraag)}." if rijen else f"Geen {self.lijst.meervoud} gevonden."
        return self._pagina(raster, rijen, basis, tekst)

    def post(self, request):
        raster, basis = Raster(self.vraag), lees_basis(request.POST.get("basis", ""))
        if not raster.compleet(basis, request.POST):
            messages.error(request, "Dit raster is niet compleet ontvangen. Er is niets bewaard.")
            return HttpResponseRedirect(request.get_full_path())
        # The columns that were on the page rule, not those that the address asks for now.
        raster.velden = [naam for naam in raster.velden if all(naam in cellen for cellen in basis.values())]
        alleen_goede = "alleen_goede" in request.POST
        with transaction.atomic():
            rijen = self._lees(raster, basis)
            gewijzigd = [rij for rij in rijen if rij.samen.gewijzigd and rij.goed]
            slecht = [rij for rij in rijen if not rij.goed]
            bewaard, vragen = False, []
            if gewijzigd and (not slecht or alleen_goede):
                gevolgen = Gevolgen(request, [Wijziging(rij.obj, rij.gelezen) for rij in gewijzigd])
                vragen = gevolgen.vragen if gevolgen.open else []
                if not vragen:
                    slecht = self._bewaar(gewijzigd, gevolgen) or slecht
                    bewaard = not any(rij in gewijzigd for rij in slecht)
        if bewaard:
            gevolgen.meld(f"{self._aantal(len(gewijzigd))} bewaard.")
        if slecht or vragen:
            return self._opnieuw(raster, slecht if bewaard else rijen, basis, vragen=vragen)
        if not gewijzigd:
            messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
            return terug_naar_lijst(request, self.lijst, request.POST.get("terug", ""))
        return terug_naar_lijst(request, self.lijst, request.POST.get("terug", ""), set=request.wijzigingsset)

    def _lees(self, raster, basis) -> list[Rij]:
        """Lock the rows in key order, merge every cell, and validate the dirty rows with the form of the kaart."""
        sleutels = sorted(int(pk) for pk in basis)
        rijen = self.lijst.rijen(self.request.user).filter(pk__in=sleutels).order_by("pk")
        uit = []
        for obj in rijen.select_for_update(of=("self",)):
            rij = Rij(obj, raster.vorm(obj))
            uit.append(rij)
            was = {naam: basis[str(obj.pk)][naam] for naam in raster.velden}
            teksten, rij.cellen, rij.fouten = raster.lees(obj.pk, self.request.POST)
            keuzes = {
                naam: self.request.POST[f"k-{obj.pk}-{naam}"]
                for naam in raster.velden
                if f"k-{obj.pk}-{naam}" in self.request.POST
            }
            if teksten == was:
                rij.samen = voeg_samen(was, was, was, {})
                continue
            rij.samen = voeg_samen(rij.vorm.teksten(), was, teksten, keuzes, rij.vorm.eenheden)
            rij.conflicten = {conflict.veld: conflict for conflict in rij.samen.conflicten}
            rij.fouten = {naam: f for naam, f in rij.fouten.items() if keuzes.get(naam) != "nu"}
            if rij.samen.gewijzigd and not rij.fouten:
                rij.gelezen = dict(vars(obj))
                rij.vorm = raster.vorm(obj, rij.samen.teksten)
                self._keur(rij, raster)
        return uit

    @staticmethod
    def _keur(rij, raster):
        """Errors at their cell; what belongs to a field outside the grid stands at the first cell, with its name."""
        for naam, meldingen in rij.vorm.errors.items():
            tekst = " ".join(meldingen)
            if naam in raster.velden:
                rij.fouten[naam] = tekst
            else:
                veld = rij.vorm.fields.get(naam)
                eerste = raster.velden[0]
                rij.fouten[eerste] = f"{veld.label}: {tekst}" if veld else tekst

    def _bewaar(self, rijen, gevolgen) -> list[Rij]:
        """Write every row and its consequences, or none: returns the row that the database refused."""
        try:
            self._schrijf(rijen, gevolgen)
        except IntegrityError:
            return self._een_voor_een(rijen, gevolgen)
        return []

    @staticmethod
    def _schrijf(rijen, gevolgen):
        with transaction.atomic():
            gevolgen.doe()
            # What was changed here, and what `clean` has brought in its stored form with it.
            velden = gewijzigde_velden((rij.obj, rij.gelezen) for rij in rijen)
            werk_bij([rij.obj for rij in rijen], velden)
            connection.check_constraints()

    def _een_voor_een(self, rijen, gevolgen) -> list[Rij]:
        """The database refused them together: find the row that it is about."""
        rij = None
        try:
            with transaction.atomic():
                for rij in rijen:
                    self._schrijf([rij], gevolgen)
        except IntegrityError as fout:
            rij.fouten[next(iter(rij.cellen))] = overtreding(self.lijst.model, fout)
            return [rij]
        return []

    def _opnieuw(self, raster, rijen, basis, **meer):
        """The grid again: what is wrong on top, everything typed kept, and the basis as it is now."""
        rijen.sort(key=lambda rij: rij.goed)
        nieuw = {}
        # Read anew: validation has put what was typed in the record, and a basis of that would call it unchanged.
        vers = self.lijst.rijen(self.request.user).in_bulk([rij.obj.pk for rij in rijen])
        for rij in rijen:
            rij.obj = vers.get(rij.obj.pk, rij.obj)
            rij.vorm = raster.vorm(rij.obj)
            was = basis[str(rij.obj.pk)]
            nieuw[str(rij.obj.pk)] = {
                naam: was[naam] if naam in rij.conflicten else rij.vorm.tekst(naam) for naam in raster.velden
            }
            rij.was = {naam: raster.cel_uit_tekst(naam, t) for naam, t in nieuw[str(rij.obj.pk)].items()}
            for naam, conflict in rij.conflicten.items():
                conflict.door = laatste_wijziging(rij.obj, naam)
        conflicten = sum(len(rij.conflicten) for rij in rijen)
        fouten = sum(bool(rij.fouten) for rij in rijen)
        goede = sum(bool(rij.samen.gewijzigd) for rij in rijen if rij.goed)
        tekst = f"Je wijzigt {self._aantal(len(rijen))[:-5]}."
        status = 409 if conflicten else 422
        return self._pagina(
            raster, rijen, nieuw, tekst, status=status, fouten=fouten, conflicten=conflicten, goede=goede, **meer
        )

    def _aantal(self, aantal: int) -> str:
        lijst = self.lijst
        return f"1 {lijst.enkelvoud} is" if aantal == 1 else f"{aantal} {lijst.meervoud} zijn"

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
            **meer,
        }
        return render(self.request, "lijst/raster.html", context, status=status)
