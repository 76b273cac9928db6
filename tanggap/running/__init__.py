"""Starting Tanggap on this machine: database, processes, their end. The layer above all others."""
