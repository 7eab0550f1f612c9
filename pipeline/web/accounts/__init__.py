"""Accounts: who people are, signing in and out, passwords."""
