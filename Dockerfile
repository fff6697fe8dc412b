# Airflow with the pinned requirements, the connection type nmbrs, the payroll command and the code in it.
FROM apache/airflow:3.3.2-python3.12

WORKDIR /opt/airflow
COPY --chown=airflow:0 requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY --chown=airflow:0 plugins plugins
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable plugins

COPY --chown=airflow:0 transforms transforms
COPY --chown=airflow:0 expectations expectations
COPY --chown=airflow:0 sandbox sandbox
COPY --chown=airflow:0 dags dags
COPY --chown=airflow:0 config config
# A volume made from this folder belongs to airflow too.
RUN mkdir reports

# transforms, expectations and sandbox stand beside the plugins folder, on no path of Airflow's own.
ENV PYTHONPATH=/opt/airflow \
    PAYROLL_CONFIG=/opt/airflow/config/payroll.yaml
