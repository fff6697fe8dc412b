"""Pages in Airflow's web server: the latest runs, what the data checks found, the control report. They only read."""
