"""The rows in a section of a card, while they are added or changed there (R60–R64): `?regels=nieuw` and `wijzigen`.

Both take the rows from the Regels of the Kaart and are used the same way:

    blok.lees(request.POST)          or nothing, for the page as it is opened
    blok.compleet                    nothing was cut off
    blok.goed()                      every message is at its field
    blok.wijzigingen, blok.schrijf() what to store
    blok.html(vragen)                the rows, with what was typed
"""

from smp.formulieren import lees_basis, onderteken
from smp.kaarten.bewerking import Bewerking, fouten_van
from smp.kaarten.indeling import regels_html, wijzigregels_html
from smp.kaarten.kaart import MAXIMAAL
from smp.lijsten.bijwerken import gewijzigde_velden, werk_bij
from smp.lijsten.gevolgen import Wijziging


class Nieuw:
    """New rows; an untouched row is no row."""

    modus, recht, gedaan = "nieuw", "add", "toegevoegd"
    status, compleet = 422, True

    def __init__(self, regels, obj, user):
        self.regels, self.obj = regels, obj
        self.formset = regels.formset(obj)

    def lees(self, post):
        self.formset = self.regels.formset(self.obj, post)

    def goed(self) -> bool:
        return self.formset.is_valid()

    @property
    def wijzigingen(self) -> list[Wijziging]:
        return [Wijziging(form.instance, {}) for form in self._gevuld]

    def schrijf(self):
        for form in self._gevuld:
            form.save()

    def weiger(self, zin: str):
        """The database refused: say so at the first row; none of them is stored."""
        for form in self._gevuld:
            form.instance.pk = None
        self._gevuld[0].add_error(None, zin)

    def html(self, vragen) -> str:
        gebonden = self.formset.is_bound
        fouten = [fout for form in self.formset for fout in fouten_van(form)] if gebonden else []
        return regels_html(self.regels, self.formset, kaart={"vragen": vragen, "fouten": fouten})

    @property
    def _gevuld(self) -> list:
        return [form for form in self.formset if form.has_changed()]


class Wijzigen:
    """The stored rows, each merged with what others changed meanwhile; only what was changed here is written."""

    modus, recht, gedaan = "wijzigen", "change", "gewijzigd"

    def __init__(self, regels, obj, user):
        self.regels, self.obj = regels, obj
        self.rijen, self.bronnen = regels.rijen(obj, user), {}
        self.bewerkingen, self.compleet, self.weg = None, True, 0

    def lees(self, post):
        """Lock the rows in the order of their key, as the grid does, and merge them in the order of the page."""
        basis = lees_basis(post.get("basis", ""))
        goed = isinstance(basis, dict) and all(pk.isdigit() and isinstance(cel, dict) for pk, cel in basis.items())
        basis = basis if goed else {}
        rijen = self.rijen.filter(pk__in=basis).order_by("pk").select_for_update(of=("self",))
        gelezen = {str(rij.pk): rij for rij in rijen}
        self.bewerkingen = [Bewerking(self._maak, gelezen[pk], basis[pk], post) for pk in basis if pk in gelezen]
        self.compleet = goed and all(bewerking.compleet for bewerking in self.bewerkingen)
        self.weg = len(basis) - len(gelezen)

    def goed(self) -> bool:
        """A row that nobody touched is not judged: it may hold what an import left."""
        return not [b for b in self.bewerkingen if (b.gewijzigd or b.conflicten) and not b.goed()] and not self.weg

    @property
    def status(self) -> int:
        return 409 if self.weg or any(bewerking.conflicten for bewerking in self.bewerkingen) else 422

    @property
    def wijzigingen(self) -> list[Wijziging]:
        return [Wijziging(bewerking.obj, bewerking.gelezen) for bewerking in self.bewerkingen if bewerking.gewijzigd]

    def schrijf(self):
        """One UPDATE, of what was changed here and what `clean` has brought in its stored form with it."""
        paren = [(wijziging.obj, wijziging.was) for wijziging in self.wijzigingen]
        werk_bij([obj for obj, _ in paren], gewijzigde_velden(paren))

    def weiger(self, zin: str):
        """The database refused: say so at the first row that was changed."""
        next(b for b in self.bewerkingen if b.gewijzigd).form.add_error(None, zin)

    def html(self, vragen) -> str:
        if self.bewerkingen is None:
            forms = [self._maak(rij) for rij in self.rijen[:MAXIMAAL]]
            basis = {str(form.instance.pk): form.teksten() for form in forms}
            return self._html(forms, basis)
        fouten, conflicten, forms = [], [], []
        for b in self.bewerkingen:
            geraakt = b.gewijzigd or b.conflicten
            forms.append(b.form if geraakt else b.vers)
            if not geraakt:
                continue
            fouten += [fout | {"label": f"{b.naam}, {fout['label']}"} for fout in fouten_van(b.form)]
            conflicten += [regel | {"label": f"{b.naam}, {regel['label']}"} for regel in b.toon_conflicten()]
        basis = {str(b.obj.pk): b.basis_nu() for b in self.bewerkingen}
        return self._html(forms, basis, fouten=fouten, conflicten=conflicten, weg=self.weg, vragen=vragen)

    def _maak(self, rij, data=None):
        """The form of one row."""
        return self.regels.form(data, instance=rij, prefix=f"rij-{rij.pk}", ouder=self.obj, bronnen=self.bronnen)

    def _html(self, forms, basis, **meer) -> str:
        meer["conflict_wat"] = f"deze {self.regels.model._meta.verbose_name_plural}"
        return wijzigregels_html(self.regels, forms, {"basis": onderteken(basis), **meer})


BLOKKEN = {klasse.modus: klasse for klasse in (Nieuw, Wijzigen)}
