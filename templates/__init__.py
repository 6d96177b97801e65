"""Pages, mails and every sentence in Thai and English."""
