"""The database is down, full or frozen: a Dutch page with 503, and nothing of the stack."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader
from django.views.defaults import server_error

GEEN_DATABASE = (OperationalError, InterfaceError)


def fout(request):
    """handler500: of any error, in a view or in middleware; Django writes it to the log.

    Middleware of our own would see nothing of it: Django answers an error where it stands, and the first question to
    the database of nearly every page, who the session is of, is asked in middleware.
    """
    if not isinstance(sys.exc_info()[1], GEEN_DATABASE):
        return server_error(request)
    return HttpResponse(loader.render_to_string("503.html"), status=503, headers={"Retry-After": "5"})
