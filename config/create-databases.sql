-- Runs once, when the PostgreSQL of docker-compose.yaml starts on an empty volume; `airflow` itself exists by then.
CREATE DATABASE workforce;
CREATE DATABASE payroll;
