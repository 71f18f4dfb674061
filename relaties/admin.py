"""Organisations, persons and their jobs in the Django admin."""

from django.contrib import admin

from relaties.forms import OrganisatieForm, PersoonForm, PersoonInOrganisatieForm
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.privacy import admin as privacy_admin  # noqa: F401 (registers its tables)
from smp.beheer import beheer
from smp.kaarten.beheer import KaartAdmin, MetBasis


class OrganisatieBeheerForm(MetBasis, OrganisatieForm):
    """The form of the program, with the admin's own lookup for the foreign key to a big table."""

    moederorganisatie = None


class PersoonBeheerForm(MetBasis, PersoonForm):
    """The form of the program."""


class PersoonInOrganisatieBeheerForm(MetBasis, PersoonInOrganisatieForm):
    """The form of the program, with the admin's own lookup for the foreign keys to a big table."""

    persoon = organisatie = None


@admin.register(Organisatie, site=beheer)
class OrganisatieAdmin(KaartAdmin):
    form = OrganisatieBeheerForm
    list_display = [
        "naam",
        "bezoekadres_plaats",
        "segment",
        "accountmanager",
        "relatiestatus",
        "actief",
        "gewijzigd_op",
    ]
    list_filter = ["relatiestatus", "actief"]
    list_select_related = ["segment", "accountmanager"]
    sortable_by = ["naam", "relatiestatus", "gewijzigd_op"]
    autocomplete_fields = ["moederorganisatie"]


@admin.register(Persoon, site=beheer)
class PersoonAdmin(KaartAdmin):
    form = PersoonBeheerForm
    list_display = ["naam", "priveadres_plaats", "email_prive", "actief", "gewijzigd_op"]
    list_filter = ["actief"]
    sortable_by = ["gewijzigd_op"]

    @admin.display(description="naam")
    def naam(self, obj):
        return obj.lijstnaam


@admin.register(PersoonInOrganisatie, site=beheer)
class PersoonInOrganisatieAdmin(KaartAdmin):
    form = PersoonInOrganisatieBeheerForm
    list_display = ["persoon", "organisatie", "functie", "afdeling", "actief", "gewijzigd_op"]
    list_display_links = ["persoon", "organisatie"]
    list_filter = ["actief", "functiegroep"]
    list_select_related = ["persoon", "organisatie"]
    sortable_by = ["gewijzigd_op"]
    autocomplete_fields = ["persoon", "organisatie"]

    def get_queryset(self, request):
        """With both names: the record is called by them on every page."""
        return super().get_queryset(request).select_related("persoon", "organisatie")
