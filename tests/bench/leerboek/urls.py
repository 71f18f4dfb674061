"""List, card, grid and the form of three models as the documentation of the libraries writes them."""

import django_filters
import django_tables2 as tables
from django.db import transaction
from django.forms import modelform_factory, modelformset_factory
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.generic import DetailView
from django_filters.views import FilterView

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.zakelijk.formulieren import BAAN, ORGANISATIE, PERSOON

KOLOMMEN = [
    "naam",
    "bezoekadres_plaats",
    "telefoon",
    "email",
    "segment",
    "subsegment",
    "accountmanager",
    "relatiestatus",
]
NAMEN = ["segment", "subsegment", "accountmanager"]


class Tabel(tables.Table):
    naam = tables.Column(linkify=True)
    relatie_sinds = tables.Column(visible=False)  # only to sort on

    class Meta:
        model = Organisatie
        fields = KOLOMMEN
        template_name = "django_tables2/bootstrap5.html"


class Zoekvelden(django_filters.FilterSet):
    class Meta:
        model = Organisatie
        fields = {"naam": ["icontains"], "bezoekadres_plaats": ["exact"]} | {
            naam: ["exact"] for naam in (*NAMEN, "relatiestatus", "actief")
        }


class LijstView(tables.SingleTableMixin, FilterView):
    queryset = Organisatie.objects.select_related(*NAMEN)
    table_class, filterset_class = Tabel, Zoekvelden
    template_name = "lijst.html"
    paginate_by = 50


class KaartView(DetailView):
    queryset = Organisatie.objects.select_related(*NAMEN, "moederorganisatie")
    template_name = "kaart.html"

    def get_context_data(self, **kwargs):
        velden = [(veld.verbose_name, getattr(self.object, veld.name)) for veld in Organisatie._meta.fields]
        personen = self.object.koppelingen.select_related("persoon")
        return super().get_context_data(velden=velden, personen=personen, **kwargs)


Formset = modelformset_factory(Organisatie, fields=KOLOMMEN, extra=0)


def raster(request):
    if request.method == "POST":
        formset = Formset(request.POST)
        if formset.is_valid():
            formset.save()
            return HttpResponseRedirect("/relaties/organisaties/")
    else:
        sleutels = Organisatie.objects.filter(actief=True).values_list("pk", flat=True)[:100]
        formset = Formset(queryset=Organisatie.objects.filter(pk__in=list(sleutels)))
    return render(request, "raster.html", {"formset": formset})


def _form(model, *secties):
    """A ModelForm with the fields of the page of the program; a select of every organisation is no use to anybody."""
    namen = [naam for sectie in secties for naam in sectie.velden if naam != "organisatie"]
    return modelform_factory(model, fields=namen)


ZAKELIJK = {
    "persoon": _form(Persoon, *PERSOON),
    "organisatie": _form(Organisatie, *ORGANISATIE),
    "baan": _form(PersoonInOrganisatie, BAAN),
}


def zakelijk(request):
    forms = {naam: Form(request.POST or None, prefix=naam) for naam, Form in ZAKELIJK.items()}
    if request.method == "POST" and all(form.is_valid() for form in forms.values()):
        with transaction.atomic():
            baan = forms["baan"].save(commit=False)
            baan.persoon, baan.organisatie = forms["persoon"].save(), forms["organisatie"].save()
            baan.save()
        return HttpResponseRedirect("/relaties/organisaties/")
    return render(request, "zakelijk.html", {"forms": forms})


urlpatterns = [
    path("relaties/zakelijke-relatie-toevoegen/", zakelijk),
    path("relaties/organisaties/", LijstView.as_view(), name="organisatie_lijst"),
    path("relaties/organisaties/<int:pk>/", KaartView.as_view(), name="organisatie_kaart"),
    path("relaties/organisaties/wijzigen/", raster, name="organisatie_raster"),
    path("relaties/personen/<int:pk>/", KaartView.as_view(), name="persoon_kaart"),
    path("segmenten/<int:pk>/", KaartView.as_view(), name="segment_kaart"),
]
