"""What a system's error rates mean for the people of a crowd: closed forms, their doubt, and a simulation.

Which question it answers: if so many people walk past, how many are flagged by mistake, how many more than once,
how many alerts are right, is the sought person found? The evidence's uncertainty is carried all the way
(METHODS II.3). It is wrong where people who pass together resemble each other beyond what the correlation says,
or where the crowd differs from the people of the evidence.
"""
