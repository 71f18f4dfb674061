"""The textbook yardstick: the same models with stock django-filter, django-tables2 and a model formset."""
