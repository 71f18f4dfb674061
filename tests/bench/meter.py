"""WSGI wrapper that counts the statements of a request when it carries `X-Meet: 1`; else it costs nothing."""

import time

from django.db import connection


def met_meter(app):
    def meet(environ, start_response):
        if environ.get("HTTP_X_MEET") != "1":
            return app(environ, start_response)
        tijden = []

        def klok(execute, sql, params, many, context):
            begin = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                tijden.append(time.perf_counter() - begin)

        def start(status, koppen, exc_info=None):
            meer = [("X-Queries", str(len(tijden))), ("X-Sql-Ms", f"{sum(tijden) * 1000:.2f}")]
            return start_response(status, [*koppen, *meer], exc_info)

        with connection.execute_wrapper(klok):
            return app(environ, start)

    return meet
