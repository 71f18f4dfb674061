"""Sessions in Redis (REDIS_URL). All of them stand in PostgreSQL too, so without Redis a page is slower, and not gone.

A session that ended while Redis was away lives on in it for a minute at most: by then `Sessieduur` writes, and what
PostgreSQL does not have cannot be written.
"""

import logging

from django.contrib.sessions.backends import cached_db, db
from django.contrib.sessions.backends.base import UpdateError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class SessionStore(cached_db.SessionStore):
    """Django's own, which forgives Redis only when it saves."""

    def load(self):
        """What Redis does not have is not put there: a save does, within a minute; each try may cost its patience."""
        try:
            gevonden = self._cache.get(self.cache_key)
        except RedisError:
            logger.warning("Redis does not answer: a session is read from PostgreSQL", exc_info=True)
            gevonden = None
        return db.SessionStore.load(self) if gevonden is None else gevonden

    def exists(self, session_key):
        return db.SessionStore.exists(self, session_key)

    def save(self, must_create=False):
        try:
            super().save(must_create)
        except UpdateError:
            self.delete()  # it ended, and Redis did not know: else every page would be refused, and none asks to log in
            raise

    def delete(self, session_key=None):
        try:
            super().delete(session_key)  # from PostgreSQL first
        except RedisError:
            logger.warning("Redis does not answer: a session ended in PostgreSQL only", exc_info=True)
