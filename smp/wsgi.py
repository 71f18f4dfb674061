"""WSGI entry: `gunicorn smp.wsgi`. Production unless SMP_OMGEVING says otherwise."""

import gc
import itertools
import os

from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smp.settings")
#: After so many requests the old objects are looked through too (15 ms): with threads, what another request was busy
#: with while we cleaned counts as old.
GROTE_BEURT = 500
_verzoeken = itertools.count(1)


def ruim_op(**signaal):
    """Let go of the cycles that earlier requests left: 0.3 ms before each request.

    Left to Python they are 25 MB a worker, and cost 20 ms at once and twice the time in all (docs/bench.md).
    """
    gc.collect(1 if next(_verzoeken) % GROTE_BEURT else 2)


application = get_wsgi_application()
# The program itself is never garbage: to look through it again and again costs 2 ms of a list of 17.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
request_started.connect(ruim_op)
