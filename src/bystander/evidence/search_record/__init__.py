"""A search record: how many photographs were searched, and what came of it, as agencies publish it."""
