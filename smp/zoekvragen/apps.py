from django.apps import AppConfig


class Zoekvragen(AppConfig):
    name = "smp.zoekvragen"
