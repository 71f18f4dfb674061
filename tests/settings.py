"""The settings of the program for its tests: local, fast passwords, plain static files."""

import os

os.environ |= {"SMP_OMGEVING": "lokaal", "SMP_DEBUG": "0"}  # before the import below reads them

from smp.settings import *  # noqa: F403
from smp.settings import DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
#: Else every test client reads all static files anew: 50 ms each, half of the whole run.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
# The history can only grow; between two tests it is emptied.
DATABASES["default"]["OPTIONS"] = {"options": "-c smp.leegmaken=aan -c synchronous_commit=off"}
