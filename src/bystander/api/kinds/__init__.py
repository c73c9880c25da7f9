"""Evidence of each kind, opened: how it is checked, evaluated and compared. :mod:`bystander.api.opening` chooses."""
