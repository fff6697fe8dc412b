"""What `payroll_db` keeps about people: runs, connections, what Nmbrs said, what was agreed and changed, reviews.

    runs          one row per run that did something
    connections   who is who, and who was taken apart
    synced        every version of every record of Nmbrs
    agreed        what both sides last agreed on
    changes       what one side overwrote on the other
    reviews       what a person is to look at
    counts        how many people each company has

Each part works on a connection that its caller opened, so that several of them are written in one transaction.
"""

from payroll.ledger.people.book import LedgerConnection, PeopleBook

__all__ = ["LedgerConnection", "PeopleBook"]
