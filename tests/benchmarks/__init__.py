"""What is measured side by side: speed and exactness of readers, ours and others.

Belongs here: commands that print figures. What must hold is in the tests and in
``tests.accuracy``; nothing here can fail.
"""
