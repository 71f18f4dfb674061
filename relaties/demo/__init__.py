"""Demo data (domein §5): a theatre with its relations, the same on every machine and on every day.

Nothing reads the clock or a shared random source. Every table draws from a `Random` of its own, so that a
change in one generator does not shift the rows of another. Numbers, domains and postcodes are recognisably
fictitious.
"""

from datetime import date

#: "Today" of the demo data: no generated date lies after it.
PEILDATUM = date(2026, 11, 1)
