"""[Enveloppen en etiketten]: choose, see what will be left out and why, and get the PDF; logged as an export (R101)."""

from functools import cached_property

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
from smp.werk import Taak, vraag_werker

VELDEN = {"vel": 6, "adres": 6, "doel": 6, "eerste": 3, "retour": 12}
VOORKEUR = "retouradres"


class PostView(ExportBasis):
    """GET: the choices and what they would give. POST: the same with other choices (`bekijk`), or the PDF.

    Of all found rows; with a `pk` in the address of one card, for who may read it (relaties/post/urls.py).
    """

    http_method_names = ["get", "head", "post"]
    vel = "l7160"

    def get(self, request, pk=None):
        form = self.form()
        return self.pagina(form, {naam: form.get_initial_for_field(veld, naam) for naam, veld in form.fields.items()})

    def post(self, request, pk=None):
        form, vraag = self.form(request.POST), self.vraag
        if not form.is_valid():
            return self.pagina(form, None, status=422)
        wat = self.wat(form.cleaned_data)
        if "bekijk" in request.POST or self.te_veel(wat) or not Vooruitblik(vraag, wat).aantal:
            return self.pagina(form, form.cleaned_data)
        self.onthoud(wat["retour"])
        taak = export.maak_taak(vraag, request.user, FORMAAT, **wat)
        if "rijen" not in wat and vraag.selectie.order_by().values("pk")[DIRECT:].exists():
            taak.meld(stand=Taak.WACHT, totaal=vraag.selectie.order_by().values("pk").count())
            vraag_werker(taken.exporteren, taak)
            return HttpResponseRedirect(self.adres("exporttaak", taak.pk))
        return self.bestand(taak, export.stukken(taak))

    def form(self, data=None):
        """The form with what this list and this user begin with."""
        begin = {"vel": self.vel, "doel": "zakelijk", "retour": self.request.user.voorkeuren.get(VOORKEUR, "")}
        form = PostForm(data, lijst=self.lijst.naam, initial=begin)
        form.fields["adres"].initial = form.fields["adres"].choices[0][0]
        return form

    @cached_property
    def vraag(self) -> Vraag:
        """What the address asks; of a card the record itself, whether it is active or not."""
        if "pk" not in self.kwargs:
            return super().vraag
        alles = QueryDict(mutable=True)
        alles.update(dict.fromkeys(self.lijst.begin, "alle"))
        return Vraag(self.lijst, self.request.user, alles)

    def wat(self, gekozen: dict) -> dict:
        """The choices, as a Taak remembers them."""
        return {**gekozen, "rijen": [self.kwargs["pk"]]} if "pk" in self.kwargs else gekozen

    def te_veel(self, wat: dict) -> bool:
        return "rijen" not in wat and self.vraag.selectie.order_by().values("pk")[HOOGSTENS:].exists()

    def onthoud(self, retour: str):
        user = self.request.user
        if user.voorkeuren.get(VOORKEUR, "") != retour:
            user.onthoud({VOORKEUR: retour})

    def pagina(self, form, gekozen, status=200):
        titel, terug = f"Enveloppen en etiketten: {self.lijst.meervoud}", self.adres("lijst")
        if "pk" in self.kwargs:
            obj = get_object_or_404(self.lijst.rijen(self.request.user), pk=self.kwargs["pk"])
            titel, terug = f"Envelop: {obj}", obj.get_absolute_url()
        elif vraag := self.vraag.querystring():
            terug += f"?{vraag}"
        form.helper = kale_helper(SectieObject(Sectie("Wat je afdrukt", VELDEN)))
        context = {
            "titel": titel,
            "lijst": self.lijst,
            "form": form,
            "fouten": fouten_van(form) if status != 200 else [],
            "bewaar_label": "PDF maken",
            "tweede_knop": {"naam": "bekijk", "label": "Opnieuw bekijken"},
            "terug_url": terug,
        }
        if gekozen is not None:
            context |= self.vooruitblik(self.wat(gekozen))
        return render(self.request, "relaties/post/kiezen.html", context, status=status)

    def vooruitblik(self, wat: dict) -> dict:
        if self.te_veel(wat):
            zin = f"Je vond meer dan {getal(HOOGSTENS)} {self.lijst.meervoud}. Zoek op minder om ze af te drukken."
            return {"te_veel": zin}
        blik, vel = Vooruitblik(self.vraag, wat), VELLEN[wat["vel"]]
        soort = "envelop" if blik.aantal == 1 else "enveloppen"
        if isinstance(vel, Etiket):
            vellen = -(-(blik.aantal + wat["eerste"] - 1) // vel.per_vel)
            soort = "etiket" if blik.aantal == 1 else "etiketten"
            soort += f" op {getal(vellen)} {'vel' if vellen == 1 else 'vellen'}"
        return {
            "blik": blik,
            "telling": f"{getal(blik.aantal)} {soort}",
            "vervallen": getal(blik.vervallen),
            "redenen": [(reden, getal(n)) for reden, n in blik.redenen.most_common()],
            "genoemd": GENOEMD,
        }


def envelopknop(obj) -> dict[str, str]:
    """[Envelop afdrukken] on a card."""
    return {"label": "Envelop afdrukken", "url": reverse(f"{obj._meta.model_name}_envelop", args=[obj.pk])}
