# The release image: `docker compose up --build` (compose.yaml) starts it with a database and the job worker.
FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 SMP_OMGEVING=productie \
    SMP_STATIC=whitenoise.storage.CompressedManifestStaticFilesStorage
WORKDIR /app
COPY pyproject.toml constraints.txt README.md ./
RUN pip install --no-cache-dir -c constraints.txt .
COPY . .
# No request is served by this line, so it needs no real secret and no database.
RUN SMP_OMGEVING=lokaal SECRET_KEY=bouw DATABASE_URL=postgresql://bouw/bouw \
    python manage.py collectstatic --noinput -v0
RUN useradd --system smp
USER smp
EXPOSE 8000
CMD ["gunicorn", "smp.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--limit-request-line", "8190", "--access-logfile", "-"]
