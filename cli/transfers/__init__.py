"""Moving large things: uploads in parts, downloads that go on where they stopped."""
