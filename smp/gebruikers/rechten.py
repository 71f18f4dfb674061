"""Rights come from roles only (Django groups), and are read in one query with the names of the roles."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Value
from django.db.models.functions import Concat


class Rolrechten(ModelBackend):
    """Django's backend, with the rights of a user in one query instead of two, and none given to a person."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_rolrechten"):
            paren = user_obj.groups.values_list(
                "name", Concat("permissions__content_type__app_label", Value("."), "permissions__codename")
            )
            paren = list(paren)
            user_obj.rolnamen = {naam for naam, _ in paren}
            user_obj._rolrechten = {recht for _, recht in paren if recht}
            if user_obj.is_superuser:
                namen = Permission.objects.values_list("content_type__app_label", "codename")
                user_obj._rolrechten = {f"{app}.{naam}" for app, naam in namen}
        return user_obj._rolrechten

    def get_user_permissions(self, user_obj, obj=None):
        return set()
