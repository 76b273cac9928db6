"""Administration of an agency: what its administrators arrange, every change in the audit log."""
