"""The citizens' face of Tanggap: thin views, forms and templates over the services."""
