"""What the command ``namndlager`` prints.

Belongs here: running the job with progress on a terminal, and showing what is published.
Does not belong here: computing anything that the warehouse should hold.
"""
