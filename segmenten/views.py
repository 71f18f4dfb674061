"""[Vervangen door…] and [Verwijderen] of a segment (B7); rights segmenten.delete_segment."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from segmenten.handelingen import vervang, verwijder
from segmenten.models import GEBRUIK, Segment
from smp.eenmalig import eenmalig
from smp.historie.bon import bon
from smp.historie.handeling import noem
from smp.lijsten.views import LijstBasis


class VervangForm(forms.Form):
    """Which segment takes over: same type, at least the same kinds."""

    nieuw = forms.ModelChoiceField(
        Segment.objects.none(),
        label="Vervangen door",
        empty_label="",
        error_messages={"required": "Kies een segment.", "invalid_choice": "Kies een segment uit de lijst."},
    )

    def __init__(self, oud, *args, **kwargs):
        super().__init__(*args, **kwargs)
        soorten = {f"soort_{soort}": True for soort in GEBRUIK if getattr(oud, f"soort_{soort}")}
        anderen = Segment.objects.filter(type=oud.type, **soorten).exclude(pk=oud.pk)
        volgorde = ("volgorde", "sorteersleutel", "pk")
        self.fields["nieuw"].queryset = anderen.select_related("hoofdsegment").order_by(
            *(f"hoofdsegment__{deel}" for deel in volgorde), *volgorde
        )
        self.fields["nieuw"].label_from_instance = lambda s: f"{s.hoofdsegment} › {s}" if s.hoofdsegment else str(s)


class SegmentHandeling(LijstBasis):
    """A page that asks, and does it on POST."""

    handeling = "delete"
    http_method_names = ["get", "head", "post"]
    sjabloon = ""

    def get(self, request, pk):
        return self.pagina(self.segment(pk))

    def segment(self, pk) -> Segment:
        return get_object_or_404(self.lijst.rijen(self.request.user).met_gebruik(), pk=pk)

    def pagina(self, segment, status=200, **meer):
        context = {"segment": segment, "terug_url": segment.get_absolute_url(), **meer}
        return render(self.request, self.sjabloon, context, status=status)


class VervangenView(SegmentHandeling):
    sjabloon = "segmenten/vervangen.html"

    def pagina(self, segment, status=200, **meer):
        return super().pagina(segment, status, **{"form": VervangForm(segment), **meer})

    @eenmalig
    def post(self, request, pk):
        segment = self.segment(pk)
        form = VervangForm(segment, request.POST)
        if not form.is_valid():
            return self.pagina(segment, form=form, status=422)
        nieuw = form.cleaned_data["nieuw"]
        noem("Segment vervangen", f"{segment} door {nieuw}")
        try:
            aantal = vervang(segment, nieuw)
        except Segment.DoesNotExist:
            raise Http404 from None
        except ValidationError as fout:
            form.add_error("nieuw", fout)
            return self.pagina(segment, form=form, status=422)
        koppelingen = "1 koppeling is" if aantal == 1 else f"{aantal} koppelingen zijn"
        bon(request, f"{segment} is vervangen door {nieuw}. {koppelingen} verplaatst.")
        return HttpResponseRedirect(nieuw.get_absolute_url())


class VerwijderenView(SegmentHandeling):
    sjabloon = "segmenten/verwijderen.html"

    def pagina(self, segment, status=200, **meer):
        mag_weg = not segment.gebruik and not segment.subsegmenten.exists()
        return super().pagina(segment, status, **{"mag_weg": mag_weg, **meer})

    @eenmalig
    def post(self, request, pk):
        segment = self.segment(pk)
        try:
            verwijder(segment)
        except Segment.DoesNotExist:
            raise Http404 from None
        except ValidationError as fout:
            return self.pagina(segment, melding=fout.messages[0], status=422)
        bon(request, f"Het segment {segment} is verwijderd.")
        return HttpResponseRedirect(reverse("segment_lijst"))
