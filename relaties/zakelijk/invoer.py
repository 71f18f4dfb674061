"""What one request fills in: the forms of the page, and the choices of an existing organisation and person."""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from relaties import handelingen
from relaties.dubbelen import Dubbel, dubbele_organisaties, dubbele_personen
from relaties.models import Organisatie, Persoon
from relaties.zakelijk import organisatiedeel
from relaties.zakelijk.formulieren import BaanDeel, PersoonDeel
from smp.formulieren import Samengesteld, ingevuld
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.lijst import LIJSTEN
from smp.tekst import recordsleutel

KLASSEN = {"persoon": PersoonDeel, "baan": BaanDeel}


class Invoer:
    """The forms of one request, filled with `post`; an empty page without.

    `controleer`: the forms are bound, so that they carry their messages. `vergrendel`: to store them, in a transaction;
    the organisation is locked.
    """

    def __init__(self, user, post: QueryDict | None = None, *, controleer: bool = False, vergrendel: bool = False):
        self.user, self.bronnen, self.controleer, self.vergrendel = user, {}, controleer, vergrendel
        self.teksten = {}
        self.post = post.copy() if post is not None else QueryDict(mutable=True)
        self._kies()
        self.bestaand = self._rij("persoon", self.post.get("bestaande_persoon", ""))
        self.persoon, self.baan = self._deel("persoon"), self._deel("baan")
        nieuw = user.has_perm("relaties.add_organisatie")
        self.baan.fields["organisatie"].required = not nieuw
        if post is None:
            self.organisatie = organisatiedeel.leeg(self.bronnen)
        else:
            mag = user.has_perm("relaties.change_organisatie")
            self.organisatie = organisatiedeel.lees(self.post, self._gekozen(), mag, self.bronnen, controleer)
        self.organisatie.alleen_lezen |= self.organisatie.gekozen is None and not nieuw
        if self.bestaand:
            self.baan.instance.persoon = self.bestaand

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

    def _deel(self, naam: str):
        klasse, opties = KLASSEN[naam], {"prefix": naam, "bronnen": self.bronnen}
        self.teksten[naam] = teksten = ingevuld(klasse(**opties), self.post) if self.post else {}
        if self.controleer or (naam == "baan" and "ophalen" in self.post):  # a name that is no organisation is said
            return klasse({f"{naam}-{veld}": tekst for veld, tekst in teksten.items()}, **opties)
        return klasse(initial=teksten, **opties)

    def _rij(self, naam: str, sleutel: str):
        """A row that this user may see, or None."""
        lijst = LIJSTEN[naam]
        pk = recordsleutel(sleutel)
        if pk is None or not self.user.has_perm(lijst.recht("view")):
            return None
        return lijst.rijen(self.user).filter(pk=pk).first()

    def _gekozen(self) -> Organisatie | None:
        """The chosen organisation. While the field holds something that is none, the sections stay as they were."""
        try:
            rij = self.baan.fields["organisatie"].to_python(self.teksten["baan"].get("organisatie", ""))
        except ValidationError:
            rij = organisatiedeel.getoond(self.post)
        rij = rij and self._rij("organisatie", str(rij.pk))
        if rij and self.vergrendel:
            return Organisatie.objects.select_for_update().filter(pk=rij.pk).first()
        return rij

    # --- checking and storing

    @property
    def samen(self) -> Samengesteld:
        """The forms that count: no person when an existing one is used, no organisation that stays as it is."""
        delen = {} if self.bestaand else {"persoon": self.persoon}
        if self.organisatie.te_bewaren and not self.organisatie.alleen_lezen:
            delen["organisatie"] = self.organisatie.form
        return Samengesteld(**delen, baan=self.baan)

    @property
    def bevestigd(self) -> bool:
        """Whether the user said of every known field that it may become empty."""
        return set(self.organisatie.geleegd) <= set(self.post.get("maak_leeg", "").split(","))

    def is_valid(self) -> bool:
        deel = self.organisatie
        return self.samen.is_valid() and not deel.conflicten and not deel.gewisseld and self.bevestigd

    def dubbelen(self) -> list[Dubbel]:
        """Stored rows that the new person and the new organisation may be."""
        uit, gekozen = [], self.organisatie.gekozen
        if not self.bestaand:
            uit += dubbele_personen(self.persoon.instance, [self.baan.instance])
        if gekozen is None and not self.organisatie.alleen_lezen:
            uit += dubbele_organisaties(self.organisatie.form.instance)
        return uit

    def wijzigingen(self) -> list[Wijziging]:
        """What is about to be stored, for its consequences. The job may have a person or organisation without a key."""
        deel, baan = self.organisatie, self.baan.instance
        baan.persoon, baan.organisatie = self.bewaarde_persoon, deel.gekozen or deel.form.instance
        uit = [Wijziging(baan, {})]
        if not self.bestaand:
            uit.append(Wijziging(baan.persoon, {}))
        return uit

    def bewaar(self, gevolgen: Gevolgen) -> str | None:
        """The sentence that tells what was stored, or None when the database refuses: then a form says why."""
        deel = self.organisatie
        organisatie = deel.form.instance if deel.gekozen is None else deel.gekozen
        gewijzigd = tuple(deel.kolommen()) if deel.gekozen and deel.samen.gewijzigd else ()

        def schrijf():
            gevolgen.doe()
            return handelingen.relatie_toevoegen(self.bewaarde_persoon, self.baan.instance, organisatie, gewijzigd)

        return self.samen.bewaar(schrijf)

    @property
    def bewaarde_persoon(self) -> Persoon:
        return self.bestaand or self.persoon.instance
