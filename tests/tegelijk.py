"""Two connections, of which the second has to wait for the first (beloften §2)."""

from threading import Thread

from django.db import connection, transaction

WACHT_OP_MIJ = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
)


def tegelijk(eerste, tweede, daarna=lambda: None):
    """`tweede` begins when `eerste` has written and not yet committed, and must wait for it, and for `daarna`."""

    def werk():
        try:
            tweede()
        finally:
            connection.close()

    draad = Thread(target=werk)
    with transaction.atomic():
        eerste()
        draad.start()
        while not _wacht_op_mij():
            draad.join(0.01)
            assert draad.is_alive(), "de tweede wachtte nergens op"
        daarna()
    draad.join(30)
    assert not draad.is_alive()


def _wacht_op_mij() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WACHT_OP_MIJ)
        return cursor.fetchone()[0]
