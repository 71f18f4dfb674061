"""One Wijzigingsset per request that may write: who did it, where, and the name of the act."""

import pghistory

from smp.historie.handeling import noem, standaardnaam


class Historie:
    """Opens the history context of a POST. Reading opens none: a GET never writes (ontwerp §6)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return self.get_response(request)
        with pghistory.context(user=request.user.pk, url=request.path) as context:
            request.wijzigingsset = str(context.id)
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The name that the act has until the view gives a better one."""
        if hasattr(request, "wijzigingsset"):
            noem(standaardnaam(request.resolver_match, view))
