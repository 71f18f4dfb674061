"""Who may take back what (docs/decisions/0010): his own sets, or with the right of a CRM Super those of others."""

from smp.historie.models import GEVOLGD, Wijzigingsset
from smp.historie.verschil import tel
from smp.wijzigingen.plan import DIRECT

#: To see the pages at all; what stands on them is of the models that one may view.
ZIEN = "historie.view_wijzigingsset"
VAN_ANDEREN = "historie.ongedaan_wijzigingsset"


def bezwaar(user, een: Wijzigingsset) -> str:
    """Why this user may not take this set back, as a sentence; '' when he may. One query."""
    aantallen = {model: aantal for (_, model), aantal in tel([een.pk], list(GEVOLGD), 1).items()}
    for model in aantallen:
        if not user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            return f"Je mag {model._meta.verbose_name_plural} niet wijzigen."
    if een.gebruiker_id != user.pk and not user.has_perm(VAN_ANDEREN):
        return "Je kunt alleen je eigen wijzigingen ongedaan maken. Een CRM Super kan dat ook met die van anderen."
    return ""


def onmogelijk(een: Wijzigingsset) -> str:
    """Why nobody can take this set back, as a sentence; '' when it can be."""
    if een.metadata.get("onomkeerbaar"):
        return "Deze wijziging is definitief. Ze kan niet ongedaan worden gemaakt."
    return ""


def groot(een: Wijzigingsset) -> bool:
    """Whether the worker has to do it. One query, that reads no more than it needs to know that."""
    return any(aantal > DIRECT for aantal in tel([een.pk], list(GEVOLGD), DIRECT).values())
