"""What the live room draws more than once, and its routes beside the pages."""
