"""Jobs of the worker (`manage.py procrastinate worker`, which finds this file by its name in every app).

A job has no request, so it opens the history context itself: `@taak` does, or its changes would stand in the
history without a Wijzigingsset.
"""

from datetime import timedelta
from functools import wraps

import pghistory
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from smp import eenmalig, werk

#: How long we know who tried to log in from where: failed tries, and logins.
POGINGEN, INLOGGEN = timedelta(days=1), timedelta(days=90)


def taak(functie=None, **opties):
    """Decorator: a job whose changes are one Wijzigingsset, with the name of the job for who did it."""

    def maak(functie):
        @wraps(functie)
        def in_wijzigingsset(*args, **kwargs):
            with pghistory.context(user=None, taak=functie.__name__):
                return functie(*args, **kwargs)

        return app.task(name=functie.__name__, **opties)(in_wijzigingsset)

    return maak(functie) if functie else maak


@app.periodic(cron="15 2 * * *")
@taak(queueing_lock="opruimen")
def opruimen(timestamp: int = 0):
    """Every night: throw away what nobody needs any more."""
    call_command("clearsessions")
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - POGINGEN).delete()
    AxesProxyHandler.reset_logs(age_days=INLOGGEN.days)
    eenmalig.ruim_op()
    werk.ruim_op()
