"""The rules of the project as people read, compare, change and peek at them."""
