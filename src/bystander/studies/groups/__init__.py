"""Who bears the errors, and how far apart are groups of people?"""
