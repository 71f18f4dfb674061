"""Acts on segments that touch more than one row (B7)."""

from django.core.exceptions import ValidationError
from django.db import transaction

from segmenten.models import GEBRUIK, Segment


@transaction.atomic
def vervang(oud: Segment, nieuw: Segment) -> int:
    """Move every link of `oud` to `nieuw` and delete `oud`; returns the number of links moved.

    Same type, at least the same kinds. The subsegmenten of a hoofdsegment move along; equal names become one.
    ValidationError when that cannot be, Segment.DoesNotExist when somebody was first.
    One UPDATE for each kind of link: the history triggers see every row.
    """
    if len(Segment.objects.filter(pk__in=[oud.pk, nieuw.pk]).order_by("pk").select_for_update()) < 2 and oud != nieuw:
        raise Segment.DoesNotExist
    if oud.pk == nieuw.pk or oud.type != nieuw.type:
        raise ValidationError("Kies een ander segment van hetzelfde type.")
    _past(oud, nieuw)
    aantal = 0
    namen = {sub.sorteersleutel: sub for sub in nieuw.subsegmenten.all()}
    for sub in oud.subsegmenten.select_for_update():
        if sub.sorteersleutel in namen:
            _past(sub, namen[sub.sorteersleutel])
            aantal += _verplaats(sub, namen[sub.sorteersleutel])
            sub.delete()
        else:
            # The links of the subsegment follow in `_verplaats(oud, nieuw)`, which moves their hoofdsegment.
            Segment.objects.filter(pk=sub.pk).update(hoofdsegment=nieuw)
    aantal += _verplaats(oud, nieuw)
    oud.delete()
    return aantal


def _past(oud: Segment, nieuw: Segment):
    """B2: a link may only move to a segment of its kind."""
    for soort in GEBRUIK:
        if getattr(oud, f"soort_{soort}") and not getattr(nieuw, f"soort_{soort}"):
            wie = f"Subsegment {nieuw}" if nieuw.type == Segment.SUB else "Het andere segment"
            raise ValidationError(f"{wie} heeft niet dezelfde soorten.")


def _verplaats(oud: Segment, nieuw: Segment) -> int:
    """Point all links at another segment; a subsegment takes its hoofdsegment along (B1)."""
    aantal = 0
    for hoofd, sub in GEBRUIK.values():
        relatie = Segment._meta.get_field(sub if oud.type == Segment.SUB else hoofd)
        waarden = {relatie.field.name: nieuw}
        if oud.type == Segment.SUB:
            waarden[Segment._meta.get_field(hoofd).field.name] = nieuw.hoofdsegment
        rijen = relatie.related_model.objects.filter(**{relatie.field.name: oud})
        aantal += rijen.update(**waarden)
    return aantal


@transaction.atomic
def verwijder(segment: Segment):
    """Delete a segment that nothing carries; ValidationError with the way out otherwise (B7).

    Segment.DoesNotExist when somebody was first.
    """
    segment = Segment.objects.select_for_update().get(pk=segment.pk)
    if segment.subsegmenten.exists() or any(segment.aantal(soort) for soort in GEBRUIK):
        raise ValidationError("Dit segment is in gebruik. Maak het niet actief, of kies Vervangen door….")
    segment.delete()
