"""Every address of the program. Who may do what stands in the views, and in `manage.py inventaris`."""

from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.decorators.http import require_safe

from relaties.post.urls import post_urls
from relaties.samenvoegen.dubbel import DubbelView
from relaties.samenvoegen.views import SamenvoegenView
from relaties.views import home, zoeken
from relaties.werkgever import WerkgeverWijzigenView
from relaties.zakelijk.views import TypendView, ZakelijkeRelatieView
from segmenten.views import VervangenView, VerwijderenView
from smp.beheer import beheer
from smp.kaarten.urls import kaart_urls
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.urls import lijst_urls
from smp.sneltoetsen import sneltoetsen
from smp.uitwisseling.urls import uitwisseling_urls
from smp.zoekvragen.views import Inloggen

#: Verbs of a page with a form; Django's own views would answer PUT and OPTIONS too.
FORMULIER = ["get", "head", "post"]


def register(naam: str) -> tuple:
    """List, grid, mass change, export, card and forms of one model."""
    return include(lijst_urls(naam) + uitwisseling_urls(naam) + kaart_urls(naam))


def samenvoegen(naam: str) -> tuple:
    """Doubles of one model, and making one of two."""
    lijst = LIJSTEN[naam]
    return include(
        [
            path("dubbel/", DubbelView.as_view(lijst=lijst), name=f"{naam}_dubbel"),
            path("<int:pk>/samenvoegen/", SamenvoegenView.as_view(lijst=lijst), name=f"{naam}_samenvoegen"),
        ]
    )


handler500 = "smp.storing.fout"
urlpatterns = [
    path("", require_safe(home), name="home"),
    path("zoeken/", require_safe(zoeken), name="zoeken"),
    path("sneltoetsen/", require_safe(sneltoetsen), name="sneltoetsen"),
    path("relaties/organisaties/", register("organisatie")),
    path("relaties/organisaties/", include(post_urls("organisatie"))),
    path("relaties/organisaties/", samenvoegen("organisatie")),
    path("relaties/personen/", register("persoon")),
    path("relaties/personen/", include(post_urls("persoon"))),
    path("relaties/personen/", samenvoegen("persoon")),
    path("relaties/personen/<int:pk>/", include("relaties.privacy.urls")),
    path("relaties/personen-in-organisatie/", register("persooninorganisatie")),
    path("relaties/personen-in-organisatie/", include(post_urls("persooninorganisatie"))),
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
        TypendView.as_view(lijst=LIJSTEN["persoon"]),
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
    path("zoekvragen/", include("smp.zoekvragen.urls")),
    path("wijzigingen/", include("smp.wijzigingen.urls")),
    path(
        "inloggen/",
        Inloggen.as_view(redirect_authenticated_user=True, http_method_names=FORMULIER),
        name="inloggen",
    ),
    path("uitloggen/", auth.LogoutView.as_view(http_method_names=["post"]), name="uitloggen"),
    path(
        "wachtwoord/",
        auth.PasswordChangeView.as_view(http_method_names=FORMULIER),
        name="password_change",
    ),
    path(
        "wachtwoord/klaar/",
        auth.PasswordChangeDoneView.as_view(http_method_names=FORMULIER[:2]),
        name="password_change_done",
    ),
    path("beheer/", beheer.urls),
]
