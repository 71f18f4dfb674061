"""Every address of the program. Who may do what stands in the views, and in `manage.py inventaris`."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from relaties.views import home, zoeken
from relaties.werkgever import WerkgeverWijzigenView
from relaties.zakelijk.views import DubbelenView, ZakelijkeRelatieView
from segmenten.views import VervangenView, VerwijderenView
from smp.kaarten.urls import kaart_urls
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.urls import lijst_urls


def register(naam: str) -> tuple:
    """List, grid, card and forms of one model."""
    return include(lijst_urls(naam) + kaart_urls(naam))


urlpatterns = [
    path("", home, name="home"),
    path("zoeken/", zoeken, name="zoeken"),
    path("relaties/organisaties/", register("organisatie")),
    path("relaties/personen/", register("persoon")),
    path("relaties/personen-in-organisatie/", register("persooninorganisatie")),
    path(
        "relaties/personen-in-organisatie/<int:pk>/werkgever-wijzigen/",
        WerkgeverWijzigenView.as_view(lijst=LIJSTEN["persooninorganisatie"]),
        name="werkgever_wijzigen",
    ),
    path(
        "relaties/zakelijke-relatie-toevoegen/",
        ZakelijkeRelatieView.as_view(lijst=LIJSTEN["persoon"]),
        name="zakelijke_relatie",
    ),
    path(
        "relaties/zakelijke-relatie-toevoegen/dubbelen/",
        DubbelenView.as_view(lijst=LIJSTEN["persoon"]),
        name="zakelijke_relatie_dubbelen",
    ),
    path("segmenten/", register("segment")),
    path(
        "segmenten/<int:pk>/vervangen/",
        VervangenView.as_view(lijst=LIJSTEN["segment"]),
        name="segment_vervangen",
    ),
    path(
        "segmenten/<int:pk>/verwijderen/",
        VerwijderenView.as_view(lijst=LIJSTEN["segment"]),
        name="segment_verwijderen",
    ),
    path("inloggen/", auth.LoginView.as_view(redirect_authenticated_user=True), name="inloggen"),
    path("uitloggen/", auth.LogoutView.as_view(), name="uitloggen"),
    path("wachtwoord/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("wachtwoord/klaar/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("beheer/login/", RedirectView.as_view(pattern_name="inloggen", query_string=True)),
    path("beheer/", admin.site.urls),
]
