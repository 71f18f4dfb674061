"""Rights come from roles only (Django groups), and are read in one query with the names of the roles."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db import connection

#: Written out because it is asked on every page: building it from models took three times as long as the answer.
ROLRECHTEN = """
    SELECT rol.name, soort.app_label || '.' || recht.codename
    FROM gebruikers_gebruiker_groups lid
    JOIN auth_group rol ON rol.id = lid.group_id
    LEFT JOIN auth_group_permissions van ON van.group_id = rol.id
    LEFT JOIN auth_permission recht ON recht.id = van.permission_id
    LEFT JOIN django_content_type soort ON soort.id = recht.content_type_id
    WHERE lid.gebruiker_id = %s
"""


class Rolrechten(ModelBackend):
    """Django's backend, with the rights of a user in one query instead of two, and none given to a person."""

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_rolrechten"):
            with connection.cursor() as cursor:
                cursor.execute(ROLRECHTEN, [user_obj.pk])
                paren = cursor.fetchall()
            user_obj.rolnamen = {naam for naam, _ in paren}
            user_obj._rolrechten = {recht for _, recht in paren if recht}
            if user_obj.is_superuser:
                namen = Permission.objects.values_list("content_type__app_label", "codename")
                user_obj._rolrechten = {f"{app}.{naam}" for app, naam in namen}
        return user_obj._rolrechten

    def get_user_permissions(self, user_obj, obj=None):
        return set()
