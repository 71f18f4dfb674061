"""`{% lucide "search" size=15 %}` as the package has it, but drawn once: it copies a tree of XML for every icon."""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()
register.simple_tag(lru_cache(maxsize=256)(lucide), name="lucide")
