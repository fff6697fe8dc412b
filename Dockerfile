# Airflow with the pinned requirements, the connection type nmbrs, the payroll command and the code in it, and nothing
# else: no compiler, no package installer. Runs as a user without rights, on a root file system that may be read-only.
# To build the same image again, give Python's by its digest: docker build --build-arg PYTHON_IMAGE=python@sha256:...
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements-setup.txt requirements.txt ./
# Wheels only, with the hashes that are locked: nothing is compiled.
RUN pip install --require-hashes --only-binary :all: -r requirements-setup.txt \
    && python -m venv --without-pip /opt/payroll \
    && pip --python /opt/payroll/bin/python install --require-hashes --only-binary :all: -r requirements.txt
COPY plugins /opt/airflow/plugins
RUN pip --python /opt/payroll/bin/python install --no-deps --no-build-isolation --editable /opt/airflow/plugins
COPY transforms /opt/airflow/transforms
COPY expectations /opt/airflow/expectations
COPY sandbox /opt/airflow/sandbox
COPY dags /opt/airflow/dags
COPY config /opt/airflow/config
COPY deploy/entrypoint deploy/clean-logs /
# All settings come from the environment; with this file Airflow does not try to write one.
RUN echo "# Every setting is an environment variable." > /opt/airflow/airflow.cfg \
    && /opt/payroll/bin/python -m compileall -q /opt/airflow

FROM ${PYTHON_IMAGE}
RUN apt-get update && apt-get upgrade -y && apt-get install -y --no-install-recommends dumb-init \
    && rm -rf /var/lib/apt/lists/* \
    && pip uninstall -y pip \
    && useradd --uid 50000 --gid 0 --create-home --shell /usr/sbin/nologin airflow
COPY --from=build /opt/payroll /opt/payroll
COPY --from=build /opt/airflow /opt/airflow
COPY --from=build /entrypoint /clean-logs /
# The only folders that are written; a volume made from one belongs to airflow too.
RUN mkdir /opt/airflow/logs /opt/airflow/reports && chown airflow:0 /opt/airflow/logs /opt/airflow/reports \
    && chmod 775 /opt/airflow/logs /opt/airflow/reports

# transforms, expectations and sandbox stand beside the plugins folder, on no path of Airflow's own.
# dumb-init hands signals to the one process that it starts: a Celery worker then finishes its tasks before it ends.
ENV PATH=/opt/payroll/bin:$PATH \
    PYTHONPATH=/opt/airflow \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    AIRFLOW_HOME=/opt/airflow \
    PAYROLL_CONFIG=/opt/airflow/config/payroll.yaml \
    PAYROLL_REPORTS=/opt/airflow/reports \
    GX_ANALYTICS_ENABLED=False \
    DUMB_INIT_SETSID=0
WORKDIR /opt/airflow
USER 50000:0
ENTRYPOINT ["/usr/bin/dumb-init", "--", "/entrypoint"]
CMD ["airflow", "version"]
