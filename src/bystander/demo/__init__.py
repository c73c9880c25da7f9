"""What ships with the package for `bystander demo`: published counts, and the generator of a synthetic trial."""
