"""The rules about what is known of people: semantics G and H, without Airflow, SOAP or SQL.

Who a person is stands in `payroll.matching`; everything else that is a rule about people stands here:

    frames, fields        which columns there are; which field is whose, and what Nmbrs calls it (H3)
    findings, input_checks   what is wrong in what was read, by key and field
    bsn, iban, comparable    numbers with a check digit; when two texts are the same
    in_force, contract_kinds what counts on a day (G1), and what kind of contract it is (G4)
    service, imported        who works here (G5), who is imported (G2)
    leads                    which side wins, and what both sides changed (G4)
    required, street, salary, wanted, to_send   what goes to Nmbrs (H2, H3, H4)
"""
