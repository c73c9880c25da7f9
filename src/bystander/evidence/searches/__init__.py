"""A trial of searches: who was looked for, who is on the list, and which candidates came back."""
