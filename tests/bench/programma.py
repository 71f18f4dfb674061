"""The program itself, with the meter around it: `gunicorn tests.bench.programma`."""

from smp.wsgi import application
from tests.bench.meter import met_meter

application = met_meter(application)
