"""What the side-by-side measure counts, and that its command runs."""
