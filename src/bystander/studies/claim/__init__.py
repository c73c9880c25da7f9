"""A claim: what it stands for, what counts say of it, and the verdict."""
