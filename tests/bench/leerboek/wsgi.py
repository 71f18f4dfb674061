from django.core.wsgi import get_wsgi_application

from tests.bench.meter import met_meter

application = met_meter(get_wsgi_application())
