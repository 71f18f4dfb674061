"""Rows that are made once for all tests of a file that only read them."""

import pytest
from django.db import transaction

from smp.lijsten.lijst import LIJSTEN
from tests.contract.gegevens import NAMEN, maak


@pytest.fixture(scope="module", params=NAMEN)
def gevuld(request, django_db_setup, django_db_blocker) -> str:
    """The name of a Lijst with 26 rows: each test with it is run for every Lijst. What a test writes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        maak(LIJSTEN[request.param], 26)
        yield request.param
        transaction.set_rollback(True)
