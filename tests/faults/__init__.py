"""Machines that fail half-way, and what a film's making leaves behind."""
