"""Start-up checks: a mistake in a declaration names the Lijst and the column (smp.E001–E008)."""

from django.core.checks import Error
from django.db.models import F, ForeignKey
from django.db.models.functions import Coalesce

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.zoekvelden import Zoekveld


def controleer(app_configs, **kwargs) -> list[Error]:
    """Every Lijst against its model, its form and the indexes of its table."""
    return [fout for lijst in LIJSTEN.values() for fout in controleer_lijst(lijst)]


def controleer_lijst(lijst) -> list[Error]:
    naam = type(lijst).__name__
    fouten = []
    if not lijst.kolommen or not lijst.kolommen[0].link:
        fouten.append(Error(f"{naam}: de eerste kolom moet link=True hebben.", id="smp.E001"))
    for deel in lijst.volgorde:
        if deel.removeprefix("-") not in lijst.kolom:
            fouten.append(Error(f"{naam}.volgorde: kolom '{deel}' bestaat niet.", id="smp.E002"))
    for kolom in lijst.kolommen:
        waar = f"{naam}, kolom '{kolom.naam}'"
        veld = lijst.modelveld(kolom)
        berekend = lijst.rijen(None).query.annotations
        if veld is None and not hasattr(lijst.model, kolom.naam) and kolom.naam not in berekend:
            fouten.append(Error(f"{waar}: {lijst.model.__name__} heeft dit veld niet.", id="smp.E003"))
            continue
        if reden := _geen_cel(lijst, kolom):
            fouten.append(Error(f"{waar}: bewerk=True, maar het veld {reden}.", id="smp.E004"))
        if kolom.filter is not None and not _is_zoekveld(kolom.filter):
            fouten.append(Error(f"{waar}: het zoekveld heeft geen zin() of geen voorwaarde().", id="smp.E008"))
        sleutel = lijst.sorteersleutel(kolom)
        if sleutel is None:
            continue
        if veld is None and not kolom.sorteer:
            fouten.append(Error(f"{waar}: een berekende kolom heeft sorteer=None nodig.", id="smp.E005"))
        elif not lijst.klein and not _heeft_index(lijst.model, sleutel):
            fouten.append(
                Error(
                    f"{waar}: sorteren zonder index.",
                    hint="Voeg models.Index(<sorteersleutel>, F('id')) toe, of geef sorteer=None.",
                    id="smp.E006",
                )
            )
        elif _kan_leeg(lijst.model, sleutel):
            fouten.append(Error(f"{waar}: de sorteersleutel kan NULL zijn. Sorteer op Coalesce(…).", id="smp.E007"))
    return fouten


def _is_zoekveld(filter) -> bool:
    """Whether a search field can be read back in words, and be held against a record."""
    return isinstance(filter, Zoekveld) and all(hasattr(filter, naam) for naam in ("zin", "voorwaarde"))


def _geen_cel(lijst, kolom) -> str:
    """Why a column with `bewerk` cannot be a cell of the grid, or ''."""
    if not kolom.bewerk:
        return ""
    if lijst.modelveld(kolom) is None:
        return "is berekend"
    form, (via, _, naam) = lijst.form, kolom.naam.rpartition("__")
    if via:
        wijst = next((v for v in lijst.model._meta.fields if v.name == via), None)
        naast = LIJSTEN.get(wijst.related_model._meta.model_name) if wijst else None
        if naast is None or wijst.null:
            return f"hoort bij ‘{via}’, en dat is geen verplicht veld naar een model met een Lijst"
        form = naast.form
    return "" if naam in form.base_fields else f"staat niet in {form.__name__}"


def _kan_leeg(model, sleutel) -> bool:
    """Whether an order can be NULL: Coalesce is when all its parts are, anything else when one is."""
    if isinstance(sleutel, F):
        return "__" in sleutel.name or model._meta.get_field(sleutel.name).null
    delen = (_kan_leeg(model, deel) for deel in sleutel.get_source_expressions() if deel is not None)
    return all(delen) if isinstance(sleutel, Coalesce) else any(delen)


def _heeft_index(model, sleutel) -> bool:
    """True when an index starts with the expression, or the expression is unique."""
    for index in model._meta.indexes:
        eerste = index.expressions[0] if index.expressions else F(index.fields[0])
        if eerste == sleutel:
            return True
    if not isinstance(sleutel, F):
        return False
    veld = model._meta.get_field(sleutel.name)
    return veld.primary_key or veld.unique or (veld.db_index and not isinstance(veld, ForeignKey))
