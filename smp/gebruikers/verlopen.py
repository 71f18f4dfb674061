"""A session that ended, or was renewed, while somebody typed (R93): his post waits in a page, and goes on after it.

The server stores nothing: the browser carries what was typed, and the user himself presses [Verder met bewaren].
"""

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure

#: The hidden fields of the login page: what was posted, as a query string, and the address that it was for.
WACHT, VERDER = "wacht", "verder"


class Inlogpoort(LoginRequiredMiddleware):
    """Django's own, but a post of somebody without a session is not thrown away."""

    def handle_no_permission(self, request, view_func):
        wacht = _getypt(request)
        if not wacht or request.htmx:
            return super().handle_no_permission(request, view_func)
        context = {"form": AuthenticationForm(request), WACHT: wacht, VERDER: request.get_full_path()}
        return render(request, "registration/login.html", context, status=403)


def oude_pagina(request, reason=""):
    """CSRF_FAILURE_VIEW. A page of ours from before a login in another tab: its post waits as well.

    Only with the Origin that the browser gives: what another site lets him post is never offered.
    """
    eigen = f"{request.scheme}://{request.get_host()}"
    if not request.user.is_authenticated or request.headers.get("Origin") != eigen or request.htmx:
        return csrf_failure(request, reason)
    if request.resolver_match.url_name == "inloggen":  # he is logged in by now; what waited in that page still waits
        wacht = wachtend(request)
        return ga_verder(request, **wacht, status=403) if wacht else redirect(settings.LOGIN_REDIRECT_URL)
    wacht = _getypt(request)
    return ga_verder(request, wacht, request.get_full_path(), 403) if wacht else csrf_failure(request, reason)


def _getypt(request) -> str:
    """What was posted, as a query string, without what nobody else may see."""
    post = request.POST.copy()
    for naam in [naam for naam in post if naam == "csrfmiddlewaretoken" or "password" in naam]:
        del post[naam]
    return post.urlencode()


def wachtend(request) -> dict[str, str]:
    """What waits in this post of the login page; empty when nothing does, or when it is for another site."""
    wacht, verder = request.POST.get(WACHT, ""), request.POST.get(VERDER, "")
    eigen = verder.startswith("/") and url_has_allowed_host_and_scheme(verder, request.get_host(), request.is_secure())
    return {WACHT: wacht, VERDER: verder} if wacht and eigen else {}


def ga_verder(request, wacht: str, verder: str, status: int = 200):
    """The page with the waiting post, for who has just logged in; 403 when it answers that post itself."""
    velden = [(naam, waarde) for naam, waarden in QueryDict(wacht).lists() for waarde in waarden]
    return render(request, "registration/verder.html", {"velden": velden, VERDER: verder}, status=status)
