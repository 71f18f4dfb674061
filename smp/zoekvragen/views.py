"""Keep a question, open it, and manage what is kept. After every act you are back at the same question (ontwerp §6)."""

from django.contrib import messages
from django.contrib.auth.views import LoginView
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.generic import View

from smp.gebruikers import verlopen
from smp.historie.handeling import noem
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import VEILIG, Vraag
from smp.tekst import recordsleutel
from smp.zoekvragen import favorieten
from smp.zoekvragen.forms import ZoekvraagForm
from smp.zoekvragen.models import GEBRUIK, Zoekvraag

#: How many opened questions a session remembers by name, and how many a page shows.
ONTHOUD, MAXIMAAL = 20, 200
VOL = f"Je hebt al {favorieten.MAX_FAVORIETEN} favorieten. Haal er eerst een weg."


class Inloggen(LoginView):
    """Django's own, but a user with a start list lands there when he did not ask for another page than the first.

    A post that waited for it (smp/gebruikers/verlopen.py) goes on.
    """

    def form_valid(self, form):
        antwoord, wachtend = super().form_valid(form), verlopen.wachtend(self.request)
        return verlopen.ga_verder(self.request, **wachtend) if wachtend else antwoord

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | verlopen.wachtend(self.request)

    def get_redirect_url(self):
        gevraagd = super().get_redirect_url()
        return "" if gevraagd == reverse("home") else gevraagd

    def get_default_redirect_url(self):
        start = favorieten.startlijst(self.request.user) if self.request.user.is_authenticated else None
        return start.get_absolute_url() if start else super().get_default_redirect_url()


class Basis(View):
    """A page of Zoekvragen: asks the right to use them; what is not visible to you is 404."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(GEBRUIK):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def zoekvraag(self, pk: int) -> Zoekvraag:
        return get_object_or_404(Zoekvraag.objects.zichtbaar(self.request.user), pk=pk)

    def onthoud(self, sleutel: int, rij: Zoekvraag | None):
        """The session remembers the name of what was opened, so that the list reads nothing; None when it is gone."""
        geopend = self.request.session.get("zoekvragen", {})
        geopend.pop(str(sleutel), None)
        if rij is not None:
            geopend[str(sleutel)] = {"naam": rij.naam, "eigen": rij.eigenaar_id == self.request.user.pk}
        self.request.session["zoekvragen"] = dict(list(geopend.items())[-ONTHOUD:])

    def naar_lijst(self, rij: Zoekvraag):
        """Redirect to the list with this question."""
        self.onthoud(rij.pk, rij)
        vraag = QueryDict(rij.vraag, mutable=True)
        vraag["zoekvraag"] = str(rij.pk)
        return HttpResponseRedirect(f"{reverse(f'{rij.lijst}_lijst')}?{vraag.urlencode(safe=VEILIG)}")

    def terug(self):
        """Back to where the button stood: a list with its question, or the page with all of them."""
        lijst = LIJSTEN.get(self.request.POST.get("lijst", ""))
        if lijst is None:
            return HttpResponseRedirect(reverse("zoekvragen"))
        vraag = Vraag.van_tekst(lijst, self.request.user, self.request.POST.get("vraag", ""))
        return HttpResponseRedirect(f"{reverse(f'{lijst.naam}_lijst')}?{vraag.querystring()}")


class ZoekvragenView(Basis):
    """GET: what you keep, and what others show you, each with its sentence."""

    def get(self, request):
        user, regels, eerste = request.user, [], None
        eigen_eerst = Case(When(eigenaar=user, then=0), default=1)  # those of others never push out your own
        rijen = Zoekvraag.objects.zichtbaar(user).order_by(eigen_eerst, "naam", "pk")[:MAXIMAAL]
        for rij in rijen:
            vraag = rij.vraag_van(user)
            if vraag:
                eerste = eerste or vraag.filterset
                vraag.filterset.bij = eerste  # the names of segments and users are read once for all
            regels.append(
                {
                    "rij": rij,
                    "zin": vraag.zin if vraag else "De tabel van deze zoekvraag bestaat niet meer.",
                    "eigen": rij.eigenaar_id == user.pk,
                    "favoriet": favorieten.is_favoriet(user, rij.pk),
                    "start": user.voorkeuren.get("startlijst") == rij.pk,
                    "beheert": rij.beheert(user),
                }
            )
        groepen = [
            ("Van mij", [r for r in regels if r["eigen"]]),
            ("Van anderen", [r for r in regels if not r["eigen"]]),
        ]
        return render(request, "zoekvragen/lijst.html", {"groepen": groepen, "leeg": not regels})


class OpenenView(Basis):
    """GET: to the list, with this question. What of it does not exist any more, the list page says."""

    def get(self, request, pk):
        rij = self.zoekvraag(pk)
        if rij.lijst not in LIJSTEN:
            messages.warning(request, f"De tabel van zoekvraag ‘{rij.naam}’ bestaat niet meer.")
            return HttpResponseRedirect(reverse("zoekvragen"))
        return self.naar_lijst(rij)


class BewarenView(Basis):
    """POST: [Bewaren] writes the question over your own, [Bewaren als nieuwe] keeps it under a name (422 without)."""

    http_method_names = ["post"]

    def post(self, request):
        lijst = LIJSTEN.get(request.POST.get("lijst", ""))
        if lijst is None:
            messages.error(request, "Deze tabel bestaat niet. Er is niets bewaard.")
            return HttpResponseRedirect(reverse("zoekvragen"))
        vraag = Vraag.van_tekst(lijst, request.user, request.POST.get("vraag", ""))
        kolommen = ",".join(kolom.naam for kolom in vraag.kolommen)
        tekst = vraag.querystring(kolommen=kolommen, zoekvraag="")
        oud = recordsleutel(request.POST.get("zoekvraag", ""))
        if request.POST.get("hoe") == "over" and oud is not None:
            return self._over(oud, lijst, tekst)
        rij = Zoekvraag(eigenaar=request.user, lijst=lijst.naam, vraag=tekst)
        form = ZoekvraagForm(request.POST, instance=rij, user=request.user)
        noem("Zoekvraag bewaard")
        if not form.bewaar():
            context = {"form": form, "lijst": lijst, "vraag": vraag, "verborgen": {"lijst": lijst.naam, "vraag": tekst}}
            return render(request, "zoekvragen/bewaren.html", context, status=422)
        if "favoriet" in request.POST and not favorieten.zet_favoriet(request.user, rij, True):
            messages.warning(request, VOL)
        messages.success(request, f"Zoekvraag ‘{rij.naam}’ is bewaard.")
        return self.naar_lijst(rij)

    def _over(self, pk: int, lijst, tekst: str):
        rij = self.zoekvraag(pk)
        if rij.eigenaar_id != self.request.user.pk or rij.lijst != lijst.naam:
            raise PermissionDenied
        noem("Zoekvraag gewijzigd")
        rij.vraag = tekst
        rij.save(update_fields=["vraag"])
        messages.success(self.request, f"Zoekvraag ‘{rij.naam}’ is bewaard.")
        return self.naar_lijst(rij)


class WijzigenView(Basis):
    """GET: the name and who sees it. POST: change these, or with `verwijderen` take it away; 403 if it is not yours."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, pk):
        rij = self.zoekvraag(pk)
        return self._pagina(rij, ZoekvraagForm(instance=rij, user=request.user))

    def post(self, request, pk):
        rij = self.zoekvraag(pk)
        if not rij.beheert(request.user):
            raise PermissionDenied
        if "verwijderen" in request.POST:
            noem("Zoekvraag verwijderd")
            favorieten.werk_bij(rij, weg=True)
            self.onthoud(rij.pk, None)
            rij.delete()
            messages.success(request, f"Zoekvraag ‘{rij.naam}’ is verwijderd.")
            return HttpResponseRedirect(reverse("zoekvragen"))
        naam, form = rij.naam, ZoekvraagForm(request.POST, instance=rij, user=request.user)
        noem("Zoekvraag gewijzigd")
        if not form.bewaar():
            return self._pagina(rij, form, status=422, naam=naam)
        favorieten.werk_bij(rij)
        self.onthoud(rij.pk, rij)
        messages.success(request, f"Zoekvraag ‘{rij.naam}’ is bewaard.")
        return HttpResponseRedirect(reverse("zoekvragen"))

    def _pagina(self, rij, form, status=200, naam=""):
        vraag = rij.vraag_van(self.request.user)
        context = {
            "form": form,
            "rij": rij,
            "naam": naam or rij.naam,
            "vraag": vraag,
            "mag": rij.beheert(self.request.user),
        }
        return render(self.request, "zoekvragen/wijzigen.html", context, status=status)


class KopierenView(Basis):
    """POST: a copy of your own, under the same name or with a number behind it."""

    http_method_names = ["post"]

    def post(self, request, pk):
        bron = self.zoekvraag(pk)
        bezet = set(Zoekvraag.objects.filter(eigenaar=request.user, lijst=bron.lijst).values_list("naam", flat=True))
        namen = [bron.naam, *(f"{bron.naam[:52]} ({nr})" for nr in range(2, len(bezet) + 3))]
        naam = next(naam for naam in namen if naam not in bezet)
        noem("Zoekvraag gekopieerd")
        eigen = {"naam": naam, "lijst": bron.lijst, "eigenaar": request.user}
        Zoekvraag.objects.get_or_create(**eigen, defaults={"vraag": bron.vraag})  # of two clicks at once one is enough
        messages.success(request, f"Je hebt nu een eigen zoekvraag ‘{naam}’.")
        return HttpResponseRedirect(reverse("zoekvragen"))


class FavorietView(Basis):
    """POST: with `aan` among your favourites, without it not any more."""

    http_method_names = ["post"]

    def post(self, request, pk):
        if not favorieten.zet_favoriet(request.user, self.zoekvraag(pk), "aan" in request.POST):
            messages.warning(request, VOL)
        return self.terug()


class StartlijstView(Basis):
    """POST: with `aan` where you land after logging in, without it the homepage again."""

    http_method_names = ["post"]

    def post(self, request, pk):
        rij = self.zoekvraag(pk)
        aan = "aan" in request.POST
        favorieten.zet_startlijst(request.user, rij if aan else None)
        zin = f"Na het inloggen kom je bij ‘{rij.naam}’." if aan else "Na het inloggen kom je op de homepage."
        messages.success(request, zin)
        return self.terug()
