"""Messages to people outside Airflow: by mail, Slack and Teams, where a connection says so.

alert.py      what is said: severity, one line each, an address to open
channels.py   the three connections, and who gets which message
mail.py       by Airflow's own mail notifier
webhooks.py   one request to the address that Slack or Teams gave out
plans.py      the notifier of a plan that waits for a person

A message holds company numbers, wage periods and counts; names, amounts and keys of people never leave Airflow.
"""
