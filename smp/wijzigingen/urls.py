"""The addresses below /wijzigingen/."""

from django.urls import path

from smp.wijzigingen.views import OngedaanTaakView, OngedaanView, SetView, WijzigingenView

urlpatterns = [
    path("", WijzigingenView.as_view(), name="wijzigingen"),
    path("taak/<int:taak>/", OngedaanTaakView.as_view(), name="ongedaan_taak"),
    path("<uuid:pk>/", SetView.as_view(), name="wijzigingsset"),
    path("<uuid:pk>/ongedaan-maken/", OngedaanView.as_view(), name="wijzigingsset_ongedaan"),
]
