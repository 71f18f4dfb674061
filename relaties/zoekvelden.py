"""The search fields of Relaties that look further than one column, and the SQL that columns and search fields share."""

import re

from django.db.models import CharField, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Collate
from django.db.models.lookups import StartsWith
from django.forms import HiddenInput, IntegerField
from django_filters import CharFilter, Filter

from relaties.models import Organisatie, PersoonInOrganisatie
from relaties.models.organisatie import GEEN_POSTADRES
from relaties.models.persoon_in_organisatie import MET_SLOT
from segmenten.zoekvelden import hoofdsegmentkeuze
from smp.gebruikers.models import Gebruiker
from smp.lijsten.zoekvelden import NIETS, Beginveld, JaNee, Keuze, Zoekveld, kleine_tabel
from smp.telling import Telling

#: The clauses of two search fields that more than one list has.
ACTIEF = ("actieve …", "niet-actieve …")
BEPERKT = ("met beperkte verwerking", "zonder beperking")

_BANEN = PersoonInOrganisatie.objects.filter(persoon=OuterRef("pk"))
#: Where a person works today: the first by name. One index lookup a row that is shown.
WERKT_BIJ = Subquery(
    _BANEN.filter(actief=True).order_by("organisatie_sleutel").values("organisatie__naam")[:1],
    output_field=CharField(),
)


_HIER = PersoonInOrganisatie.objects.filter(organisatie=OuterRef("pk"), actief=True)
AANTAL_PERSONEN = Telling(_HIER.order_by().values("pk"))


class Telefoonnummer(Beginveld, CharFilter):
    """A telephone number from its start, as people write it: '038-000 12', '+31 (0)38', '0031 38' (domein 3.6, 3.7).

    What is stored as it was typed ('0900 1234', '14 038') is found as it was typed. Reads an index on the field in
    code point order.
    """

    naast = verspreid = True

    def herkent(self, tekst):
        return bool(re.fullmatch(r"([ .()/+-]*[0-9]){4,}[ )]*", tekst))

    def uitdrukking(self):
        return Collate(self.field_name, "C")

    def sleutel(self, waarde):
        nummer = re.sub("[ .()/-]", "", waarde.replace("(0)", ""))
        if not re.fullmatch("[+]?[0-9]+", nummer):
            return ""
        return re.sub("^0(?!0)", "+31", re.sub("^00", "+", nummer))

    def voorwaarde(self, waarde):
        getypt = Q(StartsWith(self.uitdrukking(), waarde.strip())) if re.search("[0-9]", waarde) else NIETS
        return super().voorwaarde(waarde) | getypt


class MetCategorie(Keuze):
    """Organisations where somebody in this categorie works today."""

    naast = True

    def __init__(self, **kwargs):
        super().__init__(keuzes=hoofdsegmentkeuze("persoon").keuzes, **kwargs)

    def voorwaarde(self, waarde):
        return Q(Exists(_HIER.filter(categorie=waarde)))

    def zin(self, waarde, tekst):
        return f"met een actieve persoon in categorie {tekst}"


class PostadresBekend(JaNee):
    """Ja: post can be sent somewhere of its own; nee: no postal address, and not said to be the visiting one."""

    def is_ja(self):
        return ~GEEN_POSTADRES


class Vanuit(Zoekveld, Filter):
    """The rows of one organisation: the link on its card. It has no search field, only a chip."""

    field_class = IntegerField

    def __init__(self, **kwargs):
        super().__init__(widget=HiddenInput(), min_value=0, max_value=2**63 - 1, **kwargs)

    def voorwaarde(self, waarde):
        return Q(**{self.field_name: waarde})

    def keuzetekst(self, waarde: int) -> str:
        """The name of the organisation. One query."""
        return str(Organisatie.objects.filter(pk=waarde).first() or waarde)

    def zin(self, waarde, tekst):
        return f"bij {tekst}"


class Geinformeerd(JaNee):
    """Nee: the person does not know yet that we have his data (AVG art. 14)."""

    def is_ja(self):
        return Q(geinformeerd_op__isnull=False)


class MetSlot(JaNee):
    """Ja: jobs of a person whose processing is limited (AVG art. 18). It has no search field, only a chip."""

    def is_ja(self):
        return Q(MET_SLOT)


def gebruikerkeuze(filterset):
    """Every user by name, former ones too: old records still carry them (R15)."""
    rijen = kleine_tabel(filterset, Gebruiker)
    return [(pk, Gebruiker.noem(*namen) + ("" if actief else " (niet actief)")) for pk, *namen, actief in rijen]
