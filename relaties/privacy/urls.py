"""The addresses of the acts of privacy, below that of the person."""

from django.urls import path

from relaties.privacy import views
from smp.lijsten.lijst import LIJSTEN

PERSOON = {"lijst": LIJSTEN["persoon"]}

urlpatterns = [
    path("inzage-export/", views.InzageView.as_view(**PERSOON), name="persoon_inzage"),
    path("anonimiseren/", views.AnonimiserenView.as_view(**PERSOON), name="persoon_anonimiseren"),
    path("verwerking-beperken/", views.BeperkenView.as_view(**PERSOON), name="persoon_beperken"),
    path("beperking-opheffen/", views.BeperkingOpheffenView.as_view(**PERSOON), name="persoon_beperking_opheffen"),
    path("toestemming/", views.ToestemmingView.as_view(**PERSOON), name="persoon_toestemming"),
    path("afmelden/", views.AfmeldenView.as_view(**PERSOON), name="persoon_afmelden"),
]
