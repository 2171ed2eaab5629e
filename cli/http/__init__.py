"""The HTTP core: requests, retries, streams, pages."""
