"""The whole export on invented people and hours, with the real Airflow and a local Nmbrs."""
