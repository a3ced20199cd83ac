"""The commands of the ground; the areas' own stand in their perintah.py."""
