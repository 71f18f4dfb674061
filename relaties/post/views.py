"""[Enveloppen en etiketten]: choose, see what will be left out and why, and get the PDF; logged as an export (R101)."""

from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from relaties.post.forms import PostForm
from relaties.post.maken import DIRECT, FORMAAT, GENOEMD, HOOGSTENS, Vooruitblik
from relaties.post.pdf import VELLEN, Etiket
from smp.kaarten.bewerking import fouten_van
from smp.kaarten.indeling import SectieObject, kale_helper
from smp.kaarten.kaart import Sectie
from smp.lijsten.vraag import Vraag
from smp.tekst import getal
from smp.uitwisseling import export, taken
from smp.uitwisseling.views import ExportBasis
from smp.werk import Taak

VELDEN = {"vel": 6, "adres": 6, "doel": 6, "eerste": 3, "retour": 12}
VOORKEUR = "retouradres"


class PostBasis(ExportBasis):
    """GET: the choices and what they would give. POST: the same with other choices (`bekijk`), or the PDF."""

    http_method_names = ["get", "head", "post"]
    vel = "l7160"

    def get(self, request, **sleutel):
        form = self.form()
        wat = {naam: form.get_initial_for_field(veld, naam) for naam, veld in form.fields.items()}
        return self.pagina(form, wat, **sleutel)

    def post(self, request, **sleutel):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.pagina(form, None, status=422, **sleutel)
        vraag, wat = self.wat(form.cleaned_data, **sleutel)
        if "bekijk" in request.POST or self.te_veel(vraag) or not Vooruitblik(vraag, wat).aantal:
            return self.pagina(form, form.cleaned_data, **sleutel)
        self.onthoud(wat["retour"])
        taak = export.maak_taak(vraag, request.user, FORMAAT, **wat)
        if "rijen" not in wat and vraag.selectie.order_by().values("pk")[DIRECT:].exists():
            taak.meld(stand=Taak.WACHT, totaal=vraag.selectie.order_by().values("pk").count())
            taken.zet_klaar(taak)
            return HttpResponseRedirect(self.adres("exporttaak", taak.pk))
        return self.bestand(taak, export.stukken(taak))

    def form(self, data=None):
        """The form with what this list and this user begin with."""
        begin = {"vel": self.vel, "doel": "zakelijk", "retour": self.request.user.voorkeuren.get(VOORKEUR, "")}
        form = PostForm(data, lijst=self.lijst.naam, initial=begin)
        form.fields["adres"].initial = form.fields["adres"].choices[0][0]
        return form

    def wat(self, gekozen: dict) -> tuple[Vraag, dict]:
        """Which rows, and what a Taak remembers of the choices."""
        return self.vraag, {**gekozen, "retour": gekozen["retour"] or ""}

    def te_veel(self, vraag) -> bool:
        return vraag.selectie.order_by().values("pk")[HOOGSTENS:].exists()

    def onthoud(self, retour: str):
        user = self.request.user
        if user.voorkeuren.get(VOORKEUR, "") != retour:
            user.voorkeuren = {**user.voorkeuren, VOORKEUR: retour}
            user.save(update_fields=["voorkeuren"])

    def pagina(self, form, gekozen, status=200, **sleutel):
        form.helper = kale_helper(SectieObject(Sectie("Wat je afdrukt", VELDEN)))
        context = {
            "titel": f"Enveloppen en etiketten: {self.lijst.meervoud}",
            "lijst": self.lijst,
            "form": form,
            "fouten": fouten_van(form) if status != 200 else [],
            "bewaar_label": "PDF maken",
            "tweede_knop": {"naam": "bekijk", "label": "Opnieuw bekijken"},
            "terug_url": f"{self.adres('lijst')}?{self.vraag.querystring()}",
        }
        if gekozen is not None:
            vraag, wat = self.wat(gekozen, **sleutel)
            context |= self.vooruitblik(vraag, wat)
        return render(self.request, "relaties/post/kiezen.html", context, status=status)

    def vooruitblik(self, vraag, wat: dict) -> dict:
        if "rijen" not in wat and self.te_veel(vraag):
            zin = f"Je vond meer dan {getal(HOOGSTENS)} {self.lijst.meervoud}. Zoek op minder om ze af te drukken."
            return {"te_veel": zin}
        blik, vel = Vooruitblik(vraag, wat), VELLEN[wat["vel"]]
        soort = "enveloppen"
        if isinstance(vel, Etiket):
            vellen = -(-(blik.aantal + wat["eerste"] - 1) // vel.per_vel)
            soort = f"etiketten op {getal(vellen)} {'vel' if vellen == 1 else 'vellen'}"
        return {
            "blik": blik,
            "telling": f"{getal(blik.aantal)} {soort}",
            "vervallen": getal(blik.vervallen),
            "redenen": [(reden, getal(n)) for reden, n in blik.redenen.most_common()],
            "genoemd": GENOEMD,
        }


class PostView(PostBasis):
    """Of all found rows."""


class EnvelopView(PostBasis):
    """Of one card: what stands on it may be written on an envelope by who may read it."""

    ook = ()
    vel = "dl"

    def wat(self, gekozen: dict, pk: int):
        vraag, wat = super().wat(gekozen)
        return vraag, {**wat, "rijen": [pk]}

    def pagina(self, form, gekozen, status=200, *, pk: int):
        get_object_or_404(self.lijst.rijen(self.request.user), pk=pk)
        return super().pagina(form, gekozen, status, pk=pk)

    @property
    def vraag(self):
        """The record, whether it is active or not."""
        alles = dict.fromkeys(self.lijst.begin, "alle")
        parameters = QueryDict(mutable=True)
        parameters.update(alles)
        return Vraag(self.lijst, self.request.user, parameters)


def envelopknop(obj) -> dict[str, str]:
    """[Envelop afdrukken] on a card."""
    return {"label": "Envelop afdrukken", "url": reverse(f"{obj._meta.model_name}_envelop", args=[obj.pk])}
