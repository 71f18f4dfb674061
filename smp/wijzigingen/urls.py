"""The addresses below /wijzigingen/."""

from django.urls import path

from smp.wijzigingen.views import OngedaanView, SetView, WijzigingenView

urlpatterns = [
    path("", WijzigingenView.as_view(), name="wijzigingen"),
    path("<uuid:pk>/", SetView.as_view(), name="wijzigingsset"),
    path("<uuid:pk>/ongedaan-maken/", OngedaanView.as_view(), name="wijzigingsset_ongedaan"),
]
