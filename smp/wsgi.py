"""WSGI entry: `gunicorn smp.wsgi`. Production unless SMP_OMGEVING says otherwise."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smp.settings")
application = get_wsgi_application()
# The program itself is never garbage: to look through it again and again costs 2 ms of a list of 17.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
