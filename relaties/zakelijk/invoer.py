"""What one request fills in: the forms of the page, and the choices of an existing organisation and person."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from relaties import handelingen
from relaties.dubbelen import Dubbel, dubbele_organisaties, dubbele_personen
from relaties.zakelijk.deel import Deel, getoond, leeg, lees
from relaties.zakelijk.formulieren import BaanDeel, OrganisatieDeel, PersoonDeel
from smp.formulieren import Samengesteld, ingevuld
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.lijst import LIJSTEN
from smp.tekst import recordsleutel


class Invoer:
    """The forms of one request, filled with `post`; an empty page without.

    `controleer`: the forms are bound, so that they carry their messages. `vergrendel`: to store them, in a transaction;
    the chosen person and organisation are locked, in that order.
    """

    def __init__(self, user, post: QueryDict | None = None, *, controleer: bool = False, vergrendel: bool = False):
        self.user, self.bronnen, self.controleer, self.vergrendel = user, {}, controleer, vergrendel
        self.leeg, self.post = post is None, QueryDict(mutable=True) if post is None else post.copy()
        self._kies()
        self.teksten = {} if self.leeg else ingevuld(BaanDeel(bronnen=self.bronnen), self.post)
        self.baan = self._baan()
        self.persoon = self._deel(PersoonDeel, self._rij("persoon", self.post.get("bestaande_persoon", "")))
        self.organisatie = self._deel(OrganisatieDeel, self._gekozen_organisatie())
        nieuw = user.has_perm("relaties.add_organisatie")
        self.baan.fields["organisatie"].required = not nieuw
        self.organisatie.alleen_lezen |= self.organisatie.gekozen is None and not nieuw
        if self.persoon.gekozen:
            self.baan.instance.persoon = self.persoon.gekozen

    def _kies(self):
        """[Gebruik deze] and [Toch een nieuwe persoon]: what they change in the post; all else stays as typed."""
        soort, _, pk = self.post.get("gebruik", "").partition("-")
        if soort == "persoon":
            self.post["bestaande_persoon"] = pk
        elif soort == "organisatie":
            for naam in ("baan-organisatie_tekst", "baan-organisatie_was"):
                self.post.pop(naam, None)
            self.post["baan-organisatie"] = pk
        if "los" in self.post:
            self.post["bestaande_persoon"] = ""

    def _baan(self) -> BaanDeel:
        if self.controleer or "ophalen" in self.post:  # a name that is no organisation is said
            teksten = {f"{BaanDeel.prefix}-{veld}": tekst for veld, tekst in self.teksten.items()}
            return BaanDeel(teksten, bronnen=self.bronnen)
        return BaanDeel(initial=self.teksten, bronnen=self.bronnen)

    def _deel(self, klasse, gekozen) -> Deel:
        if self.leeg:
            return leeg(klasse, self.bronnen)
        mag = self.user.has_perm(f"relaties.change_{klasse.prefix}") and not getattr(gekozen, "slot", "")
        return lees(klasse, self.post, gekozen, mag, self.bronnen, self.controleer)

    def _rij(self, naam: str, sleutel: str):
        """A row that this user may see, or None."""
        lijst = LIJSTEN[naam]
        pk = recordsleutel(sleutel)
        if pk is None or not self.user.has_perm(lijst.recht("view")):
            return None
        rijen = lijst.rijen(self.user).filter(pk=pk)
        return (rijen.select_for_update(of=("self",)) if self.vergrendel else rijen).first()

    def _gekozen_organisatie(self):
        """The chosen organisation. While the field holds something that is none, the sections stay as they were."""
        try:
            rij = self.baan.fields["organisatie"].to_python(self.teksten.get("organisatie", ""))
        except ValidationError:
            rij = getoond(OrganisatieDeel, self.post)
        return rij and self._rij("organisatie", str(rij.pk))

    # --- checking and storing

    @property
    def delen(self) -> tuple[Deel, Deel]:
        return self.persoon, self.organisatie

    @property
    def samen(self) -> Samengesteld:
        """The forms that count: no person or organisation that stays as it is."""
        return Samengesteld(**{deel.naam: deel.form for deel in self.delen if deel.te_bewaren}, baan=self.baan)

    def is_valid(self) -> bool:
        return self.samen.is_valid() and all(deel.goed for deel in self.delen)

    def dubbelen(self) -> list[Dubbel]:
        """Stored rows that the new person and the new organisation may be."""
        uit = []
        if self.persoon.gekozen is None:
            uit += dubbele_personen(self.persoon.form.instance, [self.baan.instance])
        if self.organisatie.gekozen is None and not self.organisatie.alleen_lezen:
            uit += dubbele_organisaties(self.organisatie.form.instance)
        return uit

    def wijzigingen(self) -> list[Wijziging]:
        """What is about to be stored, for its consequences. The job may have a person or organisation without a key."""
        baan = self.baan.instance
        baan.persoon, baan.organisatie = self.persoon.obj, self.organisatie.obj
        return [Wijziging(baan, {}), *(Wijziging(deel.obj, deel.was) for deel in self.delen if deel.te_bewaren)]

    def bewaar(self, gevolgen: Gevolgen) -> str | None:
        """The sentence that tells what was stored, or None when the database refuses: then a form says why."""
        persoon, organisatie = self.delen

        def schrijf():
            gevolgen.doe()
            return handelingen.relatie_toevoegen(
                persoon.obj,
                self.baan.instance,
                organisatie.obj,
                van_persoon=persoon.kolommen,
                van_organisatie=organisatie.kolommen,
            )

        return self.samen.bewaar(schrijf)
