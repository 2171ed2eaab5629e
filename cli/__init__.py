"""The frame: from argv to a request, from a response to the screen."""
