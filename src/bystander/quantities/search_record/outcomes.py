"""What came of searches: lists returned, follow-ups, confirmations, wrong persons, arrests.

None of these is an error rate of the system. A list always holds people who were not searched for, which is no false
alert; a follow-up that was not confirmed is not one of the wrong person.
"""

from __future__ import annotations

from bystander.findings import InGroups, Kind, Quantity, Term
from bystander.quantities.search_record.rates import SearchShare

LIKE_THESE = "searches like these, by the same agency with the same system, gallery and rules"
FOLLOWED_LIKE_THESE = "follow-ups like these, by the same agency with the same system, gallery and rules"
PAGE = "search-record-audit.md"

LISTS = SearchShare(
    name="lists-returned-per-search",
    heading="Searches that returned a list",
    question="For how many of the searches did the system return a list of candidates?",
    unit="search",
    population=LIKE_THESE,
    of_passers_by=False,
    often=True,
    page=PAGE,
    term=Term("List of candidates", "The people whose photographs look most alike to the one that was searched. Most "
              "of them, and often all, are somebody else; that is what a list is, and no false alert.",
              ("list of candidates", "lists of candidates")),
    part="lists_returned",
    whole="searches",
    did="returned a list",
    needs="searches and lists returned",
)  # fmt: skip
FOLLOWED_UP = SearchShare(
    name="followed-up-per-search",
    heading="Searches that led to a follow-up",
    question="How many of the searches led to a follow-up, so that somebody was looked into?",
    unit="search",
    population=LIKE_THESE,
    of_passers_by=False,
    often=True,
    page=PAGE,
    term=Term("Follow-up", "A lead from a search that was handed on, so that somebody was looked into. It is counted "
              "as the record counts it: leads given out, or leads that an investigator followed.",
              ("follow-up", "follow-ups")),
    part="followed_up",
    whole="searches",
    did="led to a follow-up",
    needs="searches and follow-ups",
)  # fmt: skip
CONFIRMED = SearchShare(
    name="confirmed-per-follow-up",
    heading="Follow-ups that were confirmed",
    question="Of the follow-ups, in how many was the person confirmed?",
    unit="follow-up",
    population=FOLLOWED_LIKE_THESE,
    of_passers_by=False,
    often=True,
    page=PAGE,
    term=Term("Confirmed", "What the record calls so: identified, corroborated, or only agreed by a second "
              "examiner.", ("confirmed",)),
    groups=InGroups(
        question="Of the follow-ups of each group, in how many was the person confirmed?",
        errors="confirmed follow-ups",
        chart="Follow-ups that were confirmed",
        of=FOLLOWED_LIKE_THESE,
        events="confirmed follow-ups",
        having="being confirmed",
    ),
    part="confirmed",
    whole="followed_up",
    did="were confirmed",
    needs="follow-ups and confirmations",
)  # fmt: skip
CONFIRMED_PER_SEARCH = SearchShare(
    name="confirmed-per-search",
    heading="Searches in which somebody was confirmed",
    question="In how many of the searches was somebody confirmed in the end?",
    unit="search",
    population=LIKE_THESE,
    of_passers_by=False,
    often=True,
    page=PAGE,
    part="confirmed",
    whole="searches",
    did="ended with somebody confirmed",
    needs="searches and confirmations",
)
WRONG = SearchShare(
    name="wrong-person-per-follow-up",
    heading="Follow-ups of the wrong person, as far as it came out",
    question="Of the follow-ups, how many turned out to be of the wrong person?",
    unit="follow-up",
    population=FOLLOWED_LIKE_THESE,
    of_passers_by=False,
    often=True,
    page=PAGE,
    part="wrong",
    whole="followed_up",
    did="turned out to be of the wrong person",
    needs="follow-ups and how many were of the wrong person",
)
ARRESTS = SearchShare(
    name="arrests-per-search",
    heading="People arrested after a search",
    question="How many people were arrested, for so many searches?",
    unit="search",
    population=LIKE_THESE,
    kind=Kind.MEAN,
    of_passers_by=False,
    per="arrests a search",
    page=PAGE,
    part="arrests",
    whole="searches",
    did="were arrested",
    needs="searches and arrests",
    unless_told=True,
)
SHARES = (LISTS, FOLLOWED_UP, CONFIRMED, CONFIRMED_PER_SEARCH, WRONG, ARRESTS)  # as they stand in a report

# Of each group and purpose, which are parts and have no card of their own.
OF_PARTS = (FOLLOWED_UP, CONFIRMED, CONFIRMED_PER_SEARCH)
PART_OF_SEARCHES = Quantity(
    name="searches-by-group",
    heading="The part of the searches that was of each group",
    question="What part of the searches was of each group?",
    unit="search",
    population=LIKE_THESE,
    of_passers_by=False,
    often=True,
    nothing="no row tells how many searches were of the group",
    page=PAGE,
    in_parts=True,
)
OF_SEARCH_RECORDS = (*SHARES, PART_OF_SEARCHES)
