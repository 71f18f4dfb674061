"""Accounts and roles in the Django admin (R15, R16, A4, A26).

Who may give which role stands in rollen.MAG_GEVEN. Nobody deletes an account: it stands in the history and with the
organisations of an accountmanager; it is made not active.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group

from smp.beheer import AlleenLezen, Tabel, beheer
from smp.gebruikers.models import Gebruiker
from smp.gebruikers.rollen import MAG_GEVEN


def mag_geven(gebruiker) -> set[str]:
    """The names of the roles that somebody may give; read with his rights: no query more."""
    if gebruiker.is_superuser:
        return set(Group.objects.values_list("name", flat=True))
    gebruiker.get_all_permissions()
    return {rol for eigen in gebruiker.rolnamen for rol in MAG_GEVEN.get(eigen, [])}


def mag_wijzigen(gebruiker, ander) -> bool:
    """An account with a role that you may not give, or with all rights, is not yours to change: nor its password."""
    if ander.is_superuser and not gebruiker.is_superuser:
        return False
    return mag_geven(gebruiker).issuperset(groep.name for groep in ander.groups.all())


def _velden(form):
    """Dutch names and messages, and a box for every role (`fields` may lack some: read only ones)."""
    velden = form.fields
    for naam in ("naam", "email", "username"):
        if naam in velden:
            velden[naam].error_messages["required"] = "Vul dit veld in."
    if "username" in velden:
        velden["username"].help_text = "Hiermee logt iemand in. Gebruik letters, cijfers en @ . + - _"
    if "groups" in velden:
        velden["groups"].label = "Rollen"
        velden["groups"].help_text = "Zonder rol kan iemand inloggen, maar niets zien."


class GebruikerForm(UserChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _velden(self)


class NieuweGebruikerForm(UserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _velden(self)


@admin.register(Gebruiker, site=beheer)
class GebruikerAdmin(Tabel, UserAdmin):
    form = GebruikerForm
    add_form = NieuweGebruikerForm
    weg = ("_delete",)
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Gebruiker", {"fields": ["naam", "email"]}),
        ("Toegang", {"fields": ["is_active", "groups"]}),
        ("Sinds", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        ("Gebruiker", {"fields": ["naam", "email"]}),
        ("Toegang", {"fields": ["groups"]}),
    ]
    list_display = ["naam", "username", "email", "rollen", "is_active", "last_login"]
    list_filter = ["groups", "is_active"]
    filter_horizontal = []
    ordering = ["naam", "pk"]
    search_fields = ["naam", "username", "email"]

    @admin.display(description="rollen")
    def rollen(self, obj):
        return ", ".join(groep.name for groep in obj.groups.all())

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request, obj=None):
        sets = super().get_fieldsets(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["username"]}), *sets[1:]]  # read only would show the hash of the password
        return sets

    def get_readonly_fields(self, request, obj=None):
        """Nobody takes his own access away, or gives himself more."""
        eigen = ["is_active", "groups"] if obj == request.user else []
        return ["last_login", "date_joined", *eigen]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["queryset"] = Group.objects.filter(name__in=mag_geven(request.user))
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the links to add and change roles: nobody can."""
        if db_field.name == "groups":
            return self.formfield_for_manytomany(db_field, request, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or mag_wijzigen(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Group, site=beheer)
class RolAdmin(AlleenLezen):
    """The roles, as smp/gebruikers/rollen.py writes them."""

    fields = ["name", "rechten"]
    ordering = ["pk"]

    @admin.display(description="rechten")
    def rechten(self, obj):
        rechten = obj.permissions.values_list("content_type__app_label", "codename")
        return "\n".join(sorted(f"{app}.{naam}" for app, naam in rechten))
