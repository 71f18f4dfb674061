"""One settings file. Every choice is an environment variable with a safe default.

SMP_OMGEVING  `productie` (default) or `lokaal` (what manage.py and `make run` set)
SMP_DEBUG     `1` shows Django's error pages; refused in production
SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL   needed in production; made up for you locally
SMP_PROXIES   how many proxies of your own stand before it; REPLICA_URLS, REDIS_URL: docs/schaal.md

In production an unsafe setting stops the start with a sentence that says why (`_weiger_onveilig`).
"""

import os
from pathlib import Path

from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from smp.postgres import database_url, ontleed

BASE_DIR = Path(__file__).resolve().parent.parent
PRODUCTIE = os.environ.get("SMP_OMGEVING", "productie") == "productie"
DEBUG = os.environ.get("SMP_DEBUG") == "1"
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]


def _weiger_onveilig():
    """Refuse to start in production with a setting that a visitor could abuse."""
    geheim = os.environ.get("SECRET_KEY", "")
    fouten = []
    if DEBUG:
        fouten.append("SMP_DEBUG staat aan. Zet SMP_DEBUG uit: foutpagina's tonen anders gegevens.")
    if len(geheim) < 50 or len(set(geheim)) < 5:
        fouten.append("SECRET_KEY ontbreekt of is te kort. Geef een willekeurige tekst van minstens 50 tekens.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        fouten.append("ALLOWED_HOSTS ontbreekt of is '*'. Geef de namen waaronder je SMP bezoekt, met komma's.")
    if not os.environ.get("DATABASE_URL"):
        fouten.append("DATABASE_URL ontbreekt. De ingebouwde PostgreSQL is alleen voor lokaal gebruik.")
    if fouten:
        raise ImproperlyConfigured("SMP start niet in productie:\n- " + "\n- ".join(fouten))


def _lokaal_geheim() -> str:
    """A random key, made once and kept in .run/, so that a restart does not log everybody out."""
    bestand = BASE_DIR / ".run" / "geheim"
    if not bestand.exists():
        bestand.parent.mkdir(mode=0o700, exist_ok=True)
        bestand.touch(mode=0o600)
        bestand.write_text(get_random_secret_key())
    return bestand.read_text()


if PRODUCTIE:
    _weiger_onveilig()
    SECRET_KEY = os.environ["SECRET_KEY"]
else:
    SECRET_KEY = os.environ.get("SECRET_KEY") or _lokaal_geheim()
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]"]

# --- the program ---------------------------------------------------------------------------------

SMP_LEVERANCIER_NAAM = os.environ.get("SMP_LEVERANCIER_NAAM", "de leverancier")
SMP_LEVERANCIER_EMAIL = os.environ.get("SMP_LEVERANCIER_EMAIL", "")
#: The form 'Zakelijke relatie toevoegen', which is sold apart (R31); `0` takes it away.
SMP_ZAKELIJKE_RELATIE = os.environ.get("SMP_ZAKELIJKE_RELATIE", "1") != "0"
#: The biggest page that we make ourselves: a grid of 500 rows x 27 cells (organisaties with every column) = 13,500, and
#: twice that when every cell is in conflict and brings a choice. A hostile request stops here.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 27_500
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

INSTALLED_APPS = [
    "smp",
    "smp.gebruikers",
    "smp.historie",
    "smp.lijsten",
    "smp.kaarten",
    "smp.uitwisseling",
    "smp.zoekvragen",
    "segmenten",
    "relaties",
    "django.forms",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_tables2",
    "django_htmx",
    "csp",
    "axes",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "smp.replica.Lezen",
    "smp.gebruikers.sessieduur.Sessieduur",
    "smp.gebruikers.verlopen.Inlogpoort",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "smp.historie.middleware.Historie",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "smp.urls"
WSGI_APPLICATION = "smp.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "lucide": "smp.templatetags.icoon",
                "zoekvraag": "smp.zoekvragen.templatetags.zoekvraag",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smp.menu.menu",
                "smp.eenmalig.sleutel",
            ],
        },
    },
]
FORM_RENDERER = "smp.weergave.Schrijver"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- database ------------------------------------------------------------------------------------

DATABASES = {"default": ontleed(database_url(BASE_DIR))}
#: Every thread of a web process keeps its connection; a pool that lends one out for a page costs 1 ms a page.
BLIJVEND = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
DATABASES["default"] |= BLIJVEND | {"OPTIONS": {"connect_timeout": 5}}
#: Streaming replicas of it, that pages may be read from (smp/replica.py).
for _nr, _url in enumerate(os.environ.get("REPLICA_URLS", "").split(), 1):
    DATABASES[f"replica{_nr}"] = ontleed(_url) | BLIJVEND | {"OPTIONS": {"connect_timeout": 2}}
DATABASE_ROUTERS = ["smp.replica.Leesrouter"] if len(DATABASES) > 1 else []
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["TEST"] = {"TEMPLATE": "smp_sjabloon"}

# --- users and sessions --------------------------------------------------------------------------

AUTH_USER_MODEL = "gebruikers.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "smp.gebruikers.rechten.Rolrechten",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "inloggen"
LOGIN_REDIRECT_URL = "home"
CSRF_FAILURE_VIEW = "smp.gebruikers.verlopen.oude_pagina"
LOGOUT_REDIRECT_URL = "inloggen"
#: A try counts for one account and one address, so that nobody can lock a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
AXES_CLIENT_IP_CALLABLE = "smp.gebruikers.adres.bezoekersadres"
#: How many proxies of our own stand before this program, each of which adds to X-Forwarded-For.
SMP_PROXIES = int(os.environ.get("SMP_PROXIES", "0"))
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSIE_STIL = 30 * 60  # seconds without a request
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds in all
if os.environ.get("REDIS_URL"):  # else sessions and the cache live in PostgreSQL and in the process
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},  # else a frozen one is waited for
        }
    }
    SESSION_ENGINE = "smp.gebruikers.sessies"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- history -------------------------------------------------------------------------------------

PGHISTORY_INSTALL_CONTEXT_FUNC_ON_MIGRATE = True

# --- jobs ----------------------------------------------------------------------------------------

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "taken"

# --- what leaves the server ----------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if PRODUCTIE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = os.environ.get("SMP_HTTPS_DOORSTUREN", "1") == "1"
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

# --- static files --------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".statisch"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "smp.vendor.PackageFinder",
]
#: Bootstrap's variables and reset only: 10 KB; the whole of it is 232 KB, and the pages have a design of their own.
#: public path -> (package, path in the package). The map is there because the manifest rewrites its address.
VENDOR_STATIC = {
    "vendor/bootstrap/bootstrap-reboot.min.css": ("bootstrap", "css/bootstrap-reboot.min.css"),
    "vendor/bootstrap/bootstrap-reboot.min.css.map": ("bootstrap", "css/bootstrap-reboot.min.css.map"),
}
#: Only the release image (Dockerfile) asks for compressed files.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": os.environ.get("SMP_STATIC", "django.contrib.staticfiles.storage.ManifestStaticFilesStorage")
    },
}
WHITENOISE_MAX_AGE = 60

# --- language ------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "smp.formats"


def geweigerd_zonder_stapel(record) -> bool:
    """A page that is refused (403, 404) is one line in the log; its stack says nothing."""
    if getattr(record, "status_code", 500) < 500:
        record.exc_info = None
    return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"geweigerd": {"()": "django.utils.log.CallbackFilter", "callback": geweigerd_zonder_stapel}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["geweigerd"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
