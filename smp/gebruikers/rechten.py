"""Rights come from roles only (Django groups), and are read in one query with the user and the names of his roles."""

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission

from smp.gebruikers.models import Gebruiker

#: Written out because it is asked on every page: building it from models took three times as long as the answer.
MET_RECHTEN = """
    SELECT gebruiker.*, ARRAY_REMOVE(ARRAY_AGG(DISTINCT rol.name), NULL) AS rolnamen,
           ARRAY_REMOVE(ARRAY_AGG(soort.app_label || '.' || recht.codename), NULL) AS rolrechten
    FROM gebruikers_gebruiker gebruiker
    LEFT JOIN gebruikers_gebruiker_groups lid ON lid.gebruiker_id = gebruiker.id
    LEFT JOIN auth_group rol ON rol.id = lid.group_id
    LEFT JOIN auth_group_permissions van ON van.group_id = rol.id
    LEFT JOIN auth_permission recht ON recht.id = van.permission_id
    LEFT JOIN django_content_type soort ON soort.id = recht.content_type_id
    WHERE gebruiker.id = %s
    GROUP BY gebruiker.id
"""


def lees(pk) -> Gebruiker | None:
    """The user with this key, with `rolnamen` and `rolrechten`."""
    return next(iter(Gebruiker.objects.raw(MET_RECHTEN, [pk])), None)


class Rolrechten(ModelBackend):
    """Django's backend, with user and rights in one query instead of three, and no right given to a person."""

    def get_user(self, user_id):
        gebruiker = lees(user_id)
        return gebruiker if gebruiker and self.user_can_authenticate(gebruiker) else None

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_rolrechten"):
            gelezen = user_obj if hasattr(user_obj, "rolrechten") else lees(user_obj.pk)
            user_obj.rolnamen = gelezen.rolnamen if gelezen else []
            user_obj._rolrechten = set(gelezen.rolrechten) if gelezen else set()
            if user_obj.is_superuser:
                namen = Permission.objects.values_list("content_type__app_label", "codename")
                user_obj._rolrechten = {f"{app}.{naam}" for app, naam in namen}
        return user_obj._rolrechten

    def get_user_permissions(self, user_obj, obj=None):
        return set()
