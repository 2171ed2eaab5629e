"""An input that is run at once, through the ordinary endpoint."""
