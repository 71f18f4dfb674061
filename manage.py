#!/usr/bin/env python
"""Start point for every command. Local by default: production sets SMP_OMGEVING=productie (see smp/settings.py)."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smp.settings")
    os.environ.setdefault("SMP_OMGEVING", "lokaal")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
