"""A session ends after 30 minutes without a request, and after 12 hours in any case."""

import time

from django.conf import settings
from django.contrib.auth import logout


class Sessieduur:
    """Ends an idle session; the absolute end is SESSION_COOKIE_AGE, because a session is not renewed.

    The last moment is written at most once a minute: it costs one UPDATE a minute, not one a page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            nu = int(time.time())
            laatst = request.session.get("laatst_gezien", nu)
            begin = request.session.get("begonnen", nu)
            if nu - laatst > settings.SESSIE_STIL or nu - begin > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif nu - laatst > 60 or "begonnen" not in request.session:
                request.session["laatst_gezien"], request.session["begonnen"] = nu, begin
        return self.get_response(request)
