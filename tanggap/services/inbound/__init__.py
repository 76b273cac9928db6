"""What reporters send over WhatsApp, SMS and e-mail: kept once, joined to a report, or filed."""
