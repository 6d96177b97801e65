"""The customers' side of the counter: what they say becomes proposals, questions and answers."""
