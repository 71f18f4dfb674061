"""[Wijzigen voor alle gevonden rijen]: choose, look ahead, carry out, and the receipt. Each view serves every Lijst."""

from functools import cached_property

import pghistory
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from smp.eenmalig import eenmalig
from smp.formulieren import lees_basis, onderteken
from smp.lijsten import massa, taken
from smp.lijsten.gevolgen import Gevolgen
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.massa import DIRECT, RECHT, Massa, Vooruitblik
from smp.lijsten.massaform import Massaform
from smp.lijsten.views import PAGINA, LijstBasis
from smp.lijsten.vraag import Vraag
from smp.tekst import getal
from smp.werk import Taak, vraag_werker

#: So many rows stand by name behind each reason; more of them unfold.
VOORAAN = 3


class MassaBasis(LijstBasis):
    """Which rows: all that the Vraag in the address finds, or those of them that were ticked (`rij`)."""

    handeling = "change"
    ook = (RECHT,)
    http_method_names = ["get", "head", "post"]

    @cached_property
    def vraag(self) -> Vraag:
        parameters = self.request.GET.copy()
        for eigen in ("rij", "keuze"):
            parameters.pop(eigen, None)
        return Vraag(self.lijst, self.request.user, parameters)

    @property
    def moet_kiezen(self) -> bool:
        """Whether the button for ticked rows was pressed: without a tick it must not mean all rows."""
        return "keuze" in self.request.GET

    @cached_property
    def rijen(self):
        rijen = self.vraag.selectie
        if self.gekozen or self.moet_kiezen:
            return rijen.filter(pk__in=self.gekozen_sleutels)
        return rijen

    def url(self, pagina: str = "massa", sleutels=None) -> str:
        """An address with the same question and the same rows."""
        vraag = QueryDict(self.vraag.querystring(), mutable=True)
        vraag.setlist("rij", self.gekozen if sleutels is None else sleutels)
        return f"{self.adres(pagina)}?{vraag.urlencode(safe=',')}"

    @property
    def basis(self) -> dict | None:
        """What the preview showed, as its page sends it along; None when it is not of a preview of this Lijst."""
        basis = lees_basis(self.request.POST.get("basis", ""))
        goed = isinstance(basis, dict) and basis.get("lijst") == self.lijst.naam and "merk" in basis
        return basis if goed else None

    def vooruitblik(self, teksten) -> tuple[Massa, Vooruitblik]:
        wijziging = Massa(self.lijst, self.request.user, teksten)
        return wijziging, Vooruitblik.van(wijziging, self.rijen)

    def pagina(self, sjabloon: str, status=200, **meer):
        context = {"lijst": self.lijst, "terug_url": f"{self.adres('lijst')}?{self.vraag.querystring()}", **meer}
        return render(self.request, f"lijst/{sjabloon}.html", context, status=status)

    def toon_vooruitblik(self, wijziging: Massa, blik: Vooruitblik, status=200, **meer):
        basis = {
            "lijst": self.lijst.naam,
            "teksten": wijziging.teksten,
            "merk": blik.merk,
            "aantal": len(blik.sleutels),
        }
        namen = self.lijst.rijen(self.request.user).in_bulk([*blik.voorbeelden, *(pk for pk, _ in blik.geweigerd)])
        form = Massaform(self.lijst)
        raad = {waarom: form.raad(veld, wijziging.teksten) for waarom, veld in blik.velden.items()}
        voorbeelden, velden = [], wijziging.raakt(list(blik.voorbeelden.values()))
        for pk, doel in blik.voorbeelden.items():
            obj = namen[pk]
            naam, oud, nieuw = str(obj), wijziging.leesbaar(obj), wijziging.leesbaar(obj, doel)
            cellen = [(oud[veld], nieuw[veld]) for veld in velden]
            voorbeelden.append({"naam": naam, "url": self.adres("kaart", pk), "cellen": cellen})
        return self.pagina(
            "massavooruit",
            status,
            basis=onderteken(basis),
            uitvoeren_url=self.url("massauitvoeren"),
            anders_url=self.url(),
            blik=blik,
            zin=vooruitzin(self.lijst, blik),
            wijzigt_tekst=getal(blik.wijzigt),
            groot=len(blik.sleutels) > DIRECT,
            redenen=redenen(self, blik.niet, blik.geweigerd, namen, raad),
            kop=[wijziging.label(naam) for naam in velden],
            vragen=Gevolgen(self.request, wijziging.gevolgen(self.rijen)).vragen,
            voorbeelden=voorbeelden,
            **meer,
        )


class MassaView(MassaBasis):
    """GET: choose the fields. POST: what would change; nothing is stored. 422 when something is not right yet.

    `anders` of the preview: choose again, from what was chosen.
    """

    def get(self, request):
        vraag = self.vraag
        if PAGINA in self.gekozen:  # pin down what is on the page now
            return HttpResponseRedirect(self.url(sleutels=[rij.pk for rij in vraag.blad.rijen]))
        aantal = self.rijen.order_by().values("pk").count()
        if not aantal:
            messages.warning(request, "Vink eerst een rij aan." if self.moet_kiezen else "Er zijn geen rijen gevonden.")
            return HttpResponseRedirect(f"{self.adres('lijst')}?{vraag.querystring()}")
        return self._kies(Massaform(self.lijst), aantal)

    def post(self, request):
        aantal = self.rijen.order_by().values("pk").count()
        if "anders" in request.POST:
            return self._kies(Massaform.met(self.lijst, (self.basis or {"teksten": {}})["teksten"]), aantal)
        form = Massaform(self.lijst, request.POST)
        if form.fouten or not form.teksten:
            return self._kies(form, aantal, status=422)
        wijziging, blik = self.vooruitblik(form.teksten)
        # What no row can take is wrong in itself: it is mended where it was typed, or was left alone.
        if blik.niet and not (blik.wijzigt or blik.goed) and len(blik.niet) == 1:
            [(waarom, veld)] = blik.velden.items()
            waar = veld if veld in form.vorm.fields else next(iter(form.teksten))
            form.fouten[waar] = f"{waarom} {form.raad(veld, form.teksten)}".strip()
            return self._kies(form, aantal, status=422)
        return self.toon_vooruitblik(wijziging, blik)

    def _kies(self, form, aantal, status=200):
        leeg = status == 422 and not form.fouten
        alles = not self.gekozen
        return self.pagina(
            "massa",
            status,
            form=form,
            aantal=hoeveel(self.lijst, aantal),
            chips=self.vraag.chips,
            leeg=leeg,
            alles=alles,
        )


class MassaUitvoerenView(MassaBasis):
    """POST: carry out what the preview showed, or 409 with a new preview when it would do something else by now."""

    http_method_names = ["post"]

    @eenmalig
    def post(self, request):
        basis = self.basis
        if basis is None:
            messages.error(request, "De vooruitblik is niet compleet ontvangen. Er is niets gewijzigd.")
            return HttpResponseRedirect(self.url())
        with transaction.atomic():
            self._zet_op_slot()
            wijziging, blik = self.vooruitblik(basis["teksten"])
            if blik.merk != basis["merk"]:
                toen, nu = basis["aantal"], len(blik.sleutels)
                anders = f"Dit waren {toen} rijen, nu zijn het er {nu}."
                return self.toon_vooruitblik(
                    wijziging, blik, 409, anders=anders if toen != nu else "Iemand wijzigde deze rijen."
                )
            gevolgen = Gevolgen(request, wijziging.gevolgen(self.rijen))
            taak = massa.maak_taak(self.vraag, wijziging, blik.sleutels, gevolgen.gekozen)
            if len(blik.sleutels) > DIRECT:
                vraag_werker(taken.massawijziging, taak)
            else:
                taak.meld(wijzigingsset=request.wijzigingsset)
                pghistory.context(handeling=massa.HANDELING)
                massa.voer_uit(taak)
        return HttpResponseRedirect(self.adres("massataak", taak.pk))

    def _zet_op_slot(self):
        """Until it is done nobody changes these rows: what is compared with the preview is what is written.

        A job is too big to hold its rows: it locks them a batch at a time.
        """
        sleutels = list(self.rijen.order_by().values_list("pk", flat=True)[: DIRECT + 1])
        if len(sleutels) <= DIRECT:
            rijen = self.lijst.model._base_manager.filter(pk__in=sleutels).order_by("pk")
            list(rijen.select_for_update().values_list("pk"))


class MassaTaakView(LijstBasis):
    """GET: how far a mass change is, and its receipt. It is safe to leave: the worker goes on."""

    handeling = "change"
    ook = (RECHT,)

    def get(self, request, taak):
        rij = Taak.objects.defer("sleutels").select_related("gebruiker").filter(pk=taak, soort=Taak.MASSA)
        taak = rij.filter(lijst=self.lijst.naam).first()
        if taak is None:
            raise Http404
        bon, lijst = taak.bon, LIJSTEN[taak.lijst]
        namen = lijst.rijen(request.user).in_bulk([pk for pk, _ in bon["geweigerd"]])
        vraag = Vraag.van_tekst(lijst, request.user, taak.vraag)
        context = {
            "lijst": lijst,
            "taak": taak,
            "voortgang": f"{getal(taak.gedaan)} van {hoeveel(lijst, taak.totaal)} gedaan.",
            "zinnen": [*bonzinnen(lijst, bon), *(bon["ook"].values() if bon["gewijzigd"] else ())],
            "redenen": redenen(self, bon["niet"], bon["geweigerd"], namen, {}),
            "terug_url": f"{self.adres('lijst')}?{vraag.querystring(set=str(taak.wijzigingsset))}",
        }
        return render(request, "lijst/massataak.html", context)


def redenen(view, niet: dict[str, int], geweigerd, namen: dict, raad: dict[str, str]) -> list[dict]:
    """Why rows cannot, the most common reason first: what to do about it, and the first of its rows by name."""
    uit = []
    for waarom, aantal in sorted(niet.items(), key=lambda reden: -reden[1]):
        sleutels = [pk for pk, reden in geweigerd if reden == waarom]
        rijen = [(str(namen.get(pk, "(verwijderd)")), view.adres("kaart", pk)) for pk in sleutels]
        andere = aantal - len(rijen[:VOORAAN])
        uit.append(
            {
                "waarom": waarom,
                "aantal": getal(aantal),
                "raad": raad.get(waarom, ""),
                "vooraan": rijen[:VOORAAN],
                "andere": getal(andere) if andere else "",
                "meer": rijen[VOORAAN:],
            }
        )
    return uit


def hoeveel(lijst, aantal: int) -> str:
    """'1 organisatie', '2.012 organisaties'."""
    return f"{getal(aantal)} {lijst.enkelvoud if aantal == 1 else lijst.meervoud}"


def vooruitzin(lijst, blik: Vooruitblik) -> str:
    """'9.412 van 9.500 organisaties wijzigen, 80 staan al goed, 8 kunnen niet.'"""
    delen = [f"{getal(blik.wijzigt)} van {hoeveel(lijst, len(blik.sleutels))} wijzigen"]
    if blik.goed:
        delen.append(f"{getal(blik.goed)} {'staat' if blik.goed == 1 else 'staan'} al goed")
    niet = blik.niet.total()
    if niet:
        delen.append(f"{getal(niet)} {'kan' if niet == 1 else 'kunnen'} niet")
    return ", ".join(delen) + "."


def bonzinnen(lijst, bon: dict) -> list[str]:
    """The receipt, a sentence for everything that happened."""
    niet = sum(bon["niet"].values())
    zinnen = [f"{hoeveel(lijst, bon['gewijzigd'])} {'is' if bon['gewijzigd'] == 1 else 'zijn'} gewijzigd."]
    if bon["goed"]:
        zinnen.append(f"{getal(bon['goed'])} {'stond' if bon['goed'] == 1 else 'stonden'} al goed.")
    if bon["weg"]:
        wat = (
            "hoort intussen niet meer bij je zoekvraag"
            if bon["weg"] == 1
            else "horen intussen niet meer bij je zoekvraag"
        )
        zinnen.append(f"{getal(bon['weg'])} {wat} en {'is' if bon['weg'] == 1 else 'zijn'} niet gewijzigd.")
    if niet:
        zinnen.append(f"{getal(niet)} {'kon' if niet == 1 else 'konden'} niet.")
    return zinnen
