"""The API's facts, once: its operations as data, and a reader of them."""
