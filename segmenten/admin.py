"""Segments in the Django admin."""

from django.contrib import admin

from segmenten.forms import SegmentForm
from segmenten.models import Segment
from smp.beheer import beheer
from smp.kaarten.beheer import KaartAdmin, MetBasis


class SegmentBeheerForm(MetBasis, SegmentForm):
    """The form of the program."""


@admin.register(Segment, site=beheer)
class SegmentAdmin(KaartAdmin):
    form = SegmentBeheerForm
    list_display = ["naam", "type", "hoofdsegment", "soort", "volgorde", "actief"]
    list_filter = ["type", "soort_organisatie", "soort_persoon", "actief"]
    list_select_related = ["hoofdsegment"]
