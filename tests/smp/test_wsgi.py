"""What the web server adds to the program: memory of earlier requests is let go."""

import gc
import importlib
import weakref

import pytest
from django.core.signals import request_started


class Knoop:
    """Something that holds itself, as requests, forms and errors do."""

    def __init__(self):
        self.zelf = self


@pytest.fixture
def ruim_op():
    """As in a worker, and afterwards as the tests have it."""
    drempels = gc.get_threshold()
    wsgi = importlib.reload(importlib.import_module("smp.wsgi"))
    gc.disable()
    yield wsgi.ruim_op
    gc.enable()
    gc.set_threshold(*drempels)
    request_started.disconnect(wsgi.ruim_op)


def test_een_verzoek_ruimt_op_wat_het_vorige_liet_liggen(ruim_op, client, db):
    knoop = weakref.ref(Knoop())
    client.get("/inloggen/")
    assert knoop() is None


def test_wat_oud_werd_terwijl_een_ander_bezig_was_blijft_niet(ruim_op):
    """With threads: a request is under way while others clean up, and leaves its cycle afterwards."""
    bezig = Knoop()
    ruim_op()
    ruim_op()
    knoop = weakref.ref(bezig)
    del bezig
    ruim_op()
    assert knoop() is not None, "old already: else this tests nothing"
    for _ in range(500):
        ruim_op()
    assert knoop() is None
