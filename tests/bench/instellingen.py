"""The settings of the program as it runs, with static files of its own: others may be changing theirs."""

from smp.settings import *  # noqa: F403
from smp.settings import BASE_DIR

STATIC_ROOT = BASE_DIR / ".run" / "bench-statisch"
