"""Sessions with REDIS_URL: they stand in PostgreSQL, and Redis has a copy of each that is a minute old at most.

So a page mostly needs no statement for its session, and without Redis it is slower, not gone. What Redis did not hear,
that a session ended or changed while it was away, it forgets within that minute.
"""

import logging
from time import monotonic

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
#: Seconds that a copy is believed; that a Redis which did not answer is left alone: each try may cost half a second.
KOPIE, RUST = 60, 5


class SessionStore(db.SessionStore):
    #: Of the whole process.
    rust_tot = 0.0

    def load(self):
        kopie = self._redis(cache.get, self.session_key)
        if kopie is not None:
            return kopie
        gelezen = super().load()
        if self.session_key:
            self._redis(cache.set, self.session_key, gelezen, KOPIE)
        return gelezen

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError:
            if not self.exists(self.session_key):  # it ended, and the copy did not hear of it
                self.delete()
            raise
        self._redis(cache.set, self.session_key, self._session, KOPIE)

    def delete(self, session_key=None):
        super().delete(session_key)
        self._redis(cache.delete, session_key or self.session_key)

    def _redis(self, vraag, sleutel, *waarden):
        """What Redis answers; None when it does not."""
        if monotonic() < SessionStore.rust_tot:
            return None
        try:
            return vraag(f"sessie.{sleutel}", *waarden)
        except RedisError:
            SessionStore.rust_tot = monotonic() + RUST
            logger.warning("Redis does not answer: sessions are read from PostgreSQL", exc_info=True)
            return None
