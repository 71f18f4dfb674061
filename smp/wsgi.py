"""WSGI entry: `gunicorn smp.wsgi`. Production unless SMP_OMGEVING says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smp.settings")
application = get_wsgi_application()
