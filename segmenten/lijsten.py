"""The Segmenten-tabel (R76): a tree of hoofdsegmenten with their subsegmenten below them."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad

from segmenten.forms import SegmentForm
from segmenten.models import Segment
from smp.lijsten.gevolgen import Gevolg
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import Lijst, registreer
from smp.lijsten.zoekvelden import JaNee, Keuze, Woorden
from smp.tekst import getal


def _op_volgorde(veld):
    return LPad(Cast(veld, CharField()), 5, Value("0"))


#: A page of segments counts each of them up to here: at a million relations it would read them all.
TELGRENS = 1_000


def toon_gebruik(aantal: int) -> str:
    """'12', or '1.000+'."""
    return f"{getal(TELGRENS)}+" if aantal > TELGRENS else str(aantal)


#: Hoofdsegment, then its subsegmenten, each by volgorde and name.
BOOM = Concat(
    _op_volgorde(Coalesce("hoofdsegment__volgorde", "volgorde")),
    Coalesce("hoofdsegment__sorteersleutel", "sorteersleutel"),
    Cast(Coalesce("hoofdsegment_id", "id"), CharField()),
    "type",
    _op_volgorde("volgorde"),
    "sorteersleutel",
    output_field=CharField(db_collation="C"),
)


def koppelingen(aantal: int) -> str:
    """'1 koppeling' or '12 koppelingen'."""
    return "1 koppeling" if aantal == 1 else f"{toon_gebruik(aantal)} koppelingen"


@registreer
class SegmentLijst(Lijst):
    model = Segment
    form = SegmentForm
    klein = True
    volgorde = ("naam",)
    begin = {"actief": "ja"}
    kolommen = [
        Kolom("naam", filter=Woorden(field_name="zoeksleutel"), zoek=True, sorteer=BOOM, bewerk=True, link=True),
        Kolom("type", filter=Keuze(), zoek=True),
        Kolom("hoofdsegment", sorteer=None),
        Kolom("soort", sorteer=None),
        Kolom(
            "soort_organisatie",
            "Organisatie",
            filter=JaNee("voor organisaties", "niet voor organisaties"),
            zoek=True,
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom(
            "soort_persoon",
            "Persoon in organisatie",
            filter=JaNee("voor personen in organisatie", "niet voor personen in organisatie"),
            zoek=True,
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom("gebruik", "In gebruik", sorteer=None, toon=toon_gebruik),
        Kolom("omschrijving", sorteer=None, bewerk=True, standaard=False),
        Kolom("volgorde", sorteer=None, bewerk=True, standaard=False),
        Kolom("actief", filter=JaNee("actieve …", "niet-actieve …"), zoek=True, sorteer=None, bewerk=True),
    ]

    def rijen(self, user):
        return Segment.objects.select_related("hoofdsegment").met_gebruik(TELGRENS)

    def gevolgen(self, wijzigingen, user):
        """B6: a new name is the name of every link at once, so their number is said."""
        anders = [w.obj for w in wijzigingen if not w.nieuw and w.anders("naam") and w.obj.gebruik]
        return [Gevolg(zin=f"De naam {obj.naam} geldt nu voor {koppelingen(obj.gebruik)}.") for obj in anders]

    def rijklasse(self, rij):
        soort = "sub" if rij.type == Segment.SUB else "hoofd"
        return f"{soort} {super().rijklasse(rij)}".strip()
