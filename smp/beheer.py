"""The Django admin at /beheer/ (R97, A4): who may enter, and what all its tables share.

Knows no model: the admin of a model stands in `<app>/admin.py`, what those with a Kaart share in smp/kaarten/beheer.py.
"""

from functools import update_wrapper

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponseNotAllowed
from django.utils.functional import cached_property

from smp.velden import Getalinvoer

#: Who may enter: the roles CRM Super and Beheerder. `is_staff` says nothing in SMP.
RECHT = "gebruikers.view_gebruiker"
#: Pages of the program itself, and a redirect to any record of any table.
WEG = {"login", "logout", "password_change", "password_change_done", "view_on_site"}
#: Ends of the names of addresses that write; all others are read only.
SCHRIJFT = ("_add", "_change", "_delete", "_password_change")
#: Nobody pages further: an exact count reads the whole table.
TELGRENS = 10_000


def methoden(naam: str) -> list[str]:
    """The verbs of an address of the admin."""
    return ["GET", "HEAD", "POST"] if naam.endswith(SCHRIJFT) else ["GET", "HEAD"]


class Beheer(admin.AdminSite):
    site_title = "SMP"
    site_header = "SMP – Beheer"
    index_title = "Alle tabellen"
    final_catch_all_view = False

    def has_permission(self, request):
        return request.user.has_perm(RECHT)

    def admin_view(self, view, cacheable=False):
        """403 for who may not enter: Django would show a login form to somebody who is logged in already."""
        binnen = super().admin_view(view, cacheable)

        def poort(request, *args, **kwargs):
            if not self.has_permission(request):
                raise PermissionDenied
            toegestaan = methoden(request.resolver_match.url_name or "")
            if request.method not in toegestaan:
                return HttpResponseNotAllowed(toegestaan)
            return binnen(request, *args, **kwargs)

        return update_wrapper(poort, view)

    def get_urls(self):
        urls = [url for url in super().get_urls() if getattr(url, "name", "") not in WEG]
        for url in urls:
            if hasattr(getattr(url, "callback", None), "login_url"):
                del url.callback.login_url  # then LoginRequiredMiddleware sends to /inloggen/
        return urls


beheer = Beheer()


class BegrensdePaginator(Paginator):
    """Counts up to TELGRENS (templates/admin/pagination.html then says '10.000+')."""

    @cached_property
    def count(self):
        return self.object_list.order_by()[:TELGRENS].count()


class Tabel(admin.ModelAdmin):
    """A table in the admin that stays quick at a million rows. Many rows at once is what the grid is for."""

    actions = None
    list_per_page = 50
    paginator = BegrensdePaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    #: A number as in the program: a browser posts nothing for what its own number input cannot read.
    formfield_overrides = {
        models.PositiveIntegerField: {"widget": Getalinvoer},
        models.PositiveSmallIntegerField: {"widget": Getalinvoer},
    }
    #: Ends of the names of addresses that this table does not have, because nobody may.
    weg: tuple[str, ...] = ()

    def get_urls(self):
        return [url for url in super().get_urls() if url.name and not url.name.endswith(self.weg)]

    def history_view(self, request, object_id, extra_context=None):
        """The right first: Django tells who may not see a record whether it exists."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """What does not exist is 404, as everywhere in SMP."""
        raise Http404


class AlleenLezen(Tabel):
    """A table that the program itself keeps."""

    weg = ("_add", "_delete")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
