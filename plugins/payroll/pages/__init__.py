"""Pages in Airflow's web server for who runs the payroll: overview, wage period, notices, set-up.

    app.py           the application: every route, what it asks of who enters, headers, errors
    who_may.py       the three permissions
    actions.py       what people do: forms, kept with who and when; how to add one stands there
    airflow_port.py  Airflow, as the person who sent a form may use it
    sources.py       configuration, ledger and workforce database, kept open between requests
    reader.py        language, time zone and forms of the person who reads; texts/*.toml are the words
    asked.py         what the query string asks of a table
    rendering.py     templates/*.html with what every page has

and one module per page; those about employees are in `employees/`. A page's data comes from the queries in
`payroll.ledger`, its words from `texts/`, its look from `static/pages.css`. Scripts only add to a page that works
without them: `script/`, bundled into `static/` by `make pages`.
"""
