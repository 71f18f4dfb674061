"""Once is once: double click, refresh and retry of a form that creates give one record and the same redirect.

A page with such a form carries `{{ eenmalig }}`, a key that is new every time it is drawn. The key is stored in the
transaction that stores the record: an equal post waits for the first one, and then gets its redirect. A post that
was refused leaves no key behind.
"""

import uuid
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.db import connection, models, transaction
from django.db.models.functions import Now
from django.http import HttpResponseRedirect
from django.utils import timezone

VELD = "eenmalig"
BEWAARTIJD = timedelta(days=2)


class Eenmalig(models.Model):
    """A post that has been carried out: who sent it, and where it led to."""

    sleutel = models.UUIDField("sleutel", primary_key=True)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    doel = models.TextField("doel", blank=True)  # it may carry a whole Vraag
    gemaakt_op = models.DateTimeField("gemaakt op", editable=False, db_default=Now())

    class Meta:
        app_label = "smp"
        verbose_name = "eenmalige sleutel"
        verbose_name_plural = "eenmalige sleutels"

    def __str__(self):
        return str(self.sleutel)


def sleutel(request) -> dict:
    """Context processor: `{{ eenmalig }}`, another key for every form on the page."""
    return {VELD: lambda: str(uuid.uuid4())}


def eenmalig(post):
    """Decorator of a view method that answers a post: what it does, it does once."""

    @wraps(post)
    def een_keer(self, request, *args, **kwargs):
        sleutel = _sleutel(request)
        if sleutel is None:
            return post(self, request, *args, **kwargs)
        with transaction.atomic():
            if not _neem(sleutel, request.user):
                messages.info(request, "Dit had je al verstuurd. Er is niets dubbel bewaard.")
                return HttpResponseRedirect(Eenmalig.objects.get(pk=sleutel).doel)
            antwoord = post(self, request, *args, **kwargs)
            if antwoord.status_code == 302:
                Eenmalig.objects.filter(pk=sleutel).update(doel=antwoord.url)
            else:
                transaction.set_rollback(True)
        return antwoord

    return een_keer


def _sleutel(request) -> uuid.UUID | None:
    """The key of this post: of the form, the user and all that was typed, or None when the form has no key.

    Who goes back, types another name and saves again wants a second record: that is another post.
    """
    try:
        formulier = uuid.UUID(request.POST.get(VELD, ""))
    except ValueError:
        return None
    velden = [paar for paar in request.POST.lists() if paar[0] != "csrfmiddlewaretoken"]
    return uuid.uuid5(formulier, repr((request.user.pk, request.path, sorted(velden))))


def _neem(sleutel: uuid.UUID, gebruiker) -> bool:
    """Store the key; False when it is there. Waits for a transaction that is storing the same one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO smp_eenmalig (sleutel, gebruiker_id, doel) VALUES (%s, %s, '') ON CONFLICT DO NOTHING",
            [sleutel, gebruiker.pk],
        )
        return cursor.rowcount == 1


def ruim_op() -> int:
    """Throw away keys that nobody will send again; returns how many. The nightly job calls it."""
    oud = Eenmalig.objects.filter(gemaakt_op__lt=timezone.now() - BEWAARTIJD)
    return oud._raw_delete(oud.db)
