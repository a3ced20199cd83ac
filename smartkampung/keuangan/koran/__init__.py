"""Rekening koran: bank statements brought in, matched with the bank book, and what is left explained."""
