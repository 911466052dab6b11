"""What an author works with: the arguments drawn, regression tests, and more to come."""
