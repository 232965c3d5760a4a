"""What a file would change in a workshop that is already there."""
