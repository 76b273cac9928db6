"""The signing desk: letters go up the signature chain and are really signed at its end."""
