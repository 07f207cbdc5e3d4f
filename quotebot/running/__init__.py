"""Keeps an assembled bot alive, tells how it is, and stops it cleanly.

Nothing is imported here: whoever only asks a running bot something need not load one.
"""
