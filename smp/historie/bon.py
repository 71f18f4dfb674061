"""The receipt of an act: its sentence, and the way to what it changed and back."""

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html


def bon(request, zin):
    """Success message with links to the Wijzigingsset of this request; `zin` may be safe HTML."""
    html = '{} <span class="bon"><a href="{}">Bekijk wat er is gewijzigd</a> <a href="{}">Ongedaan maken</a></span>'
    adressen = [reverse(naam, args=[request.wijzigingsset]) for naam in ("wijzigingsset", "wijzigingsset_ongedaan")]
    messages.success(request, format_html(html, zin, *adressen))
