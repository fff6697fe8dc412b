"""The pages about employees: who is connected with Nmbrs and who is not, who may be whom, and sending them.

    everybody.py  the lists, the review list, the counts of each company
    rows.py       what stands in a row of the lists; those of one company
    all_companies.py  a page of the list over all companies
    person.py     one person, and one point of the review list
    beside.py     people of both sides beside each other
    preview.py    what would be sent of the people who are ticked: chosen.py
    acts.py       match, disconnect, send
    reading.py    the two databases

They show what the last sync found: none of them asks Nmbrs.
"""
