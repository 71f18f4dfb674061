"""The addresses of printing for the post, beside those of a list and of a card."""

from django.urls import path

from relaties.post.views import PostView
from smp.lijsten.lijst import LIJSTEN


def post_urls(naam: str) -> list:
    """`<naam>_post` and `<naam>_envelop`."""
    lijst = LIJSTEN[naam]
    return [
        path("post/", PostView.as_view(lijst=lijst), name=f"{naam}_post"),
        path("<int:pk>/envelop/", PostView.as_view(lijst=lijst, ook=(), vel="dl"), name=f"{naam}_envelop"),
    ]
