"""The bar above a list: favourites, and keeping the question. The list itself knows nothing of Zoekvragen."""

from django import template

from smp.tekst import recordsleutel
from smp.zoekvragen.favorieten import favorieten, is_favoriet
from smp.zoekvragen.models import DEEL, DELEN, GEBRUIK

register = template.Library()


@register.inclusion_tag("zoekvragen/balk.html", takes_context=True)
def zoekvragenbalk(context) -> dict:
    """No query: favourites stand with the user, the name of the open question in the session."""
    request, vraag, lijst = context["request"], context["vraag"], context["lijst"]
    user = request.user
    if not user.has_perm(GEBRUIK):
        return {"mag": False}
    pk = recordsleutel(vraag.parameters.get("zoekvraag", ""))
    geopend = request.session.get("zoekvragen", {}).get(str(pk))
    return {
        "mag": True,
        "csrf_token": context.get("csrf_token"),
        "lijst": lijst,
        "vraagtekst": vraag.querystring(),
        "favorieten": favorieten(user, lijst.naam),
        "pk": pk,
        "open": geopend,
        "is_favoriet": pk is not None and is_favoriet(user, pk),
        "delen": DELEN if user.has_perm(DEEL) else [],
    }
