"""Bring people from HR into Nmbrs, once each: plan, send, settle by reading back (semantics H4 and H5).

    actions       the calls that a person may need, and which fields each carries
    earlier_starts  whose starts before the current wage period may be sent
    nmbrs_side    what Nmbrs holds, in the frames of the rules
    plan          fields to send become the calls of each person, in order
    create        a new employee, once
    person_calls  the other calls of one person, one after the other
    calls         each of those calls; call_values: what it takes
    outcome       what came of the calls
    settle        calls whose answer was lost, by reading back

No value of a person stands in an error, a log or a row of the ledger's writes.
"""
