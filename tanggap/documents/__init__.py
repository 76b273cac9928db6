"""Letters and other official papers: from pure data to PDF."""
