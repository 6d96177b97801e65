"""The counter: words to commands, commands to deeds, deeds to cards; one file per channel to speak."""
