"""The address of a visitor behind our own proxies, for the limit on logging in."""

from django.conf import settings


def bezoekersadres(request) -> str:
    """As far back in X-Forwarded-For as there are proxies of our own (SMP_PROXIES); what stands before it is hearsay.

    Without this every visitor has the address of the proxy, and ten tries at one account would lock out its owner.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    if not settings.SMP_PROXIES:
        return direct
    keten = [deel.strip() for deel in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if deel.strip()]
    return keten[-settings.SMP_PROXIES] if len(keten) >= settings.SMP_PROXIES else direct
