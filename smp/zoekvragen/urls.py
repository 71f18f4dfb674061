from django.urls import path

from smp.zoekvragen import views

urlpatterns = [
    path("", views.ZoekvragenView.as_view(), name="zoekvragen"),
    path("bewaren/", views.BewarenView.as_view(), name="zoekvraag_bewaren"),
    path("<int:pk>/", views.OpenenView.as_view(), name="zoekvraag_openen"),
    path("<int:pk>/wijzigen/", views.WijzigenView.as_view(), name="zoekvraag_wijzigen"),
    path("<int:pk>/kopieren/", views.KopierenView.as_view(), name="zoekvraag_kopieren"),
    path("<int:pk>/favoriet/", views.FavorietView.as_view(), name="zoekvraag_favoriet"),
    path("<int:pk>/startlijst/", views.StartlijstView.as_view(), name="zoekvraag_startlijst"),
]
