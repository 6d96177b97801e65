"""The staff's side of the counter: what they say becomes deeds done to drafts and orders."""
