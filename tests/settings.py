"""The settings of the program for its tests: local, no connection pool, fast passwords, plain static files."""

import os

os.environ.setdefault("SMP_OMGEVING", "lokaal")
os.environ.setdefault("SMP_POOL", "0")

from smp.settings import *  # noqa: F403
from smp.settings import STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
