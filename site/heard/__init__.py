"""Heard: the website a council gives to families called to a child protection conference."""
