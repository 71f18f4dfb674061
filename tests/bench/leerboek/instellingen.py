"""A stock project on the same database: the middleware of startproject, one connection that stays open."""

from smp.settings import *  # noqa: F403
from smp.settings import DATABASES, TEMPLATES

DATABASES["default"].pop("OPTIONS", None)
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tests.bench.leerboek.urls"
TEMPLATES[0]["DIRS"] = []
TEMPLATES[0]["OPTIONS"] = {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ],
    "loaders": [
        (
            "django.template.loaders.cached.Loader",
            [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "lijst.html": "{% load render_table from django_tables2 %}<!doctype html><title>Lijst</title>"
                        "<form>{{ filter.form.as_p }}<button>Zoeken</button></form>{% render_table table %}",
                        "raster.html": "<!doctype html><title>Raster</title><form method=post>{% csrf_token %}"
                        "{{ formset.management_form }}<table>{% for form in formset %}<tr>{{ form.as_table }}</tr>"
                        "{% endfor %}</table><button>Bewaren</button></form>",
                        "zakelijk.html": "<!doctype html><title>Toevoegen</title><form method=post>{% csrf_token %}"
                        "{% for form in forms.values %}{{ form.as_p }}{% endfor %}<button>Bewaren</button></form>",
                        "kaart.html": "<!doctype html><title>{{ object }}</title><h1>{{ object }}</h1><dl>{% for naam, "
                        "waarde in velden %}<dt>{{ naam }}<dd>{{ waarde }}{% endfor %}</dl><table>"
                        "{% for rij in personen %}<tr><td>{{ rij.persoon }}<td>{{ rij.functie }}<td>"
                        "{{ rij.afdeling }}<td>{{ rij.telefoon }}"
                        "{% endfor %}</table>",
                    },
                )
            ],
        ),
        "django.template.loaders.app_directories.Loader",
    ],
}
TEMPLATES[0]["APP_DIRS"] = False
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
