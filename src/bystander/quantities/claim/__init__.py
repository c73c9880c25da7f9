"""What a claim's number stands for, what counts say of it, and what it would mean for a crowd."""
