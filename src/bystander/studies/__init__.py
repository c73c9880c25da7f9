"""Studies: evidence becomes findings. One study a command."""
