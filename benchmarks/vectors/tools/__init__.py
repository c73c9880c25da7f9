"""The tools that the vectors are run against, each asked as its documentation has it, and imported when it is."""
