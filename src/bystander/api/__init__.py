"""What Python is offered: a verb for each study, and the findings that it gives."""
